package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.IntervalTreeClock.Fork;
import org.junit.jupiter.api.Test;

/** What each operation gives, by hand; the run that the paper shows; misuse. */
class IntervalTreeClockTest {

    private static final IntervalTreeClock SEED = IntervalTreeClock.seed();

    /**
     * The run of the paper's figure: a fork; events; the first forks and works on; the second works, meets the new one,
     * and they part again; the first takes over one of them, and works.
     */
    @Test
    void goesThroughTheRunOfThePaper() {
        assertEquals("(1, 0)", SEED.toString());
        Fork first = SEED.fork();
        assertEquals("((1, 0), 0)", first.left().toString());
        assertEquals("((0, 1), 0)", first.right().toString());

        IntervalTreeClock a = first.left().event();
        assertEquals("((1, 0), (0, 1, 0))", a.toString());
        IntervalTreeClock b = first.right().event();
        assertEquals("((0, 1), (0, 0, 1))", b.toString());

        Fork second = a.fork();
        assertEquals("(((1, 0), 0), (0, 1, 0))", second.left().toString());
        assertEquals("(((0, 1), 0), (0, 1, 0))", second.right().toString());
        b = b.event();
        assertEquals("((0, 1), (0, 0, 2))", b.toString());

        a = second.left().event();
        assertEquals("(((1, 0), 0), (0, (1, 1, 0), 0))", a.toString());
        IntervalTreeClock met = b.join(second.right());
        assertEquals("(((0, 1), 1), (1, 0, 1))", met.toString());

        Fork third = met.fork();
        assertEquals("(((0, 1), 0), (1, 0, 1))", third.left().toString());
        assertEquals("((0, 1), (1, 0, 1))", third.right().toString());

        a = a.join(third.left());
        assertEquals("((1, 0), (1, (0, 1, 0), 1))", a.toString());
        // The left half rises to the right one, and all is one leaf again.
        assertEquals("((1, 0), 2)", a.event().toString());
    }

    @Test
    void fillsUpToWhatIsKnownBesideIt() {
        Fork fork = SEED.fork();
        IntervalTreeClock right = fork.right().event().event().event();
        assertEquals("((1, 0), 3)", fork.left().receive(right.peek()).toString());
    }

    @Test
    void fillsNoFurtherThanTheLeastCountBesideIt() {
        assertEquals(
                "((1, 0), (1, 0, (0, 0, 2)))",
                stamp("(1, 0)", "(0, 0, (1, 0, 2))").event().toString());
        assertEquals(
                "((0, 1), (1, (0, 0, 2), 0))",
                stamp("(0, 1)", "(0, (1, 0, 2), 0)").event().toString());
    }

    @Test
    void fillsFromBelow() {
        assertEquals(
                "((1, (1, 0)), 1)",
                stamp("(1, (1, 0))", "(0, 0, (0, 0, 1))").event().toString());
        assertEquals(
                "(((0, 1), 1), 1)",
                stamp("((0, 1), 1)", "(0, (0, 1, 0), 0)").event().toString());
        assertEquals(
                "(((0, 1), (1, 0)), 1)",
                stamp("((0, 1), (1, 0))", "(0, (0, 1, 0), (0, 0, 1))").event().toString());
    }

    @Test
    void growsWhereNoNodeIsAdded() {
        // Owns a quarter where the tree has a leaf of its own, and one in a half that is one leaf.
        IntervalTreeClock stamp = stamp("((1, 0), (1, 0))", "(0, (0, 1, 0), 0)");
        assertEquals("(((1, 0), (1, 0)), (0, (0, 2, 0), 0))", stamp.event().toString());
    }

    @Test
    void growsNearTheRootWhereNoNodeIsAdded() {
        IntervalTreeClock stamp = stamp("((0, (1, 0)), (1, 0))", "(0, (0, 0, (0, 1, 0)), (0, 1, 0))");
        assertEquals(
                "(((0, (1, 0)), (1, 0)), (0, (0, 0, (0, 1, 0)), (0, 2, 0)))",
                stamp.event().toString());
        IntervalTreeClock mirrored = stamp("((1, 0), (0, (1, 0)))", "(0, (0, 1, 0), (0, 0, (0, 1, 0)))");
        assertEquals(
                "(((1, 0), (0, (1, 0))), (0, (0, 2, 0), (0, 0, (0, 1, 0))))",
                mirrored.event().toString());
    }

