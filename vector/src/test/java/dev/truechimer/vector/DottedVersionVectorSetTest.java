package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The examples that the authors of dotted version vector sets publish beside the papers, with the exact entries; and
 * what their papers leave open: deletes, lost states, replicas that leave.
 */
class DottedVersionVectorSetTest {

    private static final long A = 1;
    private static final long B = 2;
    private static final long C = 3;
    private static final VersionVector NOTHING = VersionVector.EMPTY;

    private static DottedVersionVectorSet<String> none() {
        return DottedVersionVectorSet.empty();
    }

    private static VersionVector seen(long replica, long count) {
        return VersionVector.of(Map.of(replica, count));
    }

    /** Two clients write without having read, then the first goes on from its own value: only that is replaced. */
    @Test
    void replacesWhatTheWriterHadReadAndKeepsWhatItHadNot() {
        DottedVersionVectorSet<String> first = none().write(NOTHING, A, "v1");
        assertEquals("{(1, 1, [v1])}", first.toString());
        VersionVector read = first.context();
        assertEquals(seen(A, 1), read);

        DottedVersionVectorSet<String> second = first.write(NOTHING, A, "v2");
        assertEquals("{(1, 2, [v2, v1])}", second.toString());
        assertEquals(List.of(new Dot(A, 2), new Dot(A, 1)), second.dots());

        DottedVersionVectorSet<String> third = second.write(read, A, "v3");
        assertEquals("{(1, 3, [v3, v2])}", third.toString());
        assertEquals(List.of(new Dot(A, 3), new Dot(A, 2)), third.dots());
        assertEquals(seen(A, 3), third.context());
    }

    /** One client reads what it has written before it goes on; others write without reading. */
    @Test
    void oneClientThatReadsAmongOthersThatDoNot() {
        DottedVersionVectorSet<String> set = none().write(NOTHING, A, "v1");
        VersionVector read = set.context();
        set = set.write(NOTHING, A, "v2");
        set = set.write(read, A, "v3");
        assertEquals("{(1, 3, [v3, v2])}", set.toString());
        read = set.context();
        set = set.write(NOTHING, A, "v4");
        assertEquals("{(1, 4, [v4, v3, v2])}", set.toString());
        set = set.write(read, A, "v5");
        assertEquals("{(1, 5, [v5, v4])}", set.toString());
    }

    /** Two clients in turn, each going on from its own last read. */
    @Test
    void twoClientsInTurn() {
        DottedVersionVectorSet<String> set = none().write(NOTHING, A, "v1");
        VersionVector first = set.context();
        set = set.write(NOTHING, A, "v2");
        assertEquals("{(1, 2, [v2, v1])}", set.toString());
        VersionVector second = set.context();
        set = set.write(first, A, "v3");
        assertEquals("{(1, 3, [v3, v2])}", set.toString());
        first = set.context();
        set = set.write(second, A, "v4");
        assertEquals("{(1, 4, [v4, v3])}", set.toString());
        set = set.write(first, A, "v5");
        assertEquals("{(1, 5, [v5, v4])}", set.toString());
    }

    @Test
    void updatesOfTheReferenceTests() {
        DottedVersionVectorSet<String> a0 = none().write(NOTHING, A, "v1");
        DottedVersionVectorSet<String> a1 = a0.write(a0.context(), A, "v2");
        assertEquals("{(1, 2, [v2])}", a1.toString());
        assertEquals(
                "{(1, 2, []), (2, 1, [v3])}", a1.write(a1.context(), B, "v3").toString());
        assertEquals(
                "{(1, 2, [v2]), (2, 1, [v4])}", a1.write(a0.context(), B, "v4").toString());
        assertEquals("{(1, 3, [v5, v2])}", a1.write(a0.context(), A, "v5").toString());
    }

