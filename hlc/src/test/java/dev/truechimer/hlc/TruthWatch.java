package dev.truechimer.hlc;

import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.Reading;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.testkit.SimulatedWorld;
import java.time.InstantSource;

/** A clock of a simulated world, and whether what it answered was true. <b>Threads:</b> those of the world: one. */
final class TruthWatch implements IntervalClock {

    private final IntervalClock clock;
    private final SimulatedWorld world;
    private boolean lagged;
    private boolean led;

    TruthWatch(IntervalClock clock, SimulatedWorld world) {
        this.clock = clock;
        this.world = world;
    }

    void forget() {
        lagged = false;
        led = false;
    }

    /** Whether a latest end since the last {@link #forget} was before true time. */
    boolean lagged() {
        return lagged;
    }

    /** Whether an earliest end since then was after true time. */
    boolean led() {
        return led;
    }

    @Override
    public TimeInterval now() {
        TimeInterval now = clock.now();
        lagged |= now.latestNanos() < world.trueUtcNanos();
        led |= now.earliestNanos() > world.trueUtcNanos();
        return now;
    }

    @Override
    public long latestNanos() {
        long latest = clock.latestNanos();
        lagged |= latest < world.trueUtcNanos();
        return latest;
    }

    @Override
    public long earliestNanos() {
        return now().earliestNanos();
    }

    @Override
    public Reading read() {
        return clock.read();
    }

    @Override
    public TimeInterval intervalAt(long ticksNanos) {
        return clock.intervalAt(ticksNanos);
    }

    @Override
    public ClockStatus status() {
        return clock.status();
    }

    @Override
    public Timescale timescale() {
        return clock.timescale();
    }

    @Override
    public InstantSource instantSource() {
        return clock.instantSource();
    }
}
