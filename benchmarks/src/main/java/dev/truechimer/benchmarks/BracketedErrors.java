package dev.truechimer.benchmarks;

import org.HdrHistogram.Histogram;

/**
 * How far readings of a clock lay outside of the bracket that two readings of the wall clock, before and after, make
 * around each.
 *
 * <p>A reading was made at neither end of its bracket but between them, so the clock was wrong by at least the
 * distance and by at most the distance and the bracket's width. A bracket in which the reader was held up is so wide
 * that it would excuse anything: those are counted and left out. <b>Unit:</b> nanoseconds. <b>Threads:</b> one.
 */
final class BracketedErrors {

    /**
     * Wider brackets are those of readers that were held up; undisturbed ones are narrower by an order of magnitude.
     */
    static final long WIDEST_NANOS = 1_000;

    private static final int DIGITS = 3;

    private final long unitNanos;
    private final Histogram distances = new Histogram(DIGITS);
    private final Histogram widths = new Histogram(DIGITS);
    private long behindNanos;
    private long aheadNanos;
    private long sumFromMiddleNanos;
    private long sieved;

    /** For a clock that counts in that unit: a number says that it is some time within one. */
    BracketedErrors(long unitNanos) {
        this.unitNanos = unitNanos;
    }

    /**
     * Counts a reading.
     *
     * @param beforeNanos the wall clock before
     * @param reading in the clock's unit
     * @param afterNanos the wall clock after
     */
    void add(long beforeNanos, long reading, long afterNanos) {
        long widthNanos = afterNanos - beforeNanos;
        if (widthNanos < 0 || widthNanos > WIDEST_NANOS) {
            sieved++;
            return;
        }
        long readingNanos = reading * unitNanos;
        long behind = Math.max(beforeNanos - (readingNanos + unitNanos - 1), 0);
        long ahead = Math.max(readingNanos - afterNanos, 0);
        distances.recordValue(behind + ahead);
        widths.recordValue(widthNanos);
        behindNanos = Math.max(behindNanos, behind);
        aheadNanos = Math.max(aheadNanos, ahead);
        sumFromMiddleNanos += readingNanos + unitNanos / 2 - (beforeNanos + widthNanos / 2);
    }

    /** Counts those of another thread. */
    void add(BracketedErrors other) {
        distances.add(other.distances);
        widths.add(other.widths);
        behindNanos = Math.max(behindNanos, other.behindNanos);
        aheadNanos = Math.max(aheadNanos, other.aheadNanos);
        sumFromMiddleNanos += other.sumFromMiddleNanos;
        sieved += other.sieved;
    }

    long distanceNanos(double percentile) {
        return distances.getValueAtPercentile(percentile);
    }

    /** The largest distance before a bracket. */
    long behindNanos() {
        return behindNanos;
    }

    /** The largest distance after a bracket. */
    long aheadNanos() {
        return aheadNanos;
    }

    /**
     * The mean of readings minus the middles of their brackets; the control's tells where in a bracket a good reading
     * lies.
     */
    long fromMiddleNanos() {
        return sumFromMiddleNanos / Math.max(count(), 1);
    }

    long medianWidthNanos() {
        return widths.getValueAtPercentile(50);
    }

    long count() {
        return distances.getTotalCount();
    }

    /** How many were left out. */
    long sieved() {
        return sieved;
    }
}