    @Test
    void synchronisationsOfTheReferenceTests() {
        DottedVersionVectorSet<String> x = none().merge(none()).delete(seen(24, 1), A);
        assertEquals("{(24, 1, [])}", x.toString());
        DottedVersionVectorSet<String> a = none().write(NOTHING, A, "v1");
        DottedVersionVectorSet<String> y = none().write(NOTHING, B, "v2");
        DottedVersionVectorSet<String> a1 = a.write(a.context(), A, "v2");
        DottedVersionVectorSet<String> a3 = a1.write(a1.context(), B, "v3");
        DottedVersionVectorSet<String> a4 = a1.write(a1.context(), C, "v3");
        DottedVersionVectorSet<String> w = a.delete(a.context(), A);
        DottedVersionVectorSet<String> z = a.write(NOTHING, A, "v2");
        assertEquals("{(1, 1, [])}", w.toString());
        assertEquals("{(1, 2, [v2, v1])}", z.toString());
        assertMerge("{(1, 2, [v2])}", w, z);
        assertMerge("{(1, 2, [v2])}", a, a1);
        assertMerge("{(1, 2, []), (2, 1, [v3]), (3, 1, [v3])}", a4, a3);
        assertMerge("{(1, 1, [v1]), (24, 1, [])}", x, a);
        assertMerge("{(1, 1, [v1]), (2, 1, [v2])}", a, y);
    }

    private static void assertMerge(
            String expected, DottedVersionVectorSet<String> first, DottedVersionVectorSet<String> second) {
        assertEquals(expected, first.merge(second).toString());
        assertEquals(first.merge(second), second.merge(first));
    }

    @Test
    void ordersOfTheReferenceTests() {
        DottedVersionVectorSet<String> a = none().write(NOTHING, A, "v1");
        DottedVersionVectorSet<String> b = none().write(a.context(), A + 10, "v2");
        DottedVersionVectorSet<String> b2 = none().write(a.context(), B, "v2");
        DottedVersionVectorSet<String> c = a.write(b.context(), C, "v3");
        DottedVersionVectorSet<String> d = b2.write(c.context(), 4, "v4");
        assertEquals(Causality.BEFORE, a.compareTo(b));
        assertEquals(Causality.BEFORE, a.compareTo(c));
        assertEquals(Causality.BEFORE, b.compareTo(c));
        assertEquals(Causality.BEFORE, b.compareTo(d));
        assertEquals(Causality.BEFORE, b2.compareTo(d));
        assertEquals(Causality.AFTER, d.compareTo(a));
        assertEquals(Causality.CONCURRENT, b2.compareTo(c));
        assertEquals(Causality.CONCURRENT, b.compareTo(b2));
        assertEquals(Causality.EQUAL, a.compareTo(a));
    }

    /** The events are the same; what a delete has taken away makes the difference. */
    @Test
    void deleteIsAfterWhatItDeletes() {
        DottedVersionVectorSet<String> written = none().write(NOTHING, A, "v1");
        DottedVersionVectorSet<String> deleted = written.delete(written.context(), B);
        assertEquals(written.context(), deleted.context());
        assertEquals(Causality.BEFORE, written.compareTo(deleted));
        assertEquals(Causality.AFTER, deleted.compareTo(written));
        assertSame(deleted, written.merge(deleted));
        assertSame(deleted, deleted.merge(written));
        assertTrue(deleted.isEmpty());
    }

    /** Two clients wrote the same, and one of the two was deleted: which one makes the difference. */
    @Test
    void equalValuesOfOtherDotsMakeOtherSets() {
        DottedVersionVectorSet<String> both = none().write(NOTHING, A, "v").write(NOTHING, B, "v");
        DottedVersionVectorSet<String> leftOfB = both.delete(seen(A, 1), A);
        DottedVersionVectorSet<String> leftOfA = both.delete(seen(B, 1), A);
        assertEquals(leftOfB.values(), leftOfA.values());
        assertEquals(leftOfB.context(), leftOfA.context());
        assertFalse(leftOfB.equals(leftOfA));
        assertEquals(Causality.CONCURRENT, leftOfB.compareTo(leftOfA));
        assertTrue(leftOfB.merge(leftOfA).isEmpty());
    }

    @Test
    void deleteLeavesWhatItsContextHasNotSeen() {
        DottedVersionVectorSet<String> first = none().write(NOTHING, A, "read");
        DottedVersionVectorSet<String> both = first.write(NOTHING, A, "not read");
        assertEquals(List.of("not read"), both.delete(first.context(), A).values());
        assertEquals(List.of("not read", "read"), both.delete(NOTHING, A).values());
        assertSame(both, both.delete(NOTHING, A));
    }

