package dev.truechimer.clock;

import java.math.BigInteger;

/** Exact arithmetic, which the oracles of tests are made of. */
public final class Exact {

    /** Nanoseconds in a second, and parts in a billion. */
    public static final BigInteger BILLION = of(1_000_000_000L);

    private static final BigInteger LEAST = of(Long.MIN_VALUE);
    private static final BigInteger MOST = of(Long.MAX_VALUE);

    private Exact() {}

    /** A long without its limits. */
    public static BigInteger of(long value) {
        return BigInteger.valueOf(value);
    }

    /** The quotient, rounded down. */
    public static BigInteger floorDiv(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() * divisor.signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** The quotient, rounded up. */
    public static BigInteger ceilDiv(BigInteger dividend, BigInteger divisor) {
        return floorDiv(dividend.negate(), divisor).negate();
    }

    /** The nearest long. */
    public static long saturated(BigInteger value) {
        return value.max(LEAST).min(MOST).longValueExact();
    }

    /** Whether a long holds it. */
    public static boolean fitsLong(BigInteger value) {
        return value.bitLength() < Long.SIZE;
    }
}
