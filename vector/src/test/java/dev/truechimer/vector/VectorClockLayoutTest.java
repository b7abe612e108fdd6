package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.GraphLayout;

/** What clocks keep in memory, on the JVM that runs this: two arrays, of which the ids are shared where they can be. */
class VectorClockLayoutTest {

    private static final int NODES = 64;

    private static VectorClock clock(int nodes, long count) {
        Map<Long, Long> counts = new TreeMap<>();
        for (long node = 0; node < nodes; node++) {
            counts.put(3 * node, count);
        }
        return VectorClock.of(counts);
    }

    private static long bytes(Object... roots) {
        return GraphLayout.parseInstance(roots).totalSize();
    }

    private static long headBytes() {
        return ClassLayout.parseClass(VectorClock.class).instanceSize();
    }

    private static long arrayBytes(int length) {
        return ClassLayout.parseInstance(new long[length]).instanceSize();
    }

    private static void assertSharesIds(VectorClock first, VectorClock second) {
        assertEquals(2 * headBytes() + 3 * arrayBytes(first.size()), bytes(first, second));
    }

    private static void assertSharesNothing(VectorClock first, VectorClock second) {
        assertEquals(
                2 * headBytes() + 2 * arrayBytes(first.size()) + 2 * arrayBytes(second.size()), bytes(first, second));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, NODES, 512})
    void aClockIsTwoArrays(int nodes) {
        VectorClock clock = clock(nodes, 1);
        assertEquals(headBytes() + 2 * arrayBytes(nodes), bytes(clock));
        long perNode = (bytes(clock(2 * nodes, 1)) - bytes(clock)) / nodes;
        assertEquals(2 * Long.BYTES, perNode);
    }

    @Test
    void tickSharesTheIds() {
        VectorClock clock = clock(NODES, 1);
        assertSharesIds(clock, clock.tick(0));
        assertSharesIds(clock, clock.tick(3 * (NODES - 1)));
        assertSharesIds(clock, clock.tick(0).tick(3).tick(6));
    }

    @Test
    void mergeOfClocksWithTheSameIdsSharesThem() {
        VectorClock clock = clock(NODES, 1);
        VectorClock first = clock.tick(0);
        VectorClock merged = first.merge(clock.tick(3));
        assertSharesIds(clock, merged);
        assertSharesIds(first, merged);
    }

    /** The clock that comes in has an array of its own; the one that stays has not, so a node keeps one array. */
    @Test
    void mergeOfAReceivedClockKeepsTheIdsOfThisOne() {
        VectorClock clock = clock(NODES, 1);
        VectorClock ahead = VectorClock.decode(clock(NODES, 2).encode());
        assertSharesNothing(clock, ahead);
        assertSharesIds(clock, clock.merge(ahead));
        VectorClock concurrent = VectorClock.decode(clock.tick(3).encode());
        assertSharesIds(clock, clock.tick(0).merge(concurrent));
        assertSharesIds(clock, clock.receive(0, concurrent));
    }

    @Test
    void mergeSharesTheIdsOfTheSideThatHasThemAll() {
        VectorClock all = clock(NODES, 5);
        VectorClock some = clock(NODES / 2, 7);
        assertSharesIds(all, all.merge(some));
        assertSharesIds(all, some.merge(all));
    }

    @Test
    void newNodesMakeANewArray() {
        VectorClock clock = clock(NODES, 1);
        assertSharesNothing(clock, clock.tick(1));
        assertSharesNothing(clock, clock.without(0));
        assertSharesNothing(clock, clock.merge(VectorClock.ZERO.tick(1)));
    }
}
