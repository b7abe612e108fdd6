package dev.truechimer.cli;

import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.TimeInterval;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * Reads the clock again and again, and the truth before and after each time.
 *
 * <p><b>Invariant:</b> a reading is missed if it lies wholly before the truth that was read before it, or wholly after the
 * truth that was read after it. <b>Threads:</b> one runs it; {@link #readings} and {@link #missed} may be asked by any.
 */
final class DemoReader implements Callable<Histogram> {

    private static final int DIGITS = 3;
    private static final int BATCH = 200;
    /** Leaves the processor to others, of whom the servers are the most important. */
    private static final long PAUSE_NANOS = 200_000L;

    private final IntervalClock clock;
    private final LongSupplier truth;
    private final Countdown countdown;
    private final Histogram epsilonNanos = new Histogram(DIGITS);
    private final LongAdder readings = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder unbounded = new LongAdder();

    DemoReader(IntervalClock clock, LongSupplier truth, Countdown countdown) {
        this.clock = clock;
        this.truth = truth;
        this.countdown = countdown;
    }

    /** How many readings were made. */
    long readings() {
        return readings.sum();
    }

    /** How many of them did not contain the truth. */
    long missed() {
        return missed.sum();
    }

    /** How many of them were unbounded: true, and useless. */
    long unbounded() {
        return unbounded.sum();
    }

    /** Reads until the time is over. */
    @Override
    public Histogram call() {
        while (!countdown.isOver() && !Thread.currentThread().isInterrupted()) {
            batch();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return epsilonNanos;
    }

    private void batch() {
        long missedNow = 0;
        long unboundedNow = 0;
        for (int i = 0; i < BATCH; i++) {
            long beforeNanos = truth.getAsLong();
            TimeInterval reading = clock.now();
            long afterNanos = truth.getAsLong();
            if (isMiss(reading, beforeNanos, afterNanos)) {
                missedNow++;
            }
            if (reading.isBounded()) {
                epsilonNanos.recordValue(reading.epsilonNanos());
            } else {
                unboundedNow++;
            }
        }
        readings.add(BATCH);
        missed.add(missedNow);
        unbounded.add(unboundedNow);
    }

    /** Whether a reading contains no instant from {@code beforeNanos} to {@code afterNanos}, between which it was taken. */
    static boolean isMiss(TimeInterval reading, long beforeNanos, long afterNanos) {
        return reading.latestNanos() < beforeNanos || reading.earliestNanos() > afterNanos;
    }
}
