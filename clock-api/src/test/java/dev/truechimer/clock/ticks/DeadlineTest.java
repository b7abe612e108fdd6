package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What is left until a deadline, on an oscillator that the test turns. */
class DeadlineTest {

    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private final ManualTicks ticks = new ManualTicks(Long.MAX_VALUE - 1);

    @Test
    void countsDownToZeroAndStaysThere() throws TimeoutException {
        Deadline deadline = Deadline.after(Duration.ofNanos(10), ticks);
        assertEquals(10, deadline.remainingNanos());
        ticks.advanceNanos(9);
        assertEquals(Duration.ofNanos(1), deadline.remaining());
        assertFalse(deadline.isExpired());
        deadline.checkNotExpired();
        assertEquals("Deadline[PT0.000000001S left]", deadline.toString());
        ticks.advanceNanos(1);
        assertExpired(deadline);
        ticks.advance(Duration.ofDays(50_000));
        assertExpired(deadline);
        assertThrows(TimeoutException.class, deadline::checkNotExpired);
    }

    @Test
    void aTimeoutOfZeroOrLessHasExpiredAtOnce() {
        assertExpired(Deadline.after(Duration.ZERO, ticks));
        assertExpired(Deadline.after(Duration.ofNanos(-1), ticks));
        assertExpired(Deadline.after(FOREVER.negated(), ticks));
        assertExpired(Deadline.after(Duration.ofSeconds(Long.MIN_VALUE), ticks));
        assertExpired(Deadline.afterNanos(0, ticks));
        assertExpired(Deadline.afterNanos(Long.MIN_VALUE, ticks));
        assertExpired(Deadline.afterNanos(-1));
        assertExpired(Deadline.after(Duration.ZERO));
    }

    @Test
    void aTimeoutOfMoreThanHalfTheRangeNeverEnds() {
        assertNever(Deadline.after(FOREVER, ticks));
        assertNever(Deadline.after(FOREVER));
        assertNever(Deadline.afterNanos(Long.MAX_VALUE));
        assertNever(Deadline.afterNanos(Long.MAX_VALUE / 2 + 1, ticks));
        Deadline longest = Deadline.afterNanos(Long.MAX_VALUE / 2, ticks);
        assertFalse(longest.isNever());
        assertEquals(Long.MAX_VALUE / 2, longest.remainingNanos());
        ticks.advanceNanos(-1_000);
        assertFalse(longest.isExpired(), "also where the oscillator of another core is behind");
        ticks.advanceNanos(Long.MAX_VALUE / 2);
        assertEquals(1_000, longest.remainingNanos());
    }

    @Test
    void neverIsNeverAlthoughTheOscillatorGoesOn() throws TimeoutException {
        assertNever(Deadline.never());
        Deadline never = Deadline.after(FOREVER, ticks);
        ticks.advanceNanos(Long.MAX_VALUE);
        assertNever(never);
        ticks.advanceNanos(Long.MAX_VALUE);
        assertNever(never);
        never.checkNotExpired();
        assertEquals("Deadline[never]", never.toString());
    }

    @Test
    void aPartNeverOutlivesTheWhole() {
        Deadline whole = Deadline.afterNanos(100, ticks);
        assertEquals(30, whole.within(Duration.ofNanos(30)).remainingNanos());
        assertSame(whole, whole.withinNanos(100), "the same moment");
        assertSame(whole, whole.withinNanos(101));
        assertSame(whole, whole.within(FOREVER));
        assertExpired(whole.within(Duration.ofNanos(-5)));
        ticks.advanceNanos(100);
        assertExpired(whole.withinNanos(1_000));
    }

    @Test
    void aPartOfNeverCountsTheSameOscillator() {
        Deadline part = Deadline.after(FOREVER, ticks).withinNanos(5);
        assertEquals(5, part.remainingNanos());
        ticks.advanceNanos(5);
        assertExpired(part);
        assertNever(Deadline.never().within(FOREVER));
        assertFalse(Deadline.never().within(Duration.ofDays(1)).isNever());
    }

    @Test
    void theEarlierOfTwoOnOneOscillator() {
        Deadline sooner = Deadline.afterNanos(1, ticks);
        Deadline later = Deadline.afterNanos(2, ticks);
        assertSame(sooner, Deadline.earlierOf(sooner, later));
        assertSame(sooner, Deadline.earlierOf(later, sooner));
        ticks.advanceNanos(10);
        assertSame(sooner, Deadline.earlierOf(later, sooner), "also when both have expired");
        assertSame(sooner, Deadline.earlierOf(Deadline.never(), sooner));
        assertSame(sooner, Deadline.earlierOf(sooner, Deadline.never()));
        assertNever(Deadline.earlierOf(Deadline.never(), Deadline.after(FOREVER, ticks)));
    }

    @Test
    void twoOscillatorsAreNotCompared() {
        Deadline ours = Deadline.afterNanos(1, ticks);
        Deadline theirs = Deadline.after(Duration.ofNanos(1));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Deadline.earlierOf(ours, theirs));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("both deadlines must be on the same Ticks instance: "), message);
        assertTrue(message.endsWith(" and System.nanoTime"), message);
        assertSame(ours, Deadline.earlierOf(ours, Deadline.afterNanos(Long.MAX_VALUE)), "never is on none");
    }

    private static void assertExpired(Deadline deadline) {
        assertTrue(deadline.isExpired());
        assertEquals(0, deadline.remainingNanos());
        assertEquals(Duration.ZERO, deadline.remaining());
        assertFalse(deadline.isNever());
    }

    private static void assertNever(Deadline deadline) {
        assertTrue(deadline.isNever());
        assertFalse(deadline.isExpired());
        assertEquals(Long.MAX_VALUE, deadline.remainingNanos());
        assertEquals(Duration.ofNanos(Long.MAX_VALUE), deadline.remaining());
    }
}
