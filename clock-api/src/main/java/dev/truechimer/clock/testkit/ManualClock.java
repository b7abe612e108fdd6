package dev.truechimer.clock.testkit;

import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.Reading;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.reader.MidpointInstantSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * A clock that a test sets by hand: for tests of code that reads a clock, waits commits out or holds leases.
 *
 * <p>Its oscillator is its own: {@link #advance} moves it together with the interval, and {@link #intervalAt} answers
 * for readings of {@link #ticksNanos()}. It starts bounded and synchronised. <b>Threads:</b> any; every change is seen
 * whole.
 */
public final class ManualClock implements IntervalClock {

    private record State(TimeInterval interval, ClockStatus status, long ticksNanos) {}

    private final Timescale timescale;
    private volatile State state;

    /** A UTC clock, synchronised, that says 1970-01-01T00:00:00 with ε = 0. */
    public ManualClock() {
        this(0, 0);
    }

    /**
     * A UTC clock, synchronised.
     *
     * @param earliestNanos the first earliest end
     * @param latestNanos the first latest end
     */
    public ManualClock(long earliestNanos, long latestNanos) {
        this(Timescale.UTC, new TimeInterval(earliestNanos, latestNanos));
    }

    /**
     * A synchronised clock on a scale.
     *
     * @param timescale what {@link #timescale()} answers
     * @param interval the first interval
     */
    public ManualClock(Timescale timescale, TimeInterval interval) {
        this.timescale = Objects.requireNonNull(timescale, "timescale");
        this.state = new State(interval, ClockStatus.SYNCHRONIZED, 0);
    }

    /**
     * Sets the interval; the status becomes SYNCHRONIZED.
     *
     * @param earliestNanos earliest end
     * @param latestNanos latest end
     */
    public void set(long earliestNanos, long latestNanos) {
        set(new TimeInterval(earliestNanos, latestNanos));
    }

    /**
     * Sets the interval; the status becomes SYNCHRONIZED.
     *
     * @param interval what {@link #now()} answers from now on
     */
    public synchronized void set(TimeInterval interval) {
        requireOpen();
        state = new State(interval, ClockStatus.SYNCHRONIZED, state.ticksNanos);
    }

    /**
     * Lets time pass: oscillator and both ends move on together; an unbounded end stays unbounded.
     *
     * @param delta how long, {@code >= 0}
     */
    public void advance(Duration delta) {
        advanceNanos(delta.toNanos());
    }

    /**
     * Lets time pass: oscillator and both ends move on together; an unbounded end stays unbounded.
     *
     * @param deltaNanos how long, {@code >= 0}
     * @throws IllegalArgumentException if negative
     */
    public synchronized void advanceNanos(long deltaNanos) {
        if (deltaNanos < 0) {
            throw new IllegalArgumentException("deltaNanos must be >= 0: " + deltaNanos);
        }
        state = new State(shifted(state.interval, deltaNanos), state.status, state.ticksNanos + deltaNanos);
    }

    /**
     * Widens the interval on each side, as ageing does.
     *
     * @param marginNanos distance added on each side, {@code >= 0}
     */
    public synchronized void widen(long marginNanos) {
        state = new State(state.interval.widenedBy(marginNanos), state.status, state.ticksNanos);
    }

    /** Sets the status alone, for example HOLDOVER with a bounded interval. */
    public synchronized void status(ClockStatus status) {
        requireOpen();
        state = new State(state.interval, Objects.requireNonNull(status, "status"), state.ticksNanos);
    }

    /** Loses all knowledge, as at a disruption: unbounded and DISRUPTED until the next {@link #set}. */
    public synchronized void loseSync() {
        requireOpen();
        state = new State(TimeInterval.UNBOUNDED, ClockStatus.DISRUPTED, state.ticksNanos);
    }

    /** Closes for good: unbounded and CLOSED. */
    public synchronized void close() {
        state = new State(TimeInterval.UNBOUNDED, ClockStatus.CLOSED, state.ticksNanos);
    }

    /** The reading of this clock's own oscillator, for {@link #intervalAt}. */
    public long ticksNanos() {
        return state.ticksNanos;
    }

    @Override
    public TimeInterval now() {
        return state.interval;
    }

    @Override
    public Reading read() {
        State now = state;
        return new Reading(now.interval, now.status);
    }

    @Override
    public TimeInterval intervalAt(long ticksNanos) {
        State now = state;
        return shifted(now.interval, ticksNanos - now.ticksNanos);
    }

    @Override
    public long earliestNanos() {
        return state.interval.earliestNanos();
    }

    @Override
    public long latestNanos() {
        return state.interval.latestNanos();
    }

    @Override
    public ClockStatus status() {
        return state.status;
    }

    @Override
    public Timescale timescale() {
        return timescale;
    }

    @Override
    public InstantSource instantSource() {
        return MidpointInstantSource.of(this);
    }

    private void requireOpen() {
        if (state.status == ClockStatus.CLOSED) {
            throw new ClockUnavailableException("this ManualClock was closed; make a new one");
        }
    }

    private static TimeInterval shifted(TimeInterval interval, long deltaNanos) {
        return new TimeInterval(
                shifted(interval.earliestNanos(), deltaNanos), shifted(interval.latestNanos(), deltaNanos));
    }

    private static long shifted(long end, long deltaNanos) {
        boolean unbounded = end == Long.MIN_VALUE || end == Long.MAX_VALUE;
        return unbounded ? end : Math.addExact(end, deltaNanos);
    }
}
