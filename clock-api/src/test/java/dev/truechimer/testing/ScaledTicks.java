package dev.truechimer.testing;

import dev.truechimer.clock.ticks.Ticks;

/**
 * The host's oscillator made wrong on purpose: it runs faster or slower than it does by a constant factor, and claims that no
 * daemon can slew it. It passes zero soon after its start, since an origin means nothing. <b>Threads:</b> any.
 * <b>Rounding:</b> down, so a reading is at most 1 ns off.
 */
public final class ScaledTicks implements Ticks {

    private static final long FIRST_READING_NANOS = -20_000_000_000L;
    private static final long MILLION = 1_000_000;

    private final Ticks base = Ticks.system();
    private final long originNanos = base.nanos();
    private final long ppm;

    /**
     * Makes one.
     *
     * @param ppm by how many parts per million it is too fast; negative: too slow
     */
    public ScaledTicks(long ppm) {
        this.ppm = ppm;
    }

    @Override
    public long nanos() {
        long elapsedNanos = base.nanos() - originNanos;
        // Exact for a test of less than 100 days at 1000 ppm: the product stays below 2^63.
        return FIRST_READING_NANOS + elapsedNanos + Math.floorDiv(elapsedNanos * ppm, MILLION);
    }

    @Override
    public boolean slewable() {
        return false;
    }
}
