package dev.truechimer.vector;

import static dev.truechimer.vector.Causality.AFTER;
import static dev.truechimer.vector.Causality.BEFORE;
import static dev.truechimer.vector.Causality.CONCURRENT;
import static dev.truechimer.vector.Causality.EQUAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorClockTest {

    private static final long P1 = 1;
    private static final long P2 = 2;
    private static final long P3 = 3;

    private static VectorClock clock(long... nodesAndCounts) {
        Map<Long, Long> counts = new HashMap<>();
        for (int i = 0; i < nodesAndCounts.length; i += 2) {
            counts.put(nodesAndCounts[i], nodesAndCounts[i + 1]);
        }
        return VectorClock.of(counts);
    }

    /** A clock of three processes. */
    private static VectorClock vector(long p1, long p2, long p3) {
        return clock(P1, p1, P2, p2, P3, p3);
    }

    /** A clock that knows of as many nodes as can be known of, 0, 2, 4 and so on, once each. */
    private static VectorClock full() {
        Map<Long, Long> counts = new HashMap<>();
        for (long node = 0; node < VectorClock.MAX_ENTRIES; node++) {
            counts.put(2 * node, 1L);
        }
        return VectorClock.of(counts);
    }

    /**
     * Every event counts: a run of three processes. p1 works and sends to p2; p2 receives, sends to p3, and works; p3
     * receives, works, and sends to p1; p1 has worked meanwhile, receives, and sends to p2, which receives. The
     * vectors follow by hand from the rules of Fidge and Mattern.
     */
    @Test
    void everyEventCounts() {
        VectorClock a1 = VectorClock.ZERO.tick(P1);
        VectorClock a2 = a1.tick(P1);
        VectorClock b1 = VectorClock.ZERO.tick(P2);
        VectorClock b2 = b1.receive(P2, a2);
        VectorClock b3 = b2.tick(P2);
        VectorClock b4 = b3.tick(P2);
        VectorClock c1 = VectorClock.ZERO.tick(P3);
        VectorClock c2 = c1.receive(P3, b3);
        VectorClock c3 = c2.tick(P3);
        VectorClock c4 = c3.tick(P3);
        VectorClock a3 = a2.tick(P1);
        VectorClock a4 = a3.receive(P1, c4);
        VectorClock a5 = a4.tick(P1);
        VectorClock b5 = b4.receive(P2, a5);

        assertEquals(
                List.of(vector(1, 0, 0), vector(2, 0, 0), vector(3, 0, 0), vector(4, 3, 4), vector(5, 3, 4)),
                List.of(a1, a2, a3, a4, a5));
        assertEquals(
                List.of(vector(0, 1, 0), vector(2, 2, 0), vector(2, 3, 0), vector(2, 4, 0), vector(5, 5, 4)),
                List.of(b1, b2, b3, b4, b5));
        assertEquals(
                List.of(vector(0, 0, 1), vector(2, 3, 2), vector(2, 3, 3), vector(2, 3, 4)), List.of(c1, c2, c3, c4));

        assertSame(BEFORE, a2.compareTo(c2));
        assertSame(AFTER, a4.compareTo(b3));
        assertSame(CONCURRENT, a3.compareTo(b4));
        assertSame(CONCURRENT, b4.compareTo(c4));
        assertSame(CONCURRENT, a1.compareTo(b1));
        assertSame(EQUAL, c2.compareTo(c2));
    }

    /**
     * Only relevant events count, here writes: the evolution of an object in DeCandia et al., "Dynamo: Amazon's highly
     * available key-value store", 2007, figure 3.
     */
    @Test
    void onlyRelevantEventsCount() {
        long x = 10;
        long y = 11;
        long z = 12;
        VectorClock d1 = VectorClock.ZERO.tick(x);
        VectorClock d2 = d1.tick(x);
        VectorClock d3 = d2.tick(y);
        VectorClock d4 = d2.tick(z);
        VectorClock read = d3.merge(d4);
        VectorClock d5 = read.tick(x);

        assertEquals(clock(x, 1), d1);
        assertEquals(clock(x, 2), d2);
        assertEquals(clock(x, 2, y, 1), d3);
        assertEquals(clock(x, 2, z, 1), d4);
        assertEquals(clock(x, 2, y, 1, z, 1), read);
        assertEquals(clock(x, 3, y, 1, z, 1), d5);
        assertSame(BEFORE, d1.compareTo(d2), "the new version replaces the old one");
        assertSame(CONCURRENT, d3.compareTo(d4), "siblings");
        assertSame(AFTER, d5.compareTo(d3));
        assertSame(AFTER, d5.compareTo(d4));
    }

    @Test
    void tickCountsOneEventOfOneNode() {
        VectorClock clock = clock(-5, 3, 7, 1);
        assertEquals(clock(-5, 4, 7, 1), clock.tick(-5));
        assertEquals(clock(-5, 3, 7, 2), clock.tick(7));
        assertEquals(clock(-9, 1, -5, 3, 7, 1), clock.tick(-9), "in front");
        assertEquals(clock(-5, 3, 0, 1, 7, 1), clock.tick(0), "between");
        assertEquals(clock(-5, 3, 7, 1, 8, 1), clock.tick(8), "behind");
        assertEquals(clock(-5, 3, 7, 1), clock, "nothing of it has changed");
    }

    @Test
    void receiveIsMergeAndTick() {
        VectorClock local = clock(P1, 2, P2, 5);
        VectorClock remote = clock(P1, 4, P3, 1);
        assertEquals(clock(P1, 5, P2, 5, P3, 1), local.merge(remote).receive(P1, remote));
        assertEquals(clock(P1, 4, P2, 6, P3, 1), local.receive(P2, remote));
        assertEquals(clock(P1, 4, P2, 5, P3, 1, 9, 1), local.receive(9, remote));
        assertEquals(clock(P1, 3, P2, 5), local.receive(P1, VectorClock.ZERO));
        assertEquals(clock(P1, 2, P2, 5), local);
        assertEquals(clock(P1, 4, P3, 1), remote);
    }

    @Test
    void mergeTakesTheGreaterCounters() {
        assertEquals(clock(1, 5, 2, 7), clock(1, 5, 2, 3).merge(clock(1, 4, 2, 7)), "same nodes");
        assertEquals(clock(1, 5, 2, 7), clock(1, 5).merge(clock(2, 7)), "no node in common");
        assertEquals(clock(1, 5, 2, 7, 3, 9), clock(1, 5, 2, 3).merge(clock(2, 7, 3, 9)), "one node in common");
        assertEquals(clock(1, 5, 2, 7), clock(1, 5, 2, 3).merge(clock(2, 7)), "nodes of the first");
        assertEquals(clock(1, 5, 2, 7), clock(2, 7).merge(clock(1, 5, 2, 3)), "nodes of the second");
    }

    @Test
    void mergeGivesTheClockThatKnowsAll() {
        VectorClock less = clock(1, 1, 2, 2);
        VectorClock fewer = clock(2, 2);
        VectorClock greater = clock(1, 1, 2, 3);
        assertSame(greater, greater.merge(less));
        assertSame(greater, greater.merge(fewer));
        assertSame(greater, fewer.merge(greater));
        assertEquals(greater, less.merge(greater));
        assertSame(greater, greater.merge(VectorClock.ZERO));
        assertSame(greater, VectorClock.ZERO.merge(greater));
        assertSame(greater, greater.merge(greater));
        VectorClock equal = clock(1, 1, 2, 3);
        assertNotSame(greater, equal);
        assertSame(greater, greater.merge(equal));
        VectorClock ticked = greater.tick(1);
        assertSame(ticked, greater.merge(ticked), "of the same array of ids");
        assertSame(VectorClock.ZERO, VectorClock.ZERO.merge(VectorClock.ZERO));
    }

    @Test
    void compareToTellsTheFourCases() {
        assertSame(EQUAL, VectorClock.ZERO.compareTo(VectorClock.ZERO));
        assertSame(BEFORE, VectorClock.ZERO.compareTo(clock(1, 1)));
        assertSame(AFTER, clock(1, 1).compareTo(VectorClock.ZERO));
        assertSame(EQUAL, clock(1, 1, 2, 2).compareTo(clock(1, 1, 2, 2)));
        assertSame(BEFORE, clock(1, 1, 2, 2).compareTo(clock(1, 1, 2, 3)));
        assertSame(AFTER, clock(1, 2, 2, 2).compareTo(clock(1, 1, 2, 2)));
        assertSame(CONCURRENT, clock(1, 2, 2, 2).compareTo(clock(1, 1, 2, 3)));
        assertSame(CONCURRENT, clock(1, 1, 2, 3).compareTo(clock(1, 2, 2, 2)));
        assertSame(BEFORE, clock(2, 2).compareTo(clock(1, 1, 2, 2)));
        assertSame(BEFORE, clock(1, 1).compareTo(clock(1, 1, 2, 2)));
        assertSame(AFTER, clock(1, 1, 2, 2, 3, 3).compareTo(clock(2, 2)));
        assertSame(CONCURRENT, clock(1, 1).compareTo(clock(2, 1)));
        assertSame(CONCURRENT, clock(1, 1, 2, 2).compareTo(clock(2, 3)));
        assertSame(CONCURRENT, clock(1, 2).compareTo(clock(1, 1, 2, 1)));
    }

    /** 1 and the greatest counter: a comparison by a difference of few bits would be wrong. */
    @Test
    void compareToSeesTheWholeRangeOfCounters() {
        VectorClock low = clock(1, 1, 2, Long.MAX_VALUE);
        VectorClock high = clock(1, Long.MAX_VALUE, 2, Long.MAX_VALUE);
        assertSame(BEFORE, low.compareTo(high));
        assertSame(AFTER, high.compareTo(low));
        assertSame(CONCURRENT, low.compareTo(clock(1, Long.MAX_VALUE, 2, 1)));
        assertSame(BEFORE, clock(1, Long.MAX_VALUE - 1).compareTo(clock(1, Long.MAX_VALUE)));
        assertSame(BEFORE, clock(1, 1L << 32).compareTo(clock(1, (1L << 32) + 1)));
    }

    @Test
    void dominatesWhatItKnows() {
        VectorClock clock = clock(1, 1, 2, 2);
        assertTrue(clock.dominates(clock));
        assertTrue(clock.dominates(clock(1, 1, 2, 2)));
        assertTrue(clock.dominates(clock(1, 1, 2, 1)));
        assertTrue(clock.dominates(clock(2, 2)));
        assertTrue(clock.dominates(VectorClock.ZERO));
        assertTrue(clock.tick(1).dominates(clock));
        assertFalse(clock.dominates(clock.tick(1)));
        assertFalse(clock.dominates(clock(1, 1, 2, 3)));
        assertFalse(clock.dominates(clock(1, 2, 2, 1)));
        assertFalse(clock.dominates(clock(3, 1)));
        assertFalse(VectorClock.ZERO.dominates(clock));
        assertTrue(VectorClock.ZERO.dominates(VectorClock.ZERO));
    }

    @Test
    void withoutDropsOneNode() {
        VectorClock clock = clock(1, 1, 2, 2, 3, 3);
        assertEquals(clock(2, 2, 3, 3), clock.without(1));
        assertEquals(clock(1, 1, 3, 3), clock.without(2));
        assertEquals(clock(1, 1, 2, 2), clock.without(3));
        assertSame(clock, clock.without(4));
        assertSame(VectorClock.ZERO, clock(1, 1).without(1));
        assertSame(VectorClock.ZERO, VectorClock.ZERO.without(1));
        assertEquals(clock(1, 1, 2, 2, 3, 3), clock);
        assertSame(AFTER, clock.compareTo(clock.without(2)), "the hazard");
        assertSame(CONCURRENT, clock.compareTo(clock.without(2).tick(1)), "the hazard");
    }

    @Test
    void idsAreAnyLong() {
        VectorClock clock = VectorClock.ZERO
                .tick(Long.MAX_VALUE)
                .tick(0)
                .tick(Long.MIN_VALUE)
                .tick(-1)
                .tick(Long.MIN_VALUE);
        assertEquals("{-9223372036854775808=2, -1=1, 0=1, 9223372036854775807=1}", clock.toString());
        assertEquals(4, clock.size());
        assertEquals(Long.MIN_VALUE, clock.nodeAt(0));
        assertEquals(2, clock.countAt(0));
        assertEquals(-1, clock.nodeAt(1));
        assertEquals(Long.MAX_VALUE, clock.nodeAt(3));
        assertEquals(1, clock.countAt(3));
        assertEquals(2, clock.get(Long.MIN_VALUE));
        assertEquals(1, clock.get(Long.MAX_VALUE));
        assertEquals(0, clock.get(1));
        assertSame(AFTER, clock.compareTo(clock.without(Long.MIN_VALUE)));
        assertSame(BEFORE, clock.without(Long.MAX_VALUE).compareTo(clock));
        assertSame(
                CONCURRENT,
                clock.without(Long.MIN_VALUE).compareTo(clock.without(Long.MAX_VALUE)),
                "the lowest id comes before the highest");
    }

    @Test
    void ofLeavesZerosOut() {
        assertEquals(clock(2, 1), clock(1, 0, 2, 1, 3, 0));
        assertSame(VectorClock.ZERO, clock(1, 0));
        assertSame(VectorClock.ZERO, VectorClock.of(Map.of()));
    }

    @Test
    void ofRefusesNegativeCounters() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> clock(1, 1, 7, -1));
        assertEquals("counter of node 7 must be >= 0: -1", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> clock(1, Long.MIN_VALUE));
    }

    @Test
    void ofTakesACopy() {
        Map<Long, Long> counts = new HashMap<>(Map.of(1L, 1L));
        VectorClock clock = VectorClock.of(counts);
        counts.put(1L, 2L);
        assertEquals(clock(1, 1), clock);
    }

    @Test
    void toMapGivesACopyInOrder() {
        VectorClock clock = clock(5, 50, -5, 1, Long.MIN_VALUE, 2);
        SortedMap<Long, Long> map = clock.toMap();
        assertEquals(List.of(Long.MIN_VALUE, -5L, 5L), new ArrayList<>(map.keySet()));
        assertEquals(new TreeMap<>(Map.of(Long.MIN_VALUE, 2L, -5L, 1L, 5L, 50L)), map);
        map.put(5L, 51L);
        assertEquals(50, clock.get(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void indexesAreChecked(int index) {
        VectorClock clock = clock(1, 1, 2, 2);
        assertThrows(IndexOutOfBoundsException.class, () -> clock.nodeAt(index));
        assertThrows(IndexOutOfBoundsException.class, () -> clock.countAt(index));
    }

    @Test
    void equalClocksHaveEqualCounters() {
        VectorClock clock = clock(1, 1, 2, 2);
        VectorClock same = VectorClock.ZERO.tick(2).tick(1).tick(2);
        assertEquals(clock, same);
        assertEquals(clock.hashCode(), same.hashCode());
        assertNotEquals(clock, clock(1, 1, 2, 3));
        assertNotEquals(clock, clock(1, 1, 3, 2));
        assertNotEquals(clock, clock(1, 1));
        assertNotEquals(clock, clock(2, 1, 1, 2));
        assertNotEquals(clock, null);
        assertNotEquals(clock, clock.toMap());
        assertEquals("{1=1, 2=2}", clock.toString());
        assertEquals("{}", VectorClock.ZERO.toString());
    }

    @Test
    void countersEndAtTheGreatestLong() {
        VectorClock last = clock(1, Long.MAX_VALUE - 1, 2, 1).tick(1);
        assertEquals(clock(1, Long.MAX_VALUE, 2, 1), last);
        assertThrows(ArithmeticException.class, () -> last.tick(1));
        assertThrows(ArithmeticException.class, () -> last.receive(1, clock(2, 9)));
        assertThrows(ArithmeticException.class, () -> last.receive(1, last));
        assertEquals(clock(1, Long.MAX_VALUE, 2, 1), last, "nothing has changed");
        assertEquals(clock(1, Long.MAX_VALUE, 2, 2), last.tick(2), "others go on");
        assertEquals(clock(1, Long.MAX_VALUE, 2, 9), last.merge(clock(2, 9)));
    }

    @Test
    void knowsNoMoreThanTheLimitOfNodes() {
        VectorClock full = full();
        assertEquals(VectorClock.MAX_ENTRIES, full.size());
        VectorClock before = VectorClock.of(full.toMap());
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> full.tick(1));
        assertEquals(
                "a vector clock knows at most 65536 nodes, not 65537: do nodes come back under new ids, or are ids given"
                        + " to clients?",
                refused.getMessage());
        assertThrows(IllegalStateException.class, () -> full.merge(clock(1, 1)));
        assertThrows(IllegalStateException.class, () -> clock(1, 1).merge(full));
        assertThrows(IllegalStateException.class, () -> full.receive(1, clock(2, 5)));
        assertEquals(before, full, "nothing has changed");

        assertEquals(2, full.tick(0).get(0), "known nodes go on");
        assertEquals(5, full.merge(clock(2, 5)).get(2));
        assertEquals(5, clock(2, 5).merge(full).get(2));
        VectorClock room = full.without(0);
        assertEquals(VectorClock.MAX_ENTRIES, room.tick(1).size());
        assertEquals(VectorClock.MAX_ENTRIES, room.merge(clock(1, 1)).size());
        assertEquals(VectorClock.MAX_ENTRIES, room.receive(1, clock(2, 5)).size());
    }

    @Test
    void ofRefusesMoreNodesThanTheLimit() {
        Map<Long, Long> counts = new HashMap<>(full().toMap());
        counts.put(1L, 0L);
        assertEquals(full(), VectorClock.of(counts), "a zero is no entry");
        counts.put(1L, 1L);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> VectorClock.of(counts));
        assertEquals("entries must be <= 65536: 65537", refused.getMessage());
    }

    @Test
    void receivesNothingThatKnowsMoreOfTheOwnNodeThanItself() {
        VectorClock own = VectorClock.ZERO.tick(1);
        VectorClock forged = VectorClock.of(Map.of(1L, 42L, 2L, 1L));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> own.receive(1, forged));
        assertEquals(
                "a message knows of 42 events of node 1, which counts 1: it has lost its clock and must come back under a"
                        + " new id, or the message is forged",
                refused.getMessage());
        assertEquals(
                VectorClock.of(Map.of(1L, 42L, 2L, 2L)),
                VectorClock.ZERO.tick(2).receive(2, forged));
    }
}
