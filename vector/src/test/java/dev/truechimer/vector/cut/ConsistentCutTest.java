package dev.truechimer.vector.cut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.VectorClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsistentCutTest {

    private static final VectorClock SENT = clock(Map.of(1L, 1L));
    private static final VectorClock RECEIVED = clock(Map.of(1L, 1L, 2L, 1L));

    @Test
    void isConsistentUnlessSomethingWasReceivedThatWasNotSent() {
        assertTrue(ConsistentCut.isConsistent(Map.of(1L, SENT, 2L, RECEIVED)));
        assertTrue(ConsistentCut.isConsistent(Map.of(1L, SENT)));
        assertFalse(ConsistentCut.isConsistent(Map.of(2L, RECEIVED)));
        assertTrue(ConsistentCut.isConsistent(Map.of()));
    }

    @Test
    void takesNodeThatHasNoEventInsideEitherWay() {
        assertTrue(ConsistentCut.isConsistent(Map.of(1L, SENT, 2L, VectorClock.ZERO)));
        assertFalse(ConsistentCut.isConsistent(Map.of(1L, VectorClock.ZERO, 2L, RECEIVED)));
        assertEquals(SENT, ConsistentCut.frontierOf(Map.of(1L, SENT, 2L, VectorClock.ZERO)));
    }

    @Test
    void readsFrontierOffTheClocks() {
        VectorClock later = RECEIVED.tick(2).tick(2);
        assertEquals(clock(Map.of(1L, 1L, 2L, 3L)), ConsistentCut.frontierOf(Map.of(1L, SENT, 2L, later)));
    }

    @Test
    void refusesClockThatIsNotOfItsNode() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> ConsistentCut.isConsistent(Map.of(3L, SENT)));
        assertEquals("the clock of node 3 must count an event of node 3: {1=1}", e.getMessage());
    }

    @Test
    void goesBackToWhereNobodyKnowsMoreThanIsInside() {
        VectorClock thenSent = SENT.tick(1);
        VectorClock receivedBoth = RECEIVED.receive(2, thenSent);
        assertEquals(
                clock(Map.of(1L, 1L, 2L, 1L)),
                ConsistentCut.latest(Map.of(1L, List.of(SENT), 2L, List.of(RECEIVED, receivedBoth))));
        assertEquals(
                clock(Map.of(1L, 2L, 2L, 2L)),
                ConsistentCut.latest(Map.of(1L, List.of(SENT, thenSent), 2L, List.of(RECEIVED, receivedBoth))));
    }

    @Test
    void goesBackBehindWhatNodeKnowsThatRecordedNothing() {
        assertEquals(VectorClock.ZERO, ConsistentCut.latest(Map.of(2L, List.of(RECEIVED))));
        assertEquals(VectorClock.ZERO, ConsistentCut.latest(Map.of(1L, List.of(), 2L, List.of(RECEIVED))));
        assertEquals(VectorClock.ZERO, ConsistentCut.latest(Map.of()));
        assertEquals(SENT, ConsistentCut.latest(Map.of(1L, List.of(VectorClock.ZERO, SENT))));
    }

    /**
     * Each checkpoint is behind the receipt of what the other sent since its own: no two fit, back to the beginning.
     */
    @Test
    void fallsLikeDominoesWhereCheckpointsDoNotLookAtEachOther() {
        PingPong game = new PingPong();
        for (int round = 0; round < 1_000; round++) {
            game.sendTo(2, 1);
            game.checkpoint(2);
            game.sendTo(1, 2);
            game.checkpoint(1);
        }
        game.sendTo(2, 1);
        game.checkpoint(2);
        game.crash(1);
        assertEquals(VectorClock.ZERO, ConsistentCut.latest(game.checkpoints()));
    }

    /**
     * The same run, with a checkpoint before each receipt that follows a send: a crash takes others back by one at
     * most.
     */
    @Test
    void doesNotFallWhereCheckpointsComeBeforeReceiptsThatFollowSends() {
        for (long crashed = 1; crashed <= 2; crashed++) {
            PingPong game = new PingPong();
            for (int round = 0; round < 1_000; round++) {
                game.checkpoint(2);
                game.sendTo(2, 1);
                game.checkpoint(1);
                game.sendTo(1, 2);
            }
            assertEquals(game.newest(), ConsistentCut.latest(game.checkpoints()));
            game.crash(crashed);
            VectorClock before = game.newest();
            VectorClock line = ConsistentCut.latest(game.checkpoints());
            long other = 3 - crashed;
            assertEquals(before.get(crashed), line.get(crashed));
            assertTrue(before.get(other) - line.get(other) <= 3, "at most one checkpoint, of every third event");
        }
    }

    @Test
    void refusesStatesThatDoNotAscend() {
        IllegalArgumentException same = assertThrows(
                IllegalArgumentException.class, () -> ConsistentCut.latest(Map.of(1L, List.of(SENT, SENT))));
        assertEquals(
                "each state of node 1 must count more of its own events than the one before: {1=1} after {1=1}",
                same.getMessage());
        assertThrows(IllegalArgumentException.class, () -> ConsistentCut.latest(Map.of(2L, List.of(SENT))));
        IllegalArgumentException forgotten = assertThrows(
                IllegalArgumentException.class,
                () -> ConsistentCut.latest(Map.of(2L, List.of(RECEIVED, clock(Map.of(2L, 2L))))));
        assertEquals(
                "a state of node 2 must know all that the one before knew: {2=2} after {1=1, 2=1}",
                forgotten.getMessage());
    }

    @Test
    void meetsInTheLesserAndJoinsInTheGreaterCounts() {
        VectorClock first = clock(Map.of(1L, 5L, 2L, 1L, 3L, 7L));
        VectorClock second = clock(Map.of(1L, 2L, 2L, 4L, 4L, 9L));
        assertEquals(clock(Map.of(1L, 2L, 2L, 1L)), ConsistentCut.meet(first, second));
        assertEquals(clock(Map.of(1L, 5L, 2L, 4L, 3L, 7L, 4L, 9L)), ConsistentCut.join(first, second));
        assertEquals(VectorClock.ZERO, ConsistentCut.meet(first, VectorClock.ZERO));
        assertEquals(first, ConsistentCut.join(first, VectorClock.ZERO));
    }

    /** Two nodes that send to each other in turn. */
    private static final class PingPong {

        private final Map<Long, List<VectorClock>> checkpoints = Map.of(1L, new ArrayList<>(), 2L, new ArrayList<>());
        private VectorClock one = VectorClock.ZERO;
        private VectorClock two = VectorClock.ZERO;

        void sendTo(long receiver, long sender) {
            VectorClock sent = of(sender).tick(sender);
            set(sender, sent);
            set(receiver, of(receiver).receive(receiver, sent));
        }

        void checkpoint(long node) {
            set(node, of(node).tick(node));
            checkpoints.get(node).add(of(node));
        }

        /** The node loses its newest checkpoint. */
        void crash(long node) {
            checkpoints.get(node).remove(checkpoints.get(node).size() - 1);
        }

        Map<Long, List<VectorClock>> checkpoints() {
            return checkpoints;
        }

        VectorClock newest() {
            return ConsistentCut.frontierOf(Map.of(1L, newest(1), 2L, newest(2)));
        }

        private VectorClock newest(long node) {
            return checkpoints.get(node).get(checkpoints.get(node).size() - 1);
        }

        private VectorClock of(long node) {
            return node == 1 ? one : two;
        }

        private void set(long node, VectorClock clock) {
            if (node == 1) {
                one = clock;
            } else {
                two = clock;
            }
        }
    }

    private static VectorClock clock(Map<Long, Long> counts) {
        return VectorClock.of(counts);
    }
}
