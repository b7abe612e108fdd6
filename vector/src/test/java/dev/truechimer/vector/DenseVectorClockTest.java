package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenseVectorClockTest {

    /** A clock of nodes whose ids are their indexes. */
    private static DenseVectorClock clock(long... counts) {
        Map<Long, Long> map = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            map.put((long) i, counts[i]);
        }
        return DenseVectorClock.from(VectorClock.of(map), indexes(counts.length));
    }

    private static long[] indexes(int nodes) {
        return LongStream.range(0, nodes).toArray();
    }

    @Test
    void beginsWithNothing() {
        DenseVectorClock clock = new DenseVectorClock(3);
        assertEquals(3, clock.nodes());
        assertEquals(clock(0, 0, 0), clock);
        assertEquals("[0, 0, 0]", clock.toString());
        assertSame(VectorClock.ZERO, clock.toVectorClock(indexes(3)));
    }

    @Test
    void ticks() {
        DenseVectorClock clock = new DenseVectorClock(2);
        assertEquals(1, clock.tick(1));
        assertEquals(2, clock.tick(1));
        assertEquals(1, clock.tick(0));
        assertEquals(clock(1, 2), clock);
        assertEquals(1, clock.get(0));
        assertEquals(2, clock.get(1));
    }

    /** The run of {@link VectorClockTest}, in which every event counts, up to the first message that comes back. */
    @Test
    void everyEventCounts() {
        DenseVectorClock p1 = new DenseVectorClock(3);
        DenseVectorClock p2 = new DenseVectorClock(3);
        DenseVectorClock p3 = new DenseVectorClock(3);
        p1.tick(0);
        p1.tick(0);
        DenseVectorClock toP2 = p1.copy();
        p1.tick(0);
        p2.tick(1);
        p2.receive(1, toP2);
        assertEquals(clock(2, 2, 0), p2);
        p2.tick(1);
        DenseVectorClock toP3 = p2.copy();
        p2.tick(1);
        p3.tick(2);
        p3.receive(2, toP3);
        assertEquals(clock(2, 3, 2), p3);
        p3.tick(2);
        p3.tick(2);
        DenseVectorClock toP1 = p3.copy();
        assertSame(Causality.CONCURRENT, p1.compareTo(toP1));
        p1.receive(0, toP1);
        assertEquals(clock(4, 3, 4), p1);
        assertEquals(clock(2, 4, 0), p2);
        assertSame(Causality.AFTER, p1.compareTo(toP3));
        assertSame(Causality.CONCURRENT, p1.compareTo(p2));
    }

    @Test
    void mergeTakesTheGreaterCounters() {
        DenseVectorClock clock = clock(1, 5, 0, Long.MAX_VALUE);
        DenseVectorClock other = clock(2, 4, 0, 1);
        clock.merge(other);
        assertEquals(clock(2, 5, 0, Long.MAX_VALUE), clock);
        assertEquals(clock(2, 4, 0, 1), other);
        clock.merge(clock);
        assertEquals(clock(2, 5, 0, Long.MAX_VALUE), clock);
    }

    @Test
    void receiveIsMergeAndTick() {
        DenseVectorClock clock = clock(1, 5, 0);
        DenseVectorClock remote = clock(4, 2, 0);
        clock.receive(1, remote);
        assertEquals(clock(4, 6, 0), clock);
        clock.receive(0, remote);
        assertEquals(clock(5, 6, 0), clock);
        clock.receive(2, clock);
        assertEquals(clock(5, 6, 1), clock);
        assertThrows(IllegalArgumentException.class, () -> clock.receive(2, clock(9, 9, 2)), "forged, or lost");
        assertEquals(clock(5, 6, 1), clock, "nothing has changed");
        assertEquals(clock(4, 2, 0), remote);
    }

    @Test
    void compareToTellsTheFourCases() {
        DenseVectorClock clock = clock(1, 2, 3);
        assertSame(Causality.EQUAL, clock.compareTo(clock(1, 2, 3)));
        assertSame(Causality.BEFORE, clock.compareTo(clock(1, 2, 4)));
        assertSame(Causality.AFTER, clock.compareTo(clock(0, 2, 3)));
        assertSame(Causality.CONCURRENT, clock.compareTo(clock(0, 2, 4)));
        assertSame(Causality.BEFORE, clock(0, 0, 0).compareTo(clock(Long.MAX_VALUE, 0, 0)));
        assertSame(Causality.AFTER, clock(Long.MAX_VALUE, 0, 0).compareTo(clock(0, 0, 0)));
        assertSame(Causality.CONCURRENT, clock(Long.MAX_VALUE, 0, 0).compareTo(clock(0, 0, Long.MAX_VALUE)));
    }

    @Test
    void dominatesWhatItKnows() {
        DenseVectorClock clock = clock(1, 2, 3);
        assertTrue(clock.dominates(clock));
        assertTrue(clock.dominates(clock(1, 2, 3)));
        assertTrue(clock.dominates(clock(1, 1, 3)));
        assertFalse(clock.dominates(clock(1, 2, 4)));
        assertFalse(clock.dominates(clock(2, 1, 3)));
    }

    @Test
    void aCopyIsOnItsOwn() {
        DenseVectorClock clock = clock(1, 2);
        DenseVectorClock copy = clock.copy();
        assertNotSame(clock, copy);
        clock.tick(0);
        copy.tick(1);
        assertEquals(clock(2, 2), clock);
        assertEquals(clock(1, 3), copy);
    }

    @Test
    void countersEndAtTheGreatestLong() {
        DenseVectorClock clock = clock(Long.MAX_VALUE - 1, 7, 0);
        assertEquals(Long.MAX_VALUE, clock.tick(0));
        assertThrows(ArithmeticException.class, () -> clock.tick(0));
        assertThrows(ArithmeticException.class, () -> clock.receive(0, clock(0, 9, 9)));
        assertEquals(clock(Long.MAX_VALUE, 7, 0), clock, "nothing has changed");
        clock.receive(2, clock(0, 9, 0));
        assertEquals(clock(Long.MAX_VALUE, 9, 1), clock);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void indexesAreChecked(int index) {
        DenseVectorClock clock = clock(1, 2, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> clock.get(index));
        assertThrows(IndexOutOfBoundsException.class, () -> clock.tick(index));
        assertThrows(IndexOutOfBoundsException.class, () -> clock.receive(index, clock(9, 9, 9)));
        assertEquals(clock(1, 2, 3), clock, "nothing has changed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 100})
    void bothHaveTheSameNodes(int nodes) {
        DenseVectorClock clock = clock(1, 2, 3);
        DenseVectorClock other = new DenseVectorClock(nodes);
        other.tick(0);
        assertSays("both clocks must have the same nodes: 3 and " + nodes, () -> clock.compareTo(other));
        assertSays("both clocks must have the same nodes: 3 and " + nodes, () -> clock.dominates(other));
        assertSays("both clocks must have the same nodes: 3 and " + nodes, () -> clock.merge(other));
        assertSays("both clocks must have the same nodes: 3 and " + nodes, () -> clock.receive(0, other));
        assertSays("both clocks must have the same nodes: " + nodes + " and 3", () -> other.merge(clock));
        assertEquals(clock(1, 2, 3), clock, "nothing has changed");
        assertNotEquals(clock, other);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, VectorClock.MAX_ENTRIES + 1, Integer.MIN_VALUE})
    void theNumberOfNodesHasLimits(int nodes) {
        assertSays("nodes must be 1 to 65536: " + nodes, () -> new DenseVectorClock(nodes));
    }

    @Test
    void hasAsManyNodesAsASparseClock() {
        DenseVectorClock clock = new DenseVectorClock(VectorClock.MAX_ENTRIES);
        long[] ids = indexes(VectorClock.MAX_ENTRIES);
        for (int i = 0; i < ids.length; i++) {
            clock.tick(i);
        }
        VectorClock sparse = clock.toVectorClock(ids);
        assertEquals(VectorClock.MAX_ENTRIES, sparse.size());
        assertEquals(clock, DenseVectorClock.from(sparse, ids));
    }

    @Test
    void becomesASparseClockAndBack() {
        long[] ids = {Long.MIN_VALUE, -7, 0, 12, Long.MAX_VALUE};
        VectorClock sparse = VectorClock.of(Map.of(-7L, 3L, 12L, Long.MAX_VALUE));
        DenseVectorClock dense = DenseVectorClock.from(sparse, ids);
        assertEquals(clock(0, 3, 0, Long.MAX_VALUE, 0), dense);
        assertEquals(sparse, dense.toVectorClock(ids));
        assertEquals(clock(0, 0, 0, 0, 0), DenseVectorClock.from(VectorClock.ZERO, ids));
    }

    @Test
    void theSparseClockStaysAsItIs() {
        long[] ids = {1, 2};
        DenseVectorClock dense = clock(1, 2);
        VectorClock sparse = dense.toVectorClock(ids);
        dense.tick(0);
        ids[0] = 0;
        assertEquals(VectorClock.of(Map.of(1L, 1L, 2L, 2L)), sparse);
        DenseVectorClock again = DenseVectorClock.from(sparse, new long[] {1, 2});
        again.tick(1);
        assertEquals(VectorClock.of(Map.of(1L, 1L, 2L, 2L)), sparse);
    }

    @Test
    void idsAreAscendingAndComplete() {
        VectorClock sparse = VectorClock.of(Map.of(1L, 1L, 2L, 2L));
        DenseVectorClock dense = clock(1, 2);
        assertSays(
                "the clock knows of a node without index: 2", () -> DenseVectorClock.from(sparse, new long[] {0, 1}));
        assertSays(
                "ids must be strictly ascending: 1 behind 2", () -> DenseVectorClock.from(sparse, new long[] {2, 1}));
        assertSays(
                "ids must be strictly ascending: 2 behind 2",
                () -> DenseVectorClock.from(sparse, new long[] {1, 2, 2}));
        assertSays("ids must be strictly ascending: 1 behind 2", () -> dense.toVectorClock(new long[] {2, 1}));
        assertSays("ids must be strictly ascending: 1 behind 1", () -> dense.toVectorClock(new long[] {1, 1}));
        assertSays("ids must be as many as nodes, 2: 1", () -> dense.toVectorClock(new long[] {1}));
        assertSays("ids must be as many as nodes, 2: 3", () -> dense.toVectorClock(new long[] {1, 2, 3}));
        assertSays("nodes must be 1 to 65536: 0", () -> DenseVectorClock.from(VectorClock.ZERO, new long[0]));
    }

    @Test
    void equalClocksHaveEqualCounters() {
        assertEquals(clock(1, 2), clock(1, 2));
        assertEquals(clock(1, 2).hashCode(), clock(1, 2).hashCode());
        assertNotEquals(clock(1, 2), clock(2, 1));
        assertNotEquals(clock(1, 0), clock(1));
        assertNotEquals(clock(1, 2), null);
        assertNotEquals(clock(1, 2), clock(1, 2).toVectorClock(indexes(2)));
        assertEquals("[1, 2]", clock(1, 2).toString());
    }

    private static void assertSays(String message, Runnable refused) {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, refused::run);
        assertEquals(message, thrown.getMessage());
    }
}
