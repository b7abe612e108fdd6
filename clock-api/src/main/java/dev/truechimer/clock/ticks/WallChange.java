package dev.truechimer.clock.ticks;

import java.math.BigInteger;

/**
 * By how much the wall clock moved against the oscillator from one reading to another, and how long that took: both are
 * known to within the brackets of the readings.
 *
 * <p><b>Unit:</b> nanoseconds of the oscillator; positive: the wall clock went ahead. <b>Rounding:</b> outwards, by a
 * nanosecond more on each side because clocks are read in whole ones; saturates. <b>Threads:</b> immutable.
 *
 * @param leastNanos the change is at least this
 * @param greatestNanos the change is at most this
 * @param shortestNanos the time between is at least this, {@code >= 0}
 * @param longestNanos the time between is at most this, {@code >= shortestNanos}
 */
record WallChange(long leastNanos, long greatestNanos, long shortestNanos, long longestNanos) {

    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000L);

    /** An oscillator that went back between the two, which it must not, counts as one that stood still. */
    static WallChange between(WallReading earlier, WallReading later) {
        long wallNanos = later.wallNanos() - earlier.wallNanos(); // Both are from 1970 to 2262.
        long longest = later.afterTicks() - earlier.beforeTicks();
        long shortest = later.beforeTicks() - earlier.afterTicks();
        return new WallChange(
                minus(minus(wallNanos, longest), 1),
                minus(minus(wallNanos, shortest), -1),
                Math.max(shortest, 0),
                Math.max(longest, 0));
    }

    /** The middle of what the change may be. */
    long middleNanos() {
        return leastNanos + (greatestNanos - leastNanos) / 2;
    }

    /** By how much the middle may be wrong. */
    long uncertaintyNanos() {
        return (greatestNanos - leastNanos) / 2 + 1;
    }

    /** How large the change is at least, in either direction. */
    long sizeAtLeastNanos() {
        return Math.max(Math.max(leastNanos, -Math.max(greatestNanos, -Long.MAX_VALUE)), 0);
    }

    /** How far a slew can have moved the wall clock in the time between, rounded up. */
    long slewedAtMostNanos(int ppm) {
        long million = 1_000_000;
        long rest = longestNanos % million * ppm;
        return longestNanos / million * ppm + (rest + million - 1) / million;
    }

    /** The rate is at least this, in billionths; needs {@code shortestNanos > 0}. */
    long leastPpb() {
        return ratio(leastNanos, leastNanos < 0 ? shortestNanos : longestNanos, false);
    }

    /** The rate is at most this, in billionths; needs {@code shortestNanos > 0}. */
    long greatestPpb() {
        return ratio(greatestNanos, greatestNanos < 0 ? longestNanos : shortestNanos, true);
    }

    private static long ratio(long nanos, long overNanos, boolean up) {
        BigInteger[] parts =
                BigInteger.valueOf(nanos).multiply(BILLION).divideAndRemainder(BigInteger.valueOf(overNanos));
        int rest = parts[1].signum();
        BigInteger rounded = up && rest > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
        rounded = !up && rest < 0 ? rounded.subtract(BigInteger.ONE) : rounded;
        return rounded.bitLength() < Long.SIZE ? rounded.longValue() : nanos < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    private static long minus(long a, long b) {
        long difference = a - b;
        return ((a ^ b) & (a ^ difference)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
    }
}
