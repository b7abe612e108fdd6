package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LamportClockTest {

    @Test
    void countsFromOne() {
        LamportClock clock = LamportClock.of(7);
        assertEquals(0, clock.current());
        assertEquals(1, clock.tick());
        assertEquals(2, clock.tick());
        assertEquals(2, clock.current());
        assertEquals(7, clock.node());
        assertEquals("node 7 at 2", clock.toString());
    }

    @Test
    void receiptsAreAboveBothSides() {
        LamportClock clock = LamportClock.of(1);
        assertEquals(11, clock.update(10));
        assertEquals(12, clock.update(3));
        assertEquals(13, clock.update(12));
        assertEquals(15, clock.update(14));
    }

    @Test
    void stampsCarryTheNode() {
        LamportClock sender = LamportClock.of(5);
        LamportClock receiver = LamportClock.of(-2);
        LamportTimestamp sent = sender.stamp();
        assertEquals(new LamportTimestamp(1, 5), sent);
        assertEquals(new LamportTimestamp(2, -2), receiver.stamp(sent));
    }

    @Test
    void goesOnAboveWhatWasKept() {
        assertEquals(101, LamportClock.resume(1, 100).tick());
        assertEquals(101, LamportClock.resume(1, 100).update(4));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> LamportClock.resume(1, -1));
        assertEquals("counter must be >= 0: -1", refused.getMessage());
    }

    @Test
    void refusesPoisonAndChangesNothing() {
        LamportClock clock = LamportClock.resume(1, 41);
        for (long poison : new long[] {-1, Long.MIN_VALUE, LamportClock.MAX_REMOTE + 1, Long.MAX_VALUE}) {
            MalformedClockException refused = assertThrows(MalformedClockException.class, () -> clock.update(poison));
            assertEquals(Reason.OVERFLOW, refused.reason());
            assertTrue(refused.getMessage().endsWith(": " + poison), refused.getMessage());
            assertEquals(41, clock.current());
        }
        LamportTimestamp poisoned = new LamportTimestamp(Long.MAX_VALUE, 2);
        assertThrows(MalformedClockException.class, () -> clock.stamp(poisoned));
        assertEquals(42, clock.tick());
    }

    /** Who was led to the limit goes on, and nobody follows. */
    @Test
    void poisonAtTheLimitDoesNotSpread() {
        LamportClock led = LamportClock.of(1);
        assertEquals(LamportClock.MAX_REMOTE + 1, led.update(LamportClock.MAX_REMOTE));
        assertEquals(LamportClock.MAX_REMOTE + 2, led.tick());
        assertEquals(LamportClock.MAX_REMOTE + 3, led.update(5));
        LamportClock healthy = LamportClock.of(2);
        assertThrows(MalformedClockException.class, () -> healthy.update(led.tick()));
        assertEquals(1, healthy.tick());
    }

    @Test
    void overflowIsAnErrorAndChangesNothing() {
        LamportClock clock = LamportClock.resume(1, Long.MAX_VALUE - 1);
        assertEquals(Long.MAX_VALUE, clock.tick());
        assertThrows(ArithmeticException.class, clock::tick);
        assertThrows(ArithmeticException.class, () -> clock.update(1));
        assertEquals(Long.MAX_VALUE, clock.current());
    }

    @Test
    void timestampsAreInOrderOfCounterThenNode() {
        List<LamportTimestamp> ascending = List.of(
                new LamportTimestamp(0, Long.MAX_VALUE),
                new LamportTimestamp(1, Long.MIN_VALUE),
                new LamportTimestamp(1, -1),
                new LamportTimestamp(1, 0),
                new LamportTimestamp(1, Long.MAX_VALUE),
                new LamportTimestamp(2, 0),
                new LamportTimestamp(Long.MAX_VALUE, Long.MIN_VALUE));
        for (int a = 0; a < ascending.size(); a++) {
            for (int b = 0; b < ascending.size(); b++) {
                int order = ascending.get(a).compareTo(ascending.get(b));
                assertEquals(Integer.signum(Integer.compare(a, b)), Integer.signum(order), a + " and " + b);
            }
        }
        assertEquals(
                ascending,
                Stream.of(ascending.toArray(LamportTimestamp[]::new)).sorted().toList());
        assertThrows(IllegalArgumentException.class, () -> new LamportTimestamp(-1, 0));
    }

    /** IR1 within a process, IR2 between the two; the messages cross. */
    @Test
    void followsTheRulesOfThePaper() {
        LamportClock p = LamportClock.of(1);
        LamportClock q = LamportClock.of(2);
        long p1 = p.tick();
        long q1 = q.tick();
        long q2 = q.update(p1);
        long p2 = p.update(q1);
        long q3 = q.tick();
        long q4 = q.tick();
        long p3 = p.update(q4);
        assertEquals(List.of(1L, 1L, 2L, 2L, 3L, 4L, 5L), List.of(p1, q1, q2, p2, q3, q4, p3));
    }

    @Test
    void isLedNoFurtherThanItAllows() {
        LamportClock clock = LamportClock.resume(1, 100);
        assertEquals(1_101, clock.update(1_100, 1_000));
        assertEquals(1_102, clock.update(7, 0));
        MalformedClockException refused = assertThrows(MalformedClockException.class, () -> clock.update(2_103, 1_000));
        assertEquals("OVERFLOW: a remote counter must be at most 1000 ahead of 1102: 2103", refused.getMessage());
        assertThrows(MalformedClockException.class, () -> clock.update(-1, 1_000));
        assertThrows(IllegalArgumentException.class, () -> clock.update(1, -1));
        assertEquals(1_102, clock.current());
        assertEquals(2_103, clock.update(2_102, 1_000));
    }
}
