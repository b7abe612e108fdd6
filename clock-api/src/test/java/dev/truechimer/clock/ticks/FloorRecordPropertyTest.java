package dev.truechimer.clock.ticks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.sequence.JournalRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** One sequence of bytes for each floor, and nothing else is read. */
class FloorRecordPropertyTest {

    private static final JournalRecord FORM = new JournalRecord(new FloorOwner());
    private static final int BOUND_AT = 36;
    private static final int CHECKED_BYTES = 67;
    private static final Map<String, Integer> OUTCOMES = new TreeMap<>();

    @Provide
    Arbitrary<Long> floors() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, FloorOwner.MAX_NANOS),
                Arbitraries.of(0L, 1L, 999_999_999L, 1_000_000_000L, FloorOwner.MAX_NANOS - 1, FloorOwner.MAX_NANOS));
    }

    /**
     * Anything; pieces of records put together anyhow; and records with a checksum that fits around a bound of
     * anything.
     */
    @Provide
    Arbitrary<byte[]> contents() {
        Arbitrary<byte[]> any =
                Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(FORM.bytes() + 1);
        Arbitrary<byte[]> spliced = Combinators.combine(
                        floors(), floors(), Arbitraries.integers().between(0, FORM.bytes()))
                .as((head, tail, cut) -> {
                    byte[] bytes = FORM.encode(head);
                    System.arraycopy(FORM.encode(tail), cut, bytes, cut, FORM.bytes() - cut);
                    return bytes;
                });
        return Arbitraries.oneOf(any, spliced, sealed());
    }

    private Arbitrary<byte[]> sealed() {
        Arbitrary<byte[]> anyBound = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofSize(CHECKED_BYTES - 1 - BOUND_AT),
                Arbitraries.strings()
                        .withChars("0123456789-:.+TtZz ")
                        .ofLength(CHECKED_BYTES - 1 - BOUND_AT)
                        .map(text -> text.getBytes(ISO_8859_1)));
        Arbitrary<byte[]> foreign = Combinators.combine(floors(), anyBound).as((floor, bound) -> {
            byte[] bytes = FORM.encode(floor);
            System.arraycopy(bound, 0, bytes, BOUND_AT, bound.length);
            return seal(bytes);
        });
        Arbitrary<byte[]> oneByteOff = Combinators.combine(
                        floors(), Arbitraries.integers().between(0, CHECKED_BYTES - 1), Arbitraries.bytes())
                .as((floor, at, value) -> {
                    byte[] bytes = FORM.encode(floor);
                    bytes[at] = value;
                    return seal(bytes);
                });
        return Arbitraries.oneOf(foreign, oneByteOff);
    }

    private static byte[] seal(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, CHECKED_BYTES);
        byte[] digits = HexFormat.of().toHexDigits((int) checksum.getValue()).getBytes(ISO_8859_1);
        System.arraycopy(digits, 0, bytes, bytes.length - 1 - digits.length, digits.length);
        return bytes;
    }

    private static void assertRefused(String kind, byte[] bytes) {
        assertThrows(
                FloorCorruptException.class,
                () -> FORM.decode(bytes, "f"),
                () -> kind + ": " + new String(bytes, ISO_8859_1));
        OUTCOMES.merge(kind, 1, Integer::sum);
    }

    @Property(seed = "1", tries = 2000)
    void readsWhatItWrites(@ForAll("floors") long floor) throws IOException {
        assertEquals(floor, FORM.decode(FORM.encode(floor), "f"));
        OUTCOMES.merge("round trip", 1, Integer::sum);
    }

    @Property(seed = "2", tries = 2000)
    void whatItWritesIsTheTime(@ForAll("floors") long floor) {
        String text = new String(FORM.encode(floor), ISO_8859_1).substring(BOUND_AT, CHECKED_BYTES - 1);
        Instant written = Instant.parse(text);
        assertEquals(
                floor, Math.addExact(Math.multiplyExact(written.getEpochSecond(), 1_000_000_000L), written.getNano()));
        OUTCOMES.merge("the time", 1, Integer::sum);
    }

    @Property(seed = "3", tries = 20)
    void refusesEveryChangeOfOneByte(@ForAll("floors") long floor) {
        byte[] bytes = FORM.encode(floor);
        for (int at = 0; at < bytes.length; at++) {
            for (int change = 1; change < 256; change++) {
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) change;
                assertRefused("changed", changed);
            }
        }
    }

    @Property(seed = "4", tries = 100)
    void refusesEveryTruncationAndExtension(@ForAll("floors") long floor) {
        byte[] bytes = FORM.encode(floor);
        for (int length = 0; length < bytes.length; length++) {
            assertRefused("truncated", Arrays.copyOf(bytes, length));
        }
        for (int more = 0; more < 256; more++) {
            byte[] extended = Arrays.copyOf(bytes, bytes.length + 1);
            extended[bytes.length] = (byte) more;
            assertRefused("extended", extended);
        }
    }

    @Property(seed = "5", tries = 10000)
    void whatItReadsIsWhatItWouldWrite(@ForAll("contents") byte[] bytes) {
        try {
            assertArrayEquals(FORM.encode(FORM.decode(bytes, "f")), bytes);
            OUTCOMES.merge("another's accepted", 1, Integer::sum);
        } catch (IOException e) {
            assertTrue(e instanceof FloorCorruptException, () -> "another exception: " + e);
            OUTCOMES.merge(
                    e.getCause() == null ? "another's refused" : "another's refused as no time", 1, Integer::sum);
        }
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        assertEquals(
                Set.of(
                        "round trip",
                        "the time",
                        "changed",
                        "truncated",
                        "extended",
                        "another's accepted",
                        "another's refused",
                        "another's refused as no time"),
                OUTCOMES.keySet(),
                OUTCOMES::toString);
    }
}
