package dev.truechimer.clock;

import dev.truechimer.clock.ticks.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that answers with an interval that contains the true time.
 *
 * <p><b>Invariant:</b> for every bounded reading, {@code earliest <= true time at the instant the oscillator was read
 * <= latest}, within the assumptions that docs/error-model.md states. <b>Sentinels:</b> a clock that can't bound the
 * time answers {@link TimeInterval#UNBOUNDED}; then {@link #after(long)} and {@link #before(long)} are both false, so
 * code that forgets to look at the status is slow, never wrong. <b>Threads:</b> any number, without locks.
 * <b>Hazard:</b> a reading is true for the instant at which it was taken; a thread may stand still right after it. What
 * was decided by a reading must be guarded by another one after the work (see
 * {@link dev.truechimer.clock.commit.CommitWait}). <b>Source:</b> Corbett et al., "Spanner: Google's
 * Globally-Distributed Database" (OSDI 2012), section 3.
 */
public interface IntervalClock {

    /**
     * The interval that contains the true time now.
     *
     * @return unbounded if the clock knows nothing
     */
    TimeInterval now();

    /** Interval and status of one instant, together. */
    Reading read();

    /**
     * When was that oscillator reading? Stamp an event with {@link Ticks#nanos()} now, bound its time later.
     *
     * @param ticksNanos a reading of the same {@link Ticks} that this clock uses
     * @return unbounded if the clock can't tell, for example for a reading from before a disruption
     */
    TimeInterval intervalAt(long ticksNanos);

    /**
     * The earliest end of {@link #now()}, without building the interval.
     *
     * @return {@link Long#MIN_VALUE} if unbounded
     */
    long earliestNanos();

    /**
     * The latest end of {@link #now()}, without building the interval.
     *
     * @return {@link Long#MAX_VALUE} if unbounded
     */
    long latestNanos();

    /** What the clock knows now. */
    ClockStatus status();

    /** The scale on which this clock counts. */
    Timescale timescale();

    /**
     * A {@code java.time} view for code that needs one value: the midpoint, in this view never backwards. It is not a
     * bound: use it for display and for APIs that take an {@code InstantSource}.
     *
     * @return its {@code instant()} throws {@link ClockUnavailableException} while the reading is unbounded
     * @throws IllegalStateException if this clock is on TAI, which {@code Instant} can't express
     */
    InstantSource instantSource();

    /**
     * Whether an instant has definitely passed.
     *
     * @param nanos an instant on this clock's scale
     * @return {@code earliest > nanos}; false if not known
     */
    default boolean after(long nanos) {
        return earliestNanos() > nanos;
    }

    /**
     * Whether an instant has definitely not arrived.
     *
     * @param nanos an instant on this clock's scale
     * @return {@code latest < nanos}; false if not known
     */
    default boolean before(long nanos) {
        return latestNanos() < nanos;
    }

    /**
     * Whether an instant has definitely passed.
     *
     * @param t an instant; one outside the range of a {@code long} of nanoseconds counts as the nearest in it
     * @throws IllegalStateException if this clock is on TAI, which {@code Instant} can't express
     */
    default boolean after(Instant t) {
        return after(InstantNanos.of(t, timescale()));
    }

    /**
     * Whether an instant has definitely not arrived.
     *
     * @param t an instant; one outside the range of a {@code long} of nanoseconds counts as the nearest in it
     * @throws IllegalStateException if this clock is on TAI, which {@code Instant} can't express
     */
    default boolean before(Instant t) {
        return before(InstantNanos.of(t, timescale()));
    }

    /**
     * Whether {@code nanos + age} has definitely passed: is this lease, cache entry or record that old?
     *
     * @param nanos an instant on this clock's scale
     * @param age how old, {@code >= 0}
     * @throws IllegalArgumentException if {@code age} is negative
     */
    default boolean olderThan(long nanos, Duration age) {
        return after(InstantNanos.plus(nanos, age));
    }
}