    @Test
    void addsNoNodeEvenIfThatIsDeeper() {
        IntervalTreeClock stamp = stamp("((0, (1, 0)), (1, 0))", "(0, (0, 0, (0, 1, 0)), 0)");
        assertEquals(
                "(((0, (1, 0)), (1, 0)), (0, (0, 0, (0, 2, 0)), 0))",
                stamp.event().toString());
    }

    @Test
    void addsOneNodeRatherThanTwo() {
        IntervalTreeClock stamp = stamp("((0, (0, 1)), (0, (0, (1, 0))))", "(0, 0, (0, 0, (0, 0, 1)))");
        assertEquals(
                "(((0, (0, 1)), (0, (0, (1, 0)))), (0, 0, (0, 0, (0, 0, (1, 1, 0)))))",
                stamp.event().toString());
    }

    @Test
    void splitsHalvesBeforeSmallerParts() {
        Fork fork = stamp("((0, 1), (1, 0))", "0").fork();
        assertEquals("(((0, 1), 0), 0)", fork.left().toString());
        assertEquals("((0, (1, 0)), 0)", fork.right().toString());
        assertEquals(
                "((0, ((0, (1, 0)), 0)), 0)",
                stamp("(0, ((0, 1), 0))", "0").fork().left().toString());
    }

    @Test
    void peekKnowsTheSameAndOwnsNothing() {
        IntervalTreeClock stamp = SEED.fork().left().event();
        IntervalTreeClock message = stamp.peek();
        assertEquals("(0, (0, 1, 0))", message.toString());
        assertTrue(message.isAnonymous());
        assertFalse(stamp.isAnonymous());
        assertSame(message, message.peek());
        assertEquals(Causality.EQUAL, stamp.compareTo(message));
        assertNotEquals(stamp, message);
    }

    @Test
    void anonymousStampsCountNoEventsAndSayWhatToDo() {
        IntervalTreeClock message = SEED.event().peek();
        String rule = assertThrows(IllegalStateException.class, message::event).getMessage();
        assertTrue(rule.contains("join"), rule);
        assertThrows(IllegalStateException.class, () -> message.receive(message));
        Fork fork = message.fork();
        assertEquals(message, fork.left());
        assertEquals(message, fork.right());
    }

    @Test
    void refusesToJoinWhatOwnsTheSamePart() {
        Fork fork = SEED.fork();
        assertOverlap(SEED, SEED);
        assertOverlap(SEED, fork.left());
        assertOverlap(fork.left(), fork.left().event());
        assertOverlap(stamp("((1, 0), 1)", "0"), stamp("((0, 1), (0, (0, 1)))", "0"));
        // What isn't owned twice is no mistake, however it is nested.
        assertEquals(
                "(1, 0)",
                stamp("((1, 0), 1)", "0").join(stamp("((0, 1), 0)", "0")).toString());
    }

    @Test
    void joinGivesBackWhatWasSplitAndLearnsBothSides() {
        Fork fork = SEED.event().fork();
        assertEquals(SEED.event(), fork.left().join(fork.right()));
        IntervalTreeClock left = fork.left().event();
        IntervalTreeClock right = fork.right().event().event();
        assertEquals("(1, (2, 0, 1))", left.join(right).toString());
        assertEquals(left.join(right), right.join(left));
    }

    @Test
    void joinOfWhatIsKnownChangesNothing() {
        IntervalTreeClock older = SEED.fork().left().event();
        IntervalTreeClock newer = older.event();
        assertSame(newer, newer.join(older.peek()));
        assertEquals(newer.events(), older.join(newer.peek()).events());
    }

    @Test
    void syncIsJoinThenFork() {
        Fork fork = SEED.fork();
        Fork synced = fork.left().event().sync(fork.right().event());
        assertEquals("((1, 0), 1)", synced.left().toString());
        assertEquals("((0, 1), 1)", synced.right().toString());
    }

