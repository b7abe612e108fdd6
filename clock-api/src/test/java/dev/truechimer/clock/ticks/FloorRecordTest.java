package dev.truechimer.clock.ticks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.sequence.JournalRecord;
import java.io.IOException;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What a floor's file holds. */
class FloorRecordTest {

    private static final JournalRecord FORM = new JournalRecord(new FloorOwner());

    /** 2026-11-20T12:00:00.123456789Z. */
    private static final long NANOS = 1_795_176_000_123_456_789L;

    private static final String LINES = """
            truechimer-wall-clock-floor 1
            bound 2026-11-20T12:00:00.123456789Z
            """;

    /** A record around any two lines, with a checksum that fits. */
    private static String sealed(String lines) {
        CRC32C checksum = new CRC32C();
        checksum.update(lines.getBytes(ISO_8859_1));
        return lines + "crc32c " + HexFormat.of().toHexDigits((int) checksum.getValue()) + "\n";
    }

    private static String bound(String text) {
        return sealed("truechimer-wall-clock-floor 1\nbound " + text + "\n");
    }

    private static FloorCorruptException assertRefused(String rule, String content) {
        FloorCorruptException refused = assertThrows(
                FloorCorruptException.class, () -> FORM.decode(content.getBytes(ISO_8859_1), "/data/clock.floor"));
        assertTrue(
                refused.getMessage().startsWith("the journal /data/clock.floor " + rule + "; it was left as it is."),
                refused.getMessage());
        return refused;
    }

    @Test
    void isThreeLinesThatAPersonCanRead() throws IOException {
        assertEquals(sealed(LINES), new String(FORM.encode(NANOS), ISO_8859_1));
        assertEquals(83, FORM.bytes());
        assertEquals(NANOS, FORM.decode(FORM.encode(NANOS), "f"));
    }

    @Test
    void hasARecordForTheTimeBeforeTheFirstAndForTheLast() throws IOException {
        assertArrayEquals(bound("1970-01-01T00:00:00.000000000Z").getBytes(ISO_8859_1), FORM.encode(0));
        assertArrayEquals(
                bound("2262-04-11T23:47:15.999999999Z").getBytes(ISO_8859_1), FORM.encode(FloorOwner.MAX_NANOS));
        assertEquals(FloorOwner.MAX_NANOS, FORM.decode(FORM.encode(FloorOwner.MAX_NANOS), "f"));
    }

    @Test
    void saysWhatIsWrong() {
        String valid = sealed(LINES);
        assertRefused("is torn: it has 0 bytes instead of 83", "");
        assertRefused("is torn: it has 82 bytes instead of 83", valid.substring(0, 82));
        assertRefused("goes on after its 83 bytes", valid + "\n");
        assertRefused("is no journal of a monotonic wall clock", "\0".repeat(83));
        assertRefused(
                "has a version that this library does not know; it knows version 1",
                sealed(LINES.replace("floor 1", "floor 2")));
        assertRefused(
                "has a checksum that does not fit: it was changed or torn", valid.replace("12:00:00", "13:00:00"));
        assertRefused("does not have the exact form of a journal", sealed(LINES.replace("\nbound ", "\nBOUND ")));
    }

    /** The file of a hybrid logical clock, whose numbers mean something else. */
    @Test
    void readsNoJournalOfAnotherOwner() {
        assertRefused(
                "is no journal of a monotonic wall clock",
                sealed("truechimer-hlc-journal 1\nbound 2026-11-20T12:00:00.123456Z/2047\n"));
    }

    @Test
    void keepsTheReasonOfABoundThatIsNoTime() {
        for (String wrong : new String[] {
            "2026-02-30T12:00:00.123456789Z",
            "2026-11-20T12:00:61.123456789Z",
            "2026-11-20 12:00:00.123456789Z",
            "1969-12-31T23:59:59.999999999Z",
            "2262-04-11T23:47:16.000000000Z",
            "9999-12-31T23:59:59.999999999Z",
            "-999-12-31T23:59:59.999999999Z",
            "                              ",
            "999999999999999999999999999999"
        }) {
            assertNotNull(assertRefused("has a bound that is no timestamp", bound(wrong))
                    .getCause());
        }
    }

    /** What a reader of dates accepts, and no floor writes: each time has one text. */
    @Test
    void acceptsNoOtherTextOfTheSameTime() {
        assertRefused("does not have the exact form of a journal", bound("2026-11-19T24:00:00.000000000Z"));
        for (String other : new String[] {
            "2026-11-20t12:00:00.123456789Z", "2026-11-20T12:00:00.123456789z", "2026-11-20T12:00:00.1234567890"
        }) {
            assertRefused("has a bound that is no timestamp", bound(other));
        }
    }

    @Test
    void writesNoBoundOutOfRange() {
        for (long wrong : new long[] {-1, Long.MIN_VALUE, FloorOwner.MAX_NANOS + 1, Long.MAX_VALUE}) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> FORM.encode(wrong));
            assertEquals("bound must be 0.." + FloorOwner.MAX_NANOS + ": " + wrong, refused.getMessage());
        }
    }
}
