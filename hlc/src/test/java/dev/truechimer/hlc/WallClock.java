package dev.truechimer.hlc;

import dev.truechimer.clock.testkit.SimulatedWorld;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * The clock of an operating system in a simulated world: it drifts, is stepped, and states no uncertainty. Unless it runs away
 * it stays within its error.
 */
final class WallClock implements LongSupplier {

    private final SimulatedWorld world;
    private final SplittableRandom random;
    private final long errorNanos;
    private long offsetNanos;
    private long driftPpm;
    private long sinceNanos;
    private long runawayNanos;

    WallClock(SimulatedWorld world, SplittableRandom random, long errorNanos) {
        this.world = world;
        this.random = random;
        this.errorNanos = errorNanos;
        step();
    }

    @Override
    public long getAsLong() {
        long now = world.trueUtcNanos();
        long drifted = offsetNanos + (now - sinceNanos) / 1_000_000 * driftPpm;
        long offset = Math.max(-errorNanos, Math.min(errorNanos, drifted));
        // Rounded down; that is part of the error.
        return (now + Math.max(-errorNanos + 1_000, offset) + runawayNanos) / 1_000;
    }

    /** Steps to another offset and drifts on from there. */
    void step() {
        sinceNanos = world.trueUtcNanos();
        offsetNanos = random.nextLong(-errorNanos, errorNanos + 1);
        driftPpm = random.nextLong(-20_000, 20_001);
    }

    /** Breaks: from now on it is off by this, for good. */
    void runAway(long byNanos) {
        runawayNanos = byNanos;
    }
}
