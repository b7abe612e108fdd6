package dev.truechimer.hlc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** One sequence of bytes for each bound, and nothing else is read. */
class JournalRecordPropertyTest {

    private static final Map<String, Integer> OUTCOMES = new TreeMap<>();

    @Provide
    Arbitrary<Long> bounds() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, JournalRecord.MAX_BOUND),
                Arbitraries.of(0L, 1L, 2047L, 2048L, JournalRecord.MAX_BOUND - 1, JournalRecord.MAX_BOUND));
    }

    /** Anything, and pieces of records put together anyhow. */
    @Provide
    Arbitrary<byte[]> contents() {
        Arbitrary<byte[]> any =
                Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(JournalRecord.BYTES + 1);
        Arbitrary<byte[]> spliced = Combinators.combine(
                        bounds(), bounds(), Arbitraries.integers().between(0, JournalRecord.BYTES))
                .as((head, tail, cut) -> {
                    byte[] bytes = JournalRecord.encode(head);
                    System.arraycopy(JournalRecord.encode(tail), cut, bytes, cut, JournalRecord.BYTES - cut);
                    return bytes;
                });
        return Arbitraries.oneOf(any, spliced);
    }

    private static void assertRefused(String kind, byte[] bytes) {
        assertThrows(
                JournalCorruptException.class,
                () -> JournalRecord.decode(bytes, "f"),
                () -> kind + ": " + new String(bytes, ISO_8859_1));
        OUTCOMES.merge(kind, 1, Integer::sum);
    }

    @Property(seed = "1", tries = 2000)
    void readsWhatItWrites(@ForAll("bounds") long bound) throws JournalCorruptException {
        assertEquals(bound, JournalRecord.decode(JournalRecord.encode(bound), "f"));
        OUTCOMES.merge("round trip", 1, Integer::sum);
    }

    @Property(seed = "2", tries = 20)
    void refusesEveryChangeOfOneByte(@ForAll("bounds") long bound) {
        byte[] bytes = JournalRecord.encode(bound);
        for (int at = 0; at < bytes.length; at++) {
            for (int change = 1; change < 256; change++) {
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) change;
                assertRefused("changed", changed);
            }
        }
    }

    @Property(seed = "3", tries = 100)
    void refusesEveryTruncationAndExtension(@ForAll("bounds") long bound) {
        byte[] bytes = JournalRecord.encode(bound);
        for (int length = 0; length < bytes.length; length++) {
            assertRefused("truncated", Arrays.copyOf(bytes, length));
        }
        for (int more = 0; more < 256; more++) {
            byte[] extended = Arrays.copyOf(bytes, bytes.length + 1);
            extended[bytes.length] = (byte) more;
            assertRefused("extended", extended);
        }
        byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        assertRefused("extended", twice);
    }

    @Property(seed = "4", tries = 5000)
    void whatItReadsIsWhatItWouldWrite(@ForAll("contents") byte[] bytes) {
        try {
            assertArrayEquals(JournalRecord.encode(JournalRecord.decode(bytes, "f")), bytes);
            OUTCOMES.merge("another's accepted", 1, Integer::sum);
        } catch (JournalCorruptException e) {
            OUTCOMES.merge("another's refused", 1, Integer::sum);
        }
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        assertEquals(
                Set.of("round trip", "changed", "truncated", "extended", "another's accepted", "another's refused"),
                OUTCOMES.keySet(),
                OUTCOMES::toString);
    }
}
