package dev.truechimer.benchmarks;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Readings of one thread that were smaller than one that had been made before, by it or by another one.
 *
 * <p>The greatest reading of all threads is looked at before a reading and raised after it, so whatever it says was
 * read before this reading began. One that is unique must be greater; a number given twice is a step of 0.
 * <b>Unit:</b> the clock's. <b>Threads:</b> one, but for the shared greatest.
 */
final class BackwardSteps {

    private final AtomicLong greatest;
    private final long leastGain;
    private long last;
    private long readings;
    private long own;
    private long largestOwn;
    private long across;
    private long largestAcross;

    /**
     * Nothing seen yet.
     *
     * @param unique whether a number must not come twice
     * @param greatest shared by the threads that read the clock
     */
    BackwardSteps(boolean unique, AtomicLong greatest) {
        this.greatest = greatest;
        this.leastGain = unique ? 1 : 0;
    }

    /** Reads the clock and compares. */
    void read(LongSupplier clock) {
        long before = greatest.get();
        long reading = clock.getAsLong();
        readings++;
        if (reading < last + leastGain) {
            own++;
            largestOwn = Math.max(largestOwn, last - reading);
        }
        if (reading < before + leastGain) {
            across++;
            largestAcross = Math.max(largestAcross, before - reading);
        }
        last = reading;
        raise(before, reading);
    }

    private void raise(long seen, long reading) {
        long current = seen;
        while (current < reading && !greatest.compareAndSet(current, reading)) {
            current = greatest.get();
        }
    }

    /** Counts those of another thread. */
    void add(BackwardSteps other) {
        readings += other.readings;
        own += other.own;
        largestOwn = Math.max(largestOwn, other.largestOwn);
        across += other.across;
        largestAcross = Math.max(largestAcross, other.largestAcross);
    }

    long readings() {
        return readings;
    }

    /** How many were behind the same thread's reading before. */
    long own() {
        return own;
    }

    long largestOwn() {
        return largestOwn;
    }

    /** How many were behind a reading that any thread had made before. */
    long across() {
        return across;
    }

    long largestAcross() {
        return largestAcross;
    }
}
