package dev.truechimer.clock.testkit;

import dev.truechimer.clock.ticks.Ticks;
import java.util.random.RandomGenerator;

/**
 * The oscillator of a simulated node: true time in, readings out.
 *
 * <p>It runs in stretches of constant rate g − 1 (true seconds per oscillator second); a freeze is a stretch in which
 * it stands still. Each reading errs by up to r. Kept in 2^-10 ns, so that stretches don't add rounding errors.
 */
final class SimulatedOscillator implements Ticks {

    private static final long PPB = 1_000_000_000L;
    private static final int FRACTION_BITS = 10;

    private final SimulatedWorld world;
    private final RandomGenerator random;
    private final boolean slewable;
    private final long readErrorNanos;
    private long stretchStartTai;
    private long stretchStartFixed;
    private long ratePpb;
    private boolean frozen;

    SimulatedOscillator(SimulatedWorld world, RandomGenerator random, boolean slewable, long readErrorNanos) {
        this.world = world;
        this.random = random;
        this.slewable = slewable;
        this.readErrorNanos = readErrorNanos;
        this.stretchStartTai = world.trueTaiNanos();
        this.stretchStartFixed = random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L) << FRACTION_BITS;
    }

    /** From now on, true seconds per oscillator second are 1 + ppb·10^-9. */
    void rate(long ppb) {
        startStretch();
        ratePpb = ppb;
    }

    /** From now on it stands still, or runs again. */
    void frozen(boolean still) {
        startStretch();
        frozen = still;
    }

    private void startStretch() {
        stretchStartFixed = fixed();
        stretchStartTai = world.trueTaiNanos();
    }

    private long fixed() {
        if (frozen) {
            return stretchStartFixed;
        }
        // ticks = true / (1 + e): the part of a second and the whole seconds apart, so that nothing overflows.
        long trueFixed = (world.trueTaiNanos() - stretchStartTai) << FRACTION_BITS;
        long divisor = PPB + ratePpb;
        return stretchStartFixed + trueFixed / divisor * PPB + trueFixed % divisor * PPB / divisor;
    }

    @Override
    public long nanos() {
        long error = readErrorNanos <= 1 ? 0 : random.nextLong(-readErrorNanos + 1, readErrorNanos);
        return (fixed() >> FRACTION_BITS) + error;
    }

    @Override
    public boolean slewable() {
        return slewable;
    }
}