    /** Why the set of a deleted key must be kept. */
    @Test
    void droppingTheSetOfDeletedKeyBringsTheValueBackAndLosesTheNextWrite() {
        DottedVersionVectorSet<String> atB = none().write(NOTHING, A, "v1");
        DottedVersionVectorSet<String> kept = atB.delete(atB.context(), A);
        assertEquals(List.of("v2"), kept.write(NOTHING, A, "v2").merge(atB).values());
        // Dropped: the value is back.
        assertEquals(List.of("v1"), none().merge(atB).values());
        // And the next write gets the dot of the deleted value, so B takes it for known.
        DottedVersionVectorSet<String> deletedAtB = atB.delete(atB.context(), B);
        assertEquals(List.of(), none().write(NOTHING, A, "v2").merge(deletedAtB).values());
    }

    @Test
    void takesOverWhatTheContextHasSeenElsewhere() {
        VersionVector context = VersionVector.of(Map.of(A, 1L, C, 7L));
        DottedVersionVectorSet<String> atA = none().write(NOTHING, A, "v1").write(NOTHING, A, "v2");
        DottedVersionVectorSet<String> written = atA.write(context, A, "v3");
        assertEquals("{(1, 3, [v3, v2]), (3, 7, [])}", written.toString());
        // What C wrote up to there is known to be superseded, though its values never were here.
        DottedVersionVectorSet<String> atC = none();
        for (int i = 1; i <= 8; i++) {
            atC = atC.write(NOTHING, C, "c" + i);
        }
        assertEquals("{(1, 3, [v3, v2]), (3, 8, [c8])}", written.merge(atC).toString());
    }

