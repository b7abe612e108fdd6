package dev.truechimer.hlc;

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

class HlcJournalRecordTest {

    private static final JournalRecord FORM = new JournalRecord(new HlcJournalOwner());

    private static final long BOUND = HybridTimestamp.parse("2026-11-20T12:00:00.123456Z/2047");

    private static final String RECORD = """
            truechimer-hlc-journal 1
            bound 2026-11-20T12:00:00.123456Z/2047
            crc32c %s
            """;

    /** A record around any two lines, with a checksum that fits. */
    private static String sealed(String lines) {
        CRC32C checksum = new CRC32C();
        checksum.update(lines.getBytes(ISO_8859_1));
        return lines + "crc32c " + HexFormat.of().toHexDigits((int) checksum.getValue()) + "\n";
    }

    private static void assertRefused(String rule, String content) {
        byte[] bytes = content.getBytes(ISO_8859_1);
        JournalCorruptException refused =
                assertThrows(JournalCorruptException.class, () -> FORM.decode(bytes, "/data/clock.hlc"));
        assertTrue(
                refused.getMessage().startsWith("the journal /data/clock.hlc " + rule + "; it was left as it is."),
                refused.getMessage());
    }

    private static String valid() {
        return new String(FORM.encode(BOUND), ISO_8859_1);
    }

    @Test
    void isThreeLinesThatAPersonCanRead() throws IOException {
        String checksum = valid().substring(71, 79);
        assertEquals(RECORD.formatted(checksum), valid());
        assertEquals(sealed(valid().substring(0, 64)), valid());
        assertEquals(FORM.bytes(), valid().length());
        assertEquals(BOUND, FORM.decode(valid().getBytes(ISO_8859_1), "f"));
    }

    @Test
    void hasTheChecksumThatOthersCompute() {
        // The check value of CRC-32C for the digits 1 to 9, from its published parameters.
        CRC32C checksum = new CRC32C();
        checksum.update("123456789".getBytes(ISO_8859_1));
        assertEquals(0xE3069283L, checksum.getValue());
    }

    @Test
    void saysWhatIsWrong() {
        assertRefused("is torn: it has 0 bytes instead of 80", "");
        assertRefused("is torn: it has 12 bytes instead of 80", valid().substring(0, 12));
        assertRefused("is torn: it has 79 bytes instead of 80", valid().substring(0, 79));
        assertRefused("goes on after its 80 bytes", valid() + "\n");
        assertRefused("is no journal of a hybrid logical clock", "\0".repeat(80));
        assertRefused("is no journal of a hybrid logical clock", "root:x:0:0:root:/root:/bin/bash\n");
        assertRefused(
                "has a version that this library does not know; it knows version 1",
                sealed(valid().substring(0, 64).replace("journal 1", "journal 2")));
        assertRefused(
                "has a checksum that does not fit: it was changed or torn", valid().replace("12:00:00", "13:00:00"));
        assertRefused(
                "has a checksum that does not fit: it was changed or torn",
                valid().substring(0, 71) + valid().substring(71, 79).replaceAll("[0-9a-f]", "X") + "\n");
        assertRefused(
                "has a bound that is no timestamp",
                sealed(valid().substring(0, 64).replace("12:00:00", "24:00:00")));
        assertRefused(
                "does not have the exact form of a journal",
                sealed(valid().substring(0, 64).replace("\nbound ", "\nBOUND ")));
    }

    @Test
    void keepsTheReasonOfABoundThatIsNoTimestamp() {
        String content = sealed(valid().substring(0, 64).replace("/2047", "/2048"));
        JournalCorruptException refused =
                assertThrows(JournalCorruptException.class, () -> FORM.decode(content.getBytes(ISO_8859_1), "f"));
        assertNotNull(refused.getCause());
    }

    /** A clock that began at the end of time would overflow, and issue from 1970 on. */
    @Test
    void refusesABoundThatNoClockIssues() throws IOException {
        long most = HlcJournalOwner.MAX_BOUND;
        assertEquals(most, FORM.decode(FORM.encode(most), "f"));
        for (long beyond : new long[] {most + 1, Long.MAX_VALUE}) {
            String text = HybridTimestamp.format(beyond);
            assertRefused(
                    "has a bound that no clock issues, " + text,
                    sealed("truechimer-hlc-journal 1\nbound " + text + "\n"));
        }
    }

    @Test
    void writesNoBoundOutOfRange() {
        for (long wrong : new long[] {-1, Long.MIN_VALUE, HlcJournalOwner.MAX_BOUND + 1, Long.MAX_VALUE}) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> FORM.encode(wrong));
            assertEquals("bound must be 0.." + HlcJournalOwner.MAX_BOUND + ": " + wrong, refused.getMessage());
        }
    }

    @Test
    void hasARecordForTheTimeBeforeTheFirst() throws IOException {
        assertEquals(0, FORM.decode(FORM.encode(0), "f"));
        assertArrayEquals(
                sealed("truechimer-hlc-journal 1\nbound 1970-01-01T00:00:00.000000Z/0000\n")
                        .getBytes(ISO_8859_1),
                FORM.encode(0));
    }
}
