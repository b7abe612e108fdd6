package dev.truechimer.clock.ticks;

import dev.truechimer.clock.testkit.ManualTicks;
import java.util.function.LongSupplier;

/**
 * A clock in virtual time: each reading takes as long as the test says, and shows the time since the origin rounded down to the
 * granularity. <b>Threads:</b> any.
 */
final class ScriptedClock implements LongSupplier {

    private final ManualTicks ticks;
    private final long costNanos;
    private final long granularityNanos;
    private long offsetNanos;
    private long stepEvery = Long.MAX_VALUE;
    private long stepNanos;
    private long readings;

    ScriptedClock(ManualTicks ticks, long costNanos, long granularityNanos) {
        this.ticks = ticks;
        this.costNanos = costNanos;
        this.granularityNanos = granularityNanos;
    }

    /** From now on each so many readings the clock is set, for good. */
    ScriptedClock stepping(long everyReadings, long byNanos) {
        this.stepEvery = everyReadings;
        this.stepNanos = byNanos;
        return this;
    }

    @Override
    public synchronized long getAsLong() {
        readings++;
        if (readings % stepEvery == 0) {
            offsetNanos += stepNanos;
        }
        ticks.advanceNanos(costNanos);
        return Math.floorDiv(ticks.nanos(), granularityNanos) * granularityNanos + offsetNanos;
    }

    synchronized long readings() {
        return readings;
    }
}
