package dev.truechimer.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Some threads that read one wall clock at once, in the same loops whichever it is. <b>Threads:</b> one uses it; it
 * starts its own and ends them when it is closed.
 */
final class WallClockTrial implements AutoCloseable {

    /**
     * Between two bracketed readings of a thread, so that two don't use up the million that unique microseconds have.
     */
    private static final long PACE_NANOS = 4_000;

    /** The error of some clocks is drawn when they are made, so there are as many fresh ones. */
    private static final int FRESH_CLOCKS = 20;

    private static final int BATCH = 64;

    /** After a hot time, so that being held up between number and wall clock doesn't hide the lead. */
    private static final int LAST_NUMBERS = 100;

    private final int threads;
    private final ExecutorService pool;

    WallClockTrial(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads);
    }

    /**
     * What drawing without a pause gave.
     *
     * @param perSecond how many numbers
     * @param leadNanos how far the last numbers were ahead of the wall clock right after
     * @param mixed made of all numbers, so that the compiler can leave none out
     */
    record Drawn(double perSecond, long leadNanos, long mixed) {

        Drawn and(Drawn other) {
            return new Drawn(perSecond + other.perSecond, Math.max(leadNanos, other.leadNanos), mixed ^ other.mixed);
        }
    }

    private interface Loop<T> {

        T run(LongSupplier clock, long endTicks);
    }

    /** Reads at leisure, each reading between two of the wall clock. */
    BracketedErrors errors(WallClockPeer peer, long nanos) throws InterruptedException, ExecutionException {
        BracketedErrors all = new BracketedErrors(peer.unitNanos());
        for (int i = 0; i < FRESH_CLOCKS; i++) {
            together(peer, nanos / FRESH_CLOCKS, (clock, end) -> bracketed(peer, clock, end))
                    .forEach(all::add);
        }
        return all;
    }

    private static BracketedErrors bracketed(WallClockPeer peer, LongSupplier clock, long endTicks) {
        BracketedErrors errors = new BracketedErrors(peer.unitNanos());
        long ticks;
        do {
            long beforeNanos = WallClockPeer.wallNanos();
            long reading = clock.getAsLong();
            long afterNanos = WallClockPeer.wallNanos();
            errors.add(beforeNanos, reading, afterNanos);
            ticks = spinUntil(System.nanoTime() + PACE_NANOS);
        } while (ticks - endTicks < 0);
        return errors;
    }

    /** Reads without a pause and looks for readings that are smaller than earlier ones. */
    BackwardSteps backwardSteps(WallClockPeer peer, long nanos) throws InterruptedException, ExecutionException {
        AtomicLong greatest = new AtomicLong();
        BackwardSteps all = new BackwardSteps(peer.unique(), greatest);
        together(peer, nanos, (clock, end) -> compared(new BackwardSteps(peer.unique(), greatest), clock, end))
                .forEach(all::add);
        return all;
    }

    private static BackwardSteps compared(BackwardSteps steps, LongSupplier clock, long endTicks) {
        do {
            for (int i = 0; i < BATCH; i++) {
                steps.read(clock);
            }
        } while (System.nanoTime() - endTicks < 0);
        return steps;
    }

    /** Reads without a pause and does nothing else. */
    Drawn drawn(WallClockPeer peer, long nanos) throws InterruptedException, ExecutionException {
        return together(peer, nanos, (clock, end) -> hot(peer, clock, end)).stream()
                .reduce(Drawn::and)
                .orElseThrow();
    }

    private static Drawn hot(WallClockPeer peer, LongSupplier clock, long endTicks) {
        long startTicks = System.nanoTime();
        long count = 0;
        long mixed = 0;
        long nowTicks;
        do {
            for (int i = 0; i < BATCH; i++) {
                mixed ^= clock.getAsLong();
            }
            count += BATCH;
            nowTicks = System.nanoTime();
        } while (nowTicks - endTicks < 0);
        long leadNanos = Long.MIN_VALUE;
        for (int i = 0; i < LAST_NUMBERS; i++) {
            long number = clock.getAsLong();
            leadNanos = Math.max(leadNanos, number * peer.unitNanos() - WallClockPeer.wallNanos());
        }
        return new Drawn(count * 1e9 / (nowTicks - startTicks), leadNanos, mixed);
    }

    private static long spinUntil(long ticks) {
        long now = System.nanoTime();
        while (now - ticks < 0) {
            Thread.onSpinWait();
            now = System.nanoTime();
        }
        return now;
    }

    private <T> List<T> together(WallClockPeer peer, long nanos, Loop<T> loop)
            throws InterruptedException, ExecutionException {
        LongSupplier clock = peer.instance();
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<T> task = () -> {
            start.await();
            return loop.run(clock, System.nanoTime() + nanos);
        };
        List<T> results = new ArrayList<>();
        for (Future<T> result : pool.invokeAll(Collections.nCopies(threads, task))) {
            results.add(result.get());
        }
        return results;
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
