package dev.truechimer.hlc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.sequence.JournalRecord;
import java.io.IOException;
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
class HlcJournalRecordPropertyTest {

    private static final JournalRecord FORM = new JournalRecord(new HlcJournalOwner());

    private static final Map<String, Integer> OUTCOMES = new TreeMap<>();

    @Provide
    Arbitrary<Long> bounds() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, HlcJournalOwner.MAX_BOUND),
                Arbitraries.of(0L, 1L, 2047L, 2048L, HlcJournalOwner.MAX_BOUND - 1, HlcJournalOwner.MAX_BOUND));
    }

    /** Anything, and pieces of records put together anyhow. */
    @Provide
    Arbitrary<byte[]> contents() {
        Arbitrary<byte[]> any =
                Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(FORM.bytes() + 1);
        Arbitrary<byte[]> spliced = Combinators.combine(
                        bounds(), bounds(), Arbitraries.integers().between(0, FORM.bytes()))
                .as((head, tail, cut) -> {
                    byte[] bytes = FORM.encode(head);
                    System.arraycopy(FORM.encode(tail), cut, bytes, cut, FORM.bytes() - cut);
                    return bytes;
                });
        return Arbitraries.oneOf(any, spliced);
    }

    private static void assertRefused(String kind, byte[] bytes) {
        assertThrows(
                JournalCorruptException.class,
                () -> FORM.decode(bytes, "f"),
                () -> kind + ": " + new String(bytes, ISO_8859_1));
        OUTCOMES.merge(kind, 1, Integer::sum);
    }

    @Property(seed = "1", tries = 2000)
    void readsWhatItWrites(@ForAll("bounds") long bound) throws IOException {
        assertEquals(bound, FORM.decode(FORM.encode(bound), "f"));
        OUTCOMES.merge("round trip", 1, Integer::sum);
    }

    @Property(seed = "2", tries = 20)
    void refusesEveryChangeOfOneByte(@ForAll("bounds") long bound) {
        byte[] bytes = FORM.encode(bound);
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
        byte[] bytes = FORM.encode(bound);
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
            assertArrayEquals(FORM.encode(FORM.decode(bytes, "f")), bytes);
            OUTCOMES.merge("another's accepted", 1, Integer::sum);
        } catch (IOException e) {
            assertTrue(e instanceof JournalCorruptException, () -> "another exception: " + e);
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
