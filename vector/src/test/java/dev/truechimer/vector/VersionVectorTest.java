package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VersionVectorTest {

    private static final long A = 1;
    private static final long B = 2;
    private static final long C = 3;

    /**
     * The example of the paper of 1983: four sites are cut in two halves, then in three parts, then come together
     * again.
     */
    @Test
    void partitionedSitesOfTheFirstPaper() {
        VersionVector atD = VersionVector.EMPTY;
        // A and B together, C and D together; A updates twice, and B gets that.
        VersionVector atA = VersionVector.EMPTY.increment(A).increment(A);
        VersionVector atB = VersionVector.EMPTY.merge(atA);
        assertEquals("{1=2}", atB.toString());
        assertEquals(Causality.EQUAL, atA.compareTo(atB));
        // A alone, B and C together, D alone. C is out of date, not in conflict: it takes B's copy over, and updates
        // it.
        VersionVector atC = VersionVector.EMPTY;
        assertEquals(Causality.BEFORE, atC.compareTo(atB));
        atC = atC.merge(atB).increment(C);
        assertEquals("{1=2, 3=1}", atC.toString());
        atA = atA.increment(A);
        assertEquals("{1=3}", atA.toString());
        // All together: A and C are in conflict, D is only out of date.
        assertEquals(Causality.CONCURRENT, atA.compareTo(atC));
        assertEquals(Causality.BEFORE, atD.compareTo(atA));
        // Somebody reconciles the two, at A: that is an update.
        VersionVector reconciled = atA.merge(atC).increment(A);
        assertEquals("{1=4, 3=1}", reconciled.toString());
        assertTrue(reconciled.dominates(atA) && reconciled.dominates(atC));
    }

    @Test
    void containsTheUpdatesUpToEachCounter() {
        VersionVector vector = VersionVector.of(Map.of(A, 2L, -7L, 1L));
        assertTrue(vector.contains(new Dot(A, 1)));
        assertTrue(vector.contains(new Dot(A, 2)));
        assertFalse(vector.contains(new Dot(A, 3)));
        assertTrue(vector.contains(new Dot(-7, 1)));
        assertFalse(vector.contains(new Dot(B, 1)));
    }

    @Test
    void listsReplicasInAscendingOrder() {
        VersionVector vector = VersionVector.of(Map.of(B, 5L, -7L, 1L, A, 0L));
        assertEquals(2, vector.size());
        assertEquals(-7, vector.replicaAt(0));
        assertEquals(1, vector.countAt(0));
        assertEquals(B, vector.replicaAt(1));
        assertEquals(5, vector.countAt(1));
        assertEquals(0, vector.get(A));
        assertEquals(new TreeMap<>(Map.of(-7L, 1L, B, 5L)), vector.toMap());
        assertThrows(IndexOutOfBoundsException.class, () -> vector.replicaAt(2));
    }

    @Test
    void emptyOneHasSeenNothing() {
        assertTrue(VersionVector.EMPTY.isEmpty());
        assertSame(VersionVector.EMPTY, VersionVector.of(Map.of(A, 0L)));
        assertSame(VersionVector.EMPTY, VersionVector.decode(VersionVector.EMPTY.encode()));
        assertFalse(VersionVector.EMPTY.increment(A).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> VersionVector.of(Map.of(A, -1L)));
    }

    @Test
    void mergeGivesItselfIfNothingIsNew() {
        VersionVector more = VersionVector.of(Map.of(A, 2L, B, 1L));
        assertSame(more, more.merge(VersionVector.of(Map.of(A, 1L))));
        assertSame(more, more.merge(VersionVector.of(Map.of(A, 2L, B, 1L))));
        assertEquals(more, VersionVector.of(Map.of(A, 1L)).merge(more));
    }

    @Test
    void countersDoNotOverflow() {
        VersionVector last = VersionVector.of(Map.of(A, Long.MAX_VALUE));
        assertThrows(ArithmeticException.class, () -> last.increment(A));
    }

    /** What stores do that prune by size: knowledge is gone that was needed. */
    @Test
    void droppingAnEntryMakesFalseConflict() {
        VersionVector old = VersionVector.EMPTY.increment(A);
        VersionVector overwritten = old.increment(B);
        assertEquals(Causality.BEFORE, old.compareTo(overwritten));
        Map<Long, Long> pruned = overwritten.toMap();
        pruned.remove(A);
        assertEquals(Causality.CONCURRENT, old.compareTo(VersionVector.of(pruned)));
    }

    /**
     * One replica, two clients that know nothing of each other: one of the vectors covers the other, or both are the
     * same.
     */
    @Test
    void oneEntryCanNotNameTwoWritesThatAreConcurrent() {
        VersionVector first = VersionVector.EMPTY.increment(A);
        VersionVector countedOn = first.increment(A);
        VersionVector countedFromContext = VersionVector.EMPTY.increment(A);
        assertEquals(Causality.BEFORE, first.compareTo(countedOn));
        assertEquals(Causality.EQUAL, first.compareTo(countedFromContext));
    }

    @Test
    void encodesInItsOwnFormat() {
        assertArrayEquals(new byte[] {0x21, 0}, VersionVector.EMPTY.encode());
        VersionVector vector = VersionVector.of(Map.of(-2L, 1L, 3L, 200L));
        byte[] bytes = {0x21, 2, 3, 1, 4, (byte) 200, 1};
        assertArrayEquals(bytes, vector.encode());
        assertEquals(vector, VersionVector.decode(bytes));
        MalformedClockException refusal = assertThrows(
                MalformedClockException.class,
                () -> VersionVector.decode(VectorClock.ZERO.tick(A).encode()));
        assertEquals(Reason.UNKNOWN_FORMAT, refusal.reason());
    }

    @Test
    void refusesMoreEntriesThanTheCallerAccepts() {
        byte[] bytes = VersionVector.of(Map.of(A, 1L, B, 1L)).encode();
        assertEquals(2, VersionVector.decode(bytes, 2).size());
        MalformedClockException refusal =
                assertThrows(MalformedClockException.class, () -> VersionVector.decode(bytes, 1));
        assertEquals(Reason.TOO_LARGE, refusal.reason());
        assertThrows(IllegalArgumentException.class, () -> VersionVector.decode(bytes, -1));
        assertThrows(IllegalArgumentException.class, () -> VersionVector.decode(bytes, VectorClock.MAX_ENTRIES + 1));
    }

    @Test
    void equalVectorsAreEqual() {
        VersionVector one = VersionVector.of(Map.of(A, 2L));
        VersionVector same = VersionVector.EMPTY.increment(A).increment(A);
        assertEquals(one, same);
        assertEquals(one.hashCode(), same.hashCode());
        assertFalse(one.equals(VersionVector.EMPTY));
        assertFalse(one.equals((Object) VectorClock.of(Map.of(A, 2L))));
    }
}