    @Test
    void receiveIsJoinThenEvent() {
        Fork fork = SEED.fork();
        IntervalTreeClock message = fork.right().event().peek();
        assertEquals(fork.left().join(message).event(), fork.left().receive(message));
    }

    @Test
    void comparesWhatIsKnown() {
        Fork fork = SEED.fork();
        IntervalTreeClock left = fork.left().event();
        IntervalTreeClock right = fork.right().event();
        assertEquals(Causality.EQUAL, fork.left().compareTo(fork.right()));
        assertEquals(Causality.BEFORE, fork.left().compareTo(left));
        assertEquals(Causality.AFTER, left.compareTo(SEED));
        assertEquals(Causality.CONCURRENT, left.compareTo(right));
        assertFalse(left.dominates(right));
        assertTrue(left.dominates(left));
        assertTrue(left.join(right).dominates(right));
        assertFalse(right.dominates(left.join(right)));
    }

    @Test
    void countersEndInsteadOfWrapping() {
        IntervalTreeClock last = stamp("1", String.valueOf(Long.MAX_VALUE));
        assertThrows(ArithmeticException.class, last::event);
        assertEquals(stamp("1", String.valueOf(Long.MAX_VALUE)), last);
        String deep = "(1, (2, 0, " + (Long.MAX_VALUE - 3) + "), 0)";
        assertThrows(ArithmeticException.class, stamp("((0, 1), 0)", deep)::event);
        // What else is owned can still rise.
        assertEquals(
                "(((0, 1), (1, 0)), (1, (2, 0, " + (Long.MAX_VALUE - 3) + "), (0, 1, 0)))",
                stamp("((0, 1), (1, 0))", deep).event().toString());
        assertThrows(ArithmeticException.class, stamp("((0, 1), 0)", "(1, " + (Long.MAX_VALUE - 1) + ", 0)")::event);
    }

    @Test
    void theGreatestCountersCompareAndJoin() {
        IntervalTreeClock left = stamp("(1, 0)", "(0, " + Long.MAX_VALUE + ", 0)");
        IntervalTreeClock right = stamp("(0, 1)", "(" + (Long.MAX_VALUE - 1) + ", 0, 1)");
        assertEquals(Causality.CONCURRENT, left.compareTo(right));
        assertEquals("(1, " + Long.MAX_VALUE + ")", left.join(right).toString());
        assertEquals(left.join(right), right.join(left));
    }

    @Test
    void equalStampsHaveOneFormAndHash() {
        IntervalTreeClock joined =
                SEED.fork().left().event().join(SEED.fork().right().event());
        assertEquals(SEED.event(), joined);
        assertEquals(SEED.event().hashCode(), joined.hashCode());
        assertNotEquals(SEED, joined);
        assertNotEquals(SEED.fork().left(), SEED.fork().right());
        assertNotEquals(SEED, (Object) "(1, 0)");
    }

    private static void assertOverlap(IntervalTreeClock a, IntervalTreeClock b) {
        assertThrows(IllegalArgumentException.class, () -> a.join(b));
        assertThrows(IllegalArgumentException.class, () -> b.join(a));
    }

    private static IntervalTreeClock stamp(String id, String events) {
        return StampText.parse("(" + id + ", " + events + ")");
    }

    /** Or both would own the right half, and count their next events in one place. */
    @Test
    void receivesNothingThatOwnsSomething() {
        Fork fork = SEED.fork();
        IntervalTreeClock forgotToPeek = fork.right().event();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> fork.left().receive(forgotToPeek));
        assertEquals(
                "a message must carry an anonymous stamp: send peek(), or join() the stamp of a process that ends:"
                        + " ((0, 1), (0, 0, 1))",
                refused.getMessage());
        assertEquals("((1, 0), 1)", fork.left().receive(forgotToPeek.peek()).toString());
    }

    /** The paper's grow takes the left only where it is cheaper. */
    @Test
    void growsToTheRightWhereBothSidesCostTheSame() {
        Fork halves = SEED.fork();
        IntervalTreeClock quarters =
                halves.left().fork().left().join(halves.right().fork().left());
        assertEquals("(((1, 0), (1, 0)), 0)", quarters.toString());
        assertEquals("(((1, 0), (1, 0)), (0, 0, (0, 1, 0)))", quarters.event().toString());
    }
}
