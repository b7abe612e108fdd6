package dev.truechimer.clock.engine;

import java.math.BigInteger;

/**
 * Bounds of the oscillator's rate: g = true seconds per oscillator second lies in [1 + lo, 1 + hi].
 *
 * <p><b>Unit:</b> lo and hi in ppb (10^-9), rounded outward; {@link #kLo} and {@link #kHi} are the same in 2^-64,
 * rounded outward again, for {@code Math.multiplyHigh}. <b>Range:</b> within ±{@value #MOST_PPB} ppb, so that k fits a
 * long. <b>Threads:</b> immutable. <b>Source:</b> error model, sections "Symbols" and 2.
 */
public final class RateBound {

    /** Rates beyond ±40 % are no oscillator: (1+ρ)/(1−σ) stays below this for all ρ, σ up to 100,000 ppm. */
    static final long MOST_PPB = 400_000_000L;

    /** The largest ρ and σ that a user may configure, in ppm. */
    public static final int MOST_PPM = 100_000;

    private static final long PPB = 1_000_000_000L;
    private static final long PPM = 1_000_000L;
    private static final long PPB_PER_PPM = 1_000L;

    private final long loPpb;
    private final long hiPpb;
    private final long kLo;
    private final long kHi;

    private RateBound(long loPpb, long hiPpb) {
        this.loPpb = loPpb;
        this.hiPpb = hiPpb;
        this.kLo = toK(loPpb, false);
        this.kHi = toK(hiPpb, true);
    }

    /**
     * Bounds in ppb.
     *
     * @throws IllegalArgumentException if {@code loPpb > hiPpb} or one is out of range
     */
    public static RateBound ofPpb(long loPpb, long hiPpb) {
        if (loPpb > hiPpb || loPpb < -MOST_PPB || hiPpb > MOST_PPB) {
            throw new IllegalArgumentException(
                    "rate bound must be ordered and within " + MOST_PPB + " ppb: [" + loPpb + ", " + hiPpb + "]");
        }
        return new RateBound(loPpb, hiPpb);
    }

    /**
     * What is known of an oscillator without measuring it: [(1−ρ)/(1+σ), (1+ρ)/(1−σ)].
     *
     * @param rhoPpm hard rate bound of the undisciplined oscillator, 0..{@value #MOST_PPM}
     * @param sigmaPpm bound on what daemons of this host change, 0 where they can't, 0..{@value #MOST_PPM}
     * @throws IllegalArgumentException if one is out of range
     */
    public static RateBound undisciplined(int rhoPpm, int sigmaPpm) {
        requirePpm("rateBoundPpm", rhoPpm);
        requirePpm("hostSlewBoundPpm", sigmaPpm);
        long sum = ((long) rhoPpm + sigmaPpm) * PPB;
        return new RateBound(Math.floorDiv(-sum, PPM + sigmaPpm), -Math.floorDiv(-sum, PPM - sigmaPpm));
    }

    /**
     * Checks a configured rate.
     *
     * @throws IllegalArgumentException if out of range
     */
    public static void requirePpm(String name, int ppm) {
        if (ppm < 0 || ppm > MOST_PPM) {
            throw new IllegalArgumentException(name + " must be 0.." + MOST_PPM + ": " + ppm);
        }
    }

    /** g - 1 is at least this, in ppb. */
    public long loPpb() {
        return loPpb;
    }

    /** g - 1 is at most this, in ppb. */
    public long hiPpb() {
        return hiPpb;
    }

    /** g - 1 is at least this, in 2^-64. */
    public long kLo() {
        return kLo;
    }

    /** g - 1 is at most this, in 2^-64. */
    public long kHi() {
        return kHi;
    }

    /** How fast an interval widens, in nanoseconds per second of its whole width. */
    public long spreadPpb() {
        return hiPpb - loPpb;
    }

    /** Lower bound of the true time in {@code ticks >= 0} oscillator nanoseconds: ⌊ticks·(1 + lo)⌋. */
    public long elapsedLower(long ticks) {
        return ticks + Math.multiplyHigh(ticks, kLo);
    }

    /** Upper bound of the true time in {@code ticks >= 0} oscillator nanoseconds: at least ⌈ticks·(1 + hi)⌉, at most 1 more. */
    public long elapsedUpper(long ticks) {
        return ticks + Math.multiplyHigh(ticks, kHi) + 1;
    }

    /** Ticks in which at most {@code trueNanos >= 0} of true time pass; rounded down, 0 if there are none. */
    long ticksWithin(long trueNanos) {
        BigInteger ticks = BigInteger.valueOf(Math.max(0, trueNanos - 2))
                .multiply(BigInteger.valueOf(PPB))
                .divide(BigInteger.valueOf(PPB + hiPpb));
        return ticks.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    /** The width at a reading error of r on each of two readings: ⌈2r·(1 + hi)⌉. */
    public long readMargin(long tickErrorNanos) {
        return elapsedUpper(Math.multiplyExact(2, tickErrorNanos));
    }

    /** This bound, narrowed to what another allows. They must share a rate. */
    RateBound clampedTo(RateBound other) {
        return ofPpb(Math.max(loPpb, other.loPpb), Math.min(hiPpb, other.hiPpb));
    }

    /**
     * The lower rate of an output that counts {@code num} units per {@code den} of TAI: ⌊((1 + lo)·num/den − 1)·2^64⌋.
     */
    long kLoScaled(long num, long den) {
        return num == den ? kLo : scaled(loPpb, num, den, false);
    }

    /** The upper rate of an output that counts {@code num} units per {@code den} of TAI, rounded up. */
    long kHiScaled(long num, long den) {
        return num == den ? kHi : scaled(hiPpb, num, den, true);
    }

    private static long toK(long ppb, boolean up) {
        return scaled(ppb, 1, 1, up);
    }

    private static long scaled(long ppb, long num, long den, boolean up) {
        BigInteger denominator = BigInteger.valueOf(PPB).multiply(BigInteger.valueOf(den));
        BigInteger numerator = BigInteger.valueOf(PPB + ppb)
                .multiply(BigInteger.valueOf(num))
                .subtract(denominator)
                .shiftLeft(64);
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        int sign = parts[1].signum();
        BigInteger floor = sign < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        return (up && sign != 0 ? floor.add(BigInteger.ONE) : floor).longValueExact();
    }

    static long ppbOfPpm(long ppm) {
        return ppm * PPB_PER_PPM;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof RateBound that && that.loPpb == loPpb && that.hiPpb == hiPpb;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(loPpb) * 31 + Long.hashCode(hiPpb);
    }

    @Override
    public String toString() {
        return "[" + loPpb + ", " + hiPpb + "] ppb";
    }
}