    /** A context proves that the replica has forgotten: to go on counting would give known dots to new values. */
    @Test
    void refusesContextThatHasSeenMoreOfTheCoordinatorThanItKnows() {
        DottedVersionVectorSet<String> restored = none().write(NOTHING, A, "v1");
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> restored.write(seen(A, 2), A, "v3"));
        assertTrue(
                refusal.getMessage().contains("coordinating replica 1 than it knows itself, 1: 2"),
                refusal::getMessage);
        assertThrows(IllegalArgumentException.class, () -> restored.delete(seen(A, 2), A));
        // Under a new id it goes on.
        assertEquals(
                "{(1, 2, []), (9, 1, [v3])}",
                restored.write(seen(A, 2), 9, "v3").toString());
    }

    /** What the papers' rule, to count on from the greater number, would do to a replica that forgot two writes. */
    @Test
    void countingOnFromContextAfterLossWouldLoseAnUpdate() {
        DottedVersionVectorSet<String> backup = none().write(NOTHING, A, "v1");
        VersionVector read = backup.write(backup.context(), A, "v2").context();
        DottedVersionVectorSet<String> atB =
                backup.write(backup.context(), A, "v2").write(NOTHING, A, "v3");
        assertEquals("{(1, 3, [v3, v2])}", atB.toString());
        // The client has read v2, not v3: its write gets the dot of v3. A delete at another replica lets the context
        // in.
        DottedVersionVectorSet<String> countedOn = backup.delete(read, B).write(NOTHING, A, "v4");
        assertEquals("{(1, 3, [v4])}", countedOn.toString());
        // Nobody has read v3, but it is gone.
        assertEquals(List.of("v4"), countedOn.merge(atB).values());
        assertEquals(List.of("v4"), atB.merge(countedOn).values());
    }

    /** Why contexts must not be taken from strangers unsigned. */
    @Test
    void forgedContextSilencesTheReplicaThatItNames() {
        DottedVersionVectorSet<String> atB = none().write(seen(A, 100), B, "forged");
        DottedVersionVectorSet<String> atA = none().write(NOTHING, A, "honest");
        assertEquals(List.of("forged"), atA.merge(atB).values());
        DottedVersionVectorSet<String> mute = none().write(seen(A, Long.MAX_VALUE), B, "forged");
        assertThrows(ArithmeticException.class, () -> mute.write(NOTHING, A, "next"));
    }

    @Test
    void forgetsOnlyReplicasWithoutCurrentValue() {
        DottedVersionVectorSet<String> old = none().write(NOTHING, A, "v1");
        DottedVersionVectorSet<String> set = old.write(old.context(), B, "v2");
        assertEquals("{(2, 1, [v2])}", set.forget(A).toString());
        assertSame(set, set.forget(C));
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> set.forget(B));
        assertTrue(refusal.getMessage().contains("replica 2 has 1"), refusal::getMessage);
        assertEquals("{(1, 1, []), (2, 1, [v2])}", set.forget(A).merge(set).toString());
        // Too early: a state that holds a value of the replica is still under way.
        assertEquals(List.of("v1", "v2"), set.forget(A).merge(old).values());
        // Everything forgotten is as if nothing had been.
        DottedVersionVectorSet<String> deleted = old.delete(old.context(), A).forget(A);
        assertEquals(none(), deleted);
        assertEquals(none().hashCode(), deleted.hashCode());
    }

    @Test
    void refusesMoreSiblingsThanTheLimit() {
        DottedVersionVectorSet<Integer> few = DottedVersionVectorSet.empty();
        for (int i = 0; i < 3; i++) {
            few = few.write(NOTHING, B, i);
        }
        byte[] full = new byte[6 + DottedVersionVectorSet.MAX_SIBLINGS];
        VarintWriter out = new VarintWriter(full.length);
        out.writeByte(0x31);
        VectorClock.of(Map.of(A, (long) DottedVersionVectorSet.MAX_SIBLINGS)).writeEntries(out);
        out.writeUnsigned(DottedVersionVectorSet.MAX_SIBLINGS);
        out.writeBytes(new byte[DottedVersionVectorSet.MAX_SIBLINGS]);
        DottedVersionVectorSet<Integer> most = DottedVersionVectorSet.decode(out.toBytes(), value -> value.length);
        assertEquals(DottedVersionVectorSet.MAX_SIBLINGS, most.siblings());
        DottedVersionVectorSet<Integer> others = few;
        assertThrows(IllegalStateException.class, () -> most.merge(others));
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> most.write(NOTHING, A, 1));
        assertTrue(refusal.getMessage().contains("at most 65536 siblings, not 65537"), refusal::getMessage);
        assertEquals(1, most.write(most.context(), A, 1).siblings());
    }

    @Test
    void countersDoNotOverflow() {
        DottedVersionVectorSet<String> last = none().delete(seen(A, Long.MAX_VALUE), B);
        assertThrows(ArithmeticException.class, () -> last.write(NOTHING, A, "v"));
        assertThrows(ArithmeticException.class, () -> last.write(last.context(), A, "v"));
    }

    @Test
    void ordersValuesByReplicaThenNewestFirst() {
        DottedVersionVectorSet<String> set = none().write(NOTHING, 5, "f1")
                .write(NOTHING, Long.MAX_VALUE, "z1")
                .write(NOTHING, -5, "m1")
                .write(NOTHING, 5, "f2")
                .write(NOTHING, Long.MIN_VALUE, "a1")
                .write(NOTHING, -5, "m2");
        assertEquals(List.of("a1", "m2", "m1", "f2", "f1", "z1"), set.values());
        assertEquals(
                List.of(
                        new Dot(Long.MIN_VALUE, 1),
                        new Dot(-5, 2),
                        new Dot(-5, 1),
                        new Dot(5, 2),
                        new Dot(5, 1),
                        new Dot(Long.MAX_VALUE, 1)),
                set.dots());
        assertThrows(UnsupportedOperationException.class, () -> set.values().clear());
    }

    @Test
    void emptySetKnowsNothing() {
        assertTrue(none().isEmpty());
        assertEquals(0, none().siblings());
        assertEquals(NOTHING, none().context());
        assertEquals(List.of(), none().dots());
        assertEquals("{}", none().toString());
        assertSame(none(), none().merge(none()));
        assertFalse(none().write(NOTHING, A, "v").isEmpty());
        assertThrows(NullPointerException.class, () -> none().write(NOTHING, A, nothing()));
        assertEquals(
                new TreeMap<>(Map.of(A, 1L)),
                none().write(NOTHING, A, "v").context().toMap());
    }

    @SuppressWarnings("NullAway")
    private static String nothing() {
        return null;
    }
}
