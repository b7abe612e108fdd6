package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** One sequence of bytes for each snapshot, and merging is a join: in any order, again and again. */
class MatrixClockPropertyTest {

    private static final Map<String, Integer> OUTCOMES = new TreeMap<>();

    /** What nodes know after a random exchange of messages. */
    @Provide
    Arbitrary<MatrixClock[]> groups() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.longs())
                .as(MatrixClockPropertyTest::group);
    }

    @Provide
    Arbitrary<MatrixClock.Snapshot> snapshots() {
        return groups().map(group -> group[group.length / 2].snapshot());
    }

    private static MatrixClock[] group(int nodes, int steps, long seed) {
        Random random = new Random(seed);
        MatrixClock[] clocks = new MatrixClock[nodes];
        Arrays.setAll(clocks, self -> new MatrixClock(nodes, self));
        for (int step = 0; step < steps; step++) {
            MatrixClock clock = clocks[random.nextInt(nodes)];
            switch (random.nextInt(4)) {
                case 0 -> clock.tick();
                case 1 -> clock.receive(clocks[random.nextInt(nodes)].snapshot());
                default -> clock.merge(clocks[random.nextInt(nodes)].snapshot());
            }
        }
        return clocks;
    }

    @Property(seed = "1", tries = 3000)
    void readsWhatItWrites(@ForAll("snapshots") MatrixClock.Snapshot snapshot) {
        MatrixClock.Snapshot decoded = MatrixClock.Snapshot.decode(snapshot.encode());
        assertEquals(snapshot, decoded);
        assertEquals(snapshot.hashCode(), decoded.hashCode());
        count("round trip");
    }

    @Property(seed = "2", tries = 3000)
    void equalExactlyIfTheBytesAre(
            @ForAll("snapshots") MatrixClock.Snapshot first, @ForAll("snapshots") MatrixClock.Snapshot second) {
        assertEquals(first.equals(second), Arrays.equals(first.encode(), second.encode()));
        count(first.equals(second) ? "equal" : "different");
    }

    @Property(seed = "3", tries = 3000)
    void mergingIsIdempotentAndInAnyOrder(@ForAll("groups") MatrixClock[] group) {
        MatrixClock.Snapshot kept = group[0].snapshot();
        MatrixClock forth = MatrixClock.resume(kept);
        MatrixClock back = MatrixClock.resume(kept);
        for (int i = 0; i < group.length; i++) {
            forth.merge(group[i].snapshot());
            forth.merge(group[i].snapshot());
            back.merge(group[group.length - 1 - i].snapshot());
        }
        assertEquals(forth.snapshot(), back.snapshot());
        assertEquals(Causality.EQUAL, forth.stableCut().compareTo(back.stableCut()));
        assertEquals(true, forth.stableCut().dominates(group[0].stableCut()));
        count(forth.snapshot().equals(kept) ? "nothing new" : "learned");
    }

    /** Anything, bytes that begin well, and snapshots of which one byte was changed. */
    @Provide
    Arbitrary<byte[]> contents() {
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(30);
        Arbitrary<byte[]> begun = Arbitraries.bytes()
                .between((byte) 0, (byte) 3)
                .array(byte[].class)
                .ofMaxSize(10);
        Arbitrary<byte[]> changed = Combinators.combine(
                        snapshots(), Arbitraries.integers().between(0, 1000), Arbitraries.bytes())
                .as((snapshot, at, value) -> {
                    byte[] bytes = snapshot.encode();
                    bytes[at % bytes.length] = value;
                    return bytes;
                });
        return Arbitraries.oneOf(any, begun.map(MatrixClockPropertyTest::begin), changed);
    }

    private static byte[] begin(byte[] rest) {
        byte[] bytes = new byte[rest.length + 1];
        bytes[0] = 0x51;
        System.arraycopy(rest, 0, bytes, 1, rest.length);
        return bytes;
    }

    @Property(seed = "4", tries = 20_000)
    void whatItReadsIsWhatItWouldWrite(@ForAll("contents") byte[] bytes) {
        try {
            assertArrayEquals(MatrixClock.Snapshot.decode(bytes).encode(), bytes);
            count("accepted");
        } catch (MalformedClockException e) {
            count("refused: " + e.reason());
        }
    }

    private static void count(String outcome) {
        OUTCOMES.merge(outcome, 1, Integer::sum);
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        Set<String> expected =
                new HashSet<>(Set.of("round trip", "equal", "different", "nothing new", "learned", "accepted"));
        for (Reason reason : Reason.values()) {
            if (reason != Reason.REFUSED_BY_CALLER && reason != Reason.OVERFLOW) {
                expected.add("refused: " + reason);
            }
        }
        Set<String> occurred = new HashSet<>(OUTCOMES.keySet());
        // Ten bytes of a number; there may be none by chance. Examples are in the unit test.
        occurred.remove("refused: " + Reason.OVERFLOW);
        assertEquals(expected, occurred, OUTCOMES::toString);
    }
}
