package dev.truechimer.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every interval clock owes its readers, and code that forgets to look at the status. */
public abstract class IntervalClockContract {

    private static final long SECOND = 1_000_000_000L;
    private static final long EARLIEST = 1_767_225_600L * SECOND;
    private static final long LATEST = EARLIEST + SECOND;

    /** A clock under test, and the hand that moves it. */
    public interface Subject {

        /** The clock. */
        IntervalClock clock();

        /** A reading of its oscillator. */
        long ticks();

        /** Lets its oscillator run. */
        void advance(long nanos);

        /** Makes it say this from now on, up to a few nanoseconds of rounding, and be synchronised. */
        void set(long earliestNanos, long latestNanos);

        /** Makes it know nothing. */
        void lose(ClockStatus status);
    }

    /** A synchronised clock that says about this. */
    protected abstract Subject subject(Timescale timescale, long earliestNanos, long latestNanos);

    private Subject utc() {
        return subject(Timescale.UTC, EARLIEST, LATEST);
    }

    @ParameterizedTest
    @EnumSource
    public void saysWhatItWasTold(Timescale timescale) {
        IntervalClock clock = subject(timescale, EARLIEST, LATEST).clock();
        assertSame(timescale, clock.timescale());
        TimeInterval now = clock.now();
        assertTrue(now.earliestNanos() <= EARLIEST && now.earliestNanos() >= EARLIEST - 3, now::toString);
        assertTrue(now.latestNanos() >= LATEST && now.latestNanos() <= LATEST + 3, now::toString);
    }

    @Test
    public void allReadingsOfOneMomentAgree() {
        Subject subject = utc();
        subject.advance(5 * SECOND);
        IntervalClock clock = subject.clock();
        TimeInterval now = clock.now();
        assertEquals(now, clock.now());
        assertEquals(now.earliestNanos(), clock.earliestNanos());
        assertEquals(now.latestNanos(), clock.latestNanos());
        assertEquals(new Reading(now, ClockStatus.SYNCHRONIZED), clock.read());
        assertEquals(now, clock.intervalAt(subject.ticks()));
        assertEquals(ClockStatus.SYNCHRONIZED, clock.status());
    }

    @Test
    public void passedAndNotArrivedAreStrict() {
        IntervalClock clock = utc().clock();
        TimeInterval now = clock.now();
        assertTrue(clock.after(now.earliestNanos() - 1));
        assertFalse(clock.after(now.earliestNanos()));
        assertTrue(clock.before(now.latestNanos() + 1));
        assertFalse(clock.before(now.latestNanos()));
        assertTrue(clock.after(now.earliest().minusNanos(1)));
        assertFalse(clock.after(now.earliest()));
        assertTrue(clock.before(now.latest().plusNanos(1)));
        assertFalse(clock.before(now.latest()));
    }

    @Test
    public void instantsBeyondTheRangeCountAsTheNearest() {
        IntervalClock clock = utc().clock();
        assertTrue(clock.after(Instant.MIN));
        assertFalse(clock.after(Instant.MAX));
        assertTrue(clock.before(Instant.MAX));
        assertFalse(clock.before(Instant.MIN));
    }

    @Test
    public void agesAreComparedWithTheEarliestEnd() {
        IntervalClock clock = utc().clock();
        long earliest = clock.earliestNanos();
        assertTrue(clock.olderThan(earliest - SECOND - 1, Duration.ofSeconds(1)));
        assertFalse(clock.olderThan(earliest - SECOND, Duration.ofSeconds(1)));
        assertTrue(clock.olderThan(earliest - 1, Duration.ZERO));
        assertFalse(clock.olderThan(Long.MAX_VALUE, Duration.ofSeconds(1)));
        assertFalse(clock.olderThan(0, Duration.ofSeconds(Long.MAX_VALUE)));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> clock.olderThan(0, Duration.ofNanos(-1)));
        assertEquals("age must be >= 0: PT-0.000000001S", refused.getMessage());
    }

    @Test
    public void anUnboundedReadingConfirmsNothing() {
        Subject subject = utc();
        subject.lose(ClockStatus.DISRUPTED);
        IntervalClock clock = subject.clock();
        for (long nanos : new long[] {0, SECOND, 3_600 * SECOND}) {
            subject.advance(nanos);
            assertEquals(TimeInterval.UNBOUNDED, clock.now());
            assertEquals(new Reading(TimeInterval.UNBOUNDED, ClockStatus.DISRUPTED), clock.read());
            assertEquals(Long.MIN_VALUE, clock.earliestNanos());
            assertEquals(Long.MAX_VALUE, clock.latestNanos());
            assertEquals(TimeInterval.UNBOUNDED, clock.intervalAt(subject.ticks()));
            assertFalse(clock.after(Long.MIN_VALUE));
            assertFalse(clock.before(Long.MAX_VALUE));
            assertFalse(clock.after(Instant.MIN));
            assertFalse(clock.before(Instant.MAX));
            assertFalse(clock.olderThan(Long.MIN_VALUE, Duration.ZERO));
        }
        InstantSource instants = clock.instantSource();
        assertThrows(ClockUnavailableException.class, instants::instant);
    }

    @Test
    public void aClosedClockSaysSo() {
        Subject subject = utc();
        subject.lose(ClockStatus.CLOSED);
        assertEquals(ClockStatus.CLOSED, subject.clock().status());
        assertEquals(TimeInterval.UNBOUNDED, subject.clock().now());
    }

    @Test
    public void taiIsNoInstant() {
        IntervalClock clock = subject(Timescale.TAI, EARLIEST, LATEST).clock();
        assertThrows(IllegalStateException.class, () -> clock.after(Instant.EPOCH));
        assertThrows(IllegalStateException.class, () -> clock.before(Instant.EPOCH));
        assertThrows(IllegalStateException.class, clock::instantSource);
        assertTrue(clock.after(0));
    }

    @Test
    public void timePasses() {
        Subject subject = utc();
        TimeInterval before = subject.clock().now();
        long stamped = subject.ticks();
        subject.advance(100 * SECOND);
        TimeInterval after = subject.clock().now();
        long least = 100 * SECOND - SECOND;
        assertTrue(after.earliestNanos() - before.earliestNanos() >= least, after::toString);
        assertTrue(after.latestNanos() - before.latestNanos() >= least, after::toString);
        assertTrue(subject.clock().after(before.latestNanos()));
        TimeInterval then = subject.clock().intervalAt(stamped);
        assertTrue(then.contains(before.midpointNanos()), then::toString);
        assertTrue(then.isBounded() && then.latestNanos() < after.earliestNanos(), then::toString);
    }

    @Test
    public void theInstantSourceNeverGoesBack() {
        Subject subject = utc();
        InstantSource instants = subject.clock().instantSource();
        Instant first = instants.instant();
        assertEquals(
                subject.clock().now().midpointNanos(),
                first.getEpochSecond() * SECOND + first.getNano(),
                "the midpoint");
        subject.set(EARLIEST - 10 * SECOND, LATEST - 10 * SECOND);
        assertEquals(first, instants.instant());
        subject.set(EARLIEST + 10 * SECOND, LATEST + 10 * SECOND);
        assertTrue(instants.instant().isAfter(first));
    }
}
