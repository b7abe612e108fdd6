package dev.truechimer.clock.testkit;

import dev.truechimer.clock.ticks.Ticks;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An oscillator that a test turns by hand. It rests on nothing and never moves by itself.
 *
 * <p><b>Unit:</b> nanoseconds from an arbitrary origin. <b>Threads:</b> any.
 */
public final class ManualTicks implements Ticks {

    private final AtomicLong nanos;
    private final boolean slewable;

    /** Starts at 0; not slewable, as a raw oscillator. */
    public ManualTicks() {
        this(0);
    }

    /**
     * Starts where the test says; not slewable, as a raw oscillator.
     *
     * @param startNanos the first reading
     */
    public ManualTicks(long startNanos) {
        this(startNanos, false);
    }

    /**
     * Starts where the test says.
     *
     * @param startNanos the first reading
     * @param slewable what {@link #slewable()} answers
     */
    public ManualTicks(long startNanos, boolean slewable) {
        this.nanos = new AtomicLong(startNanos);
        this.slewable = slewable;
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public boolean slewable() {
        return slewable;
    }

    /**
     * Moves on.
     *
     * @param deltaNanos how far; may be negative, to show an oscillator that jumps back
     */
    public void advanceNanos(long deltaNanos) {
        nanos.addAndGet(deltaNanos);
    }

    /**
     * Moves on.
     *
     * @param delta how far; may be negative, to show an oscillator that jumps back
     */
    public void advance(Duration delta) {
        advanceNanos(delta.toNanos());
    }

    /**
     * Jumps.
     *
     * @param toNanos the next reading
     */
    public void set(long toNanos) {
        nanos.set(toNanos);
    }
}
