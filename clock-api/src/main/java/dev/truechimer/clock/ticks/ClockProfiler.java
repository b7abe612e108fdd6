package dev.truechimer.clock.ticks;

import dev.truechimer.clock.ticks.ClockProfile.Backward;
import dev.truechimer.clock.ticks.ClockProfile.Cost;
import dev.truechimer.clock.ticks.ClockProfile.HostClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * Reads clocks and has what it read computed by others.
 *
 * <p>Each clock is read in four phases of equal length: to warm up, for the cost, for the resolution, and in several
 * threads. A phase ends after its time on the reference clock, which is looked at with each batch, or after a million
 * batches, in case the reference stands still. <b>Threads:</b> confined to one.
 */
final class ClockProfiler {

    private static final int PHASES = 4;
    private static final int MOST_BATCHES = 1_000_000;
    private static final int FIRST_BATCHES = 1024;
    private static final int MOST_THREADS = 4;

    private final Ticks reference;
    private final long phaseNanos;
    private final int mostBatches;
    private final int threads;

    /** Written, so that no compiler can leave out the readings that it is made of. */
    @SuppressWarnings("unused")
    private long sink;

    /**
     * @param phaseNanos how long a phase takes, in nanoseconds of the reference
     * @param mostBatches how many batches it takes at most, at least 1
     * @param threads how many read together in the last phase; with 1 that is the caller
     */
    ClockProfiler(Ticks reference, long phaseNanos, int mostBatches, int threads) {
        this.reference = reference;
        this.phaseNanos = phaseNanos;
        this.mostBatches = mostBatches;
        this.threads = threads;
    }

    /** Divides the length equally among the clocks. */
    static ClockProfiler over(Duration length, int clocks, Ticks reference, int threads) {
        return new ClockProfiler(reference, length.toNanos() / clocks / PHASES, MOST_BATCHES, threads);
    }

    /**
     * How many threads are enough to see one core against another: two to four, no more than there are cores if
     * possible.
     */
    static int threads() {
        return Math.max(2, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * Reads a clock for a phase until the code is compiled and the processor awake; all clocks first, so that they
     * share it.
     */
    void warmUp(ReadableClock clock) throws InterruptedException {
        Cost unused = cost(clock.nanos());
    }

    /** Runs the other phases for one clock. */
    HostClock profile(ReadableClock clock) throws InterruptedException {
        LongSupplier nanos = clock.nanos();
        Cost cost = cost(nanos);
        StepCounter steps = steps(nanos);
        return new HostClock(
                clock.name(), clock.kind(), cost, steps.resolution(), steps.backward(), acrossThreads(nanos));
    }

    private Cost cost(LongSupplier clock) throws InterruptedException {
        long[] batchNanos = new long[FIRST_BATCHES];
        int batches = 0;
        long start = reference.nanos();
        long end;
        do {
            requireNotInterrupted();
            if (batches == batchNanos.length) {
                batchNanos = Arrays.copyOf(batchNanos, 2 * batches);
            }
            long before = reference.nanos();
            sink += readBatch(clock);
            end = reference.nanos();
            batchNanos[batches++] = Math.max(end - before, 0);
        } while (batches < mostBatches && end - start < phaseNanos);
        return Cost.of(Arrays.copyOf(batchNanos, batches));
    }

    private static long readBatch(LongSupplier clock) {
        long sum = 0;
        for (int i = 0; i < Cost.READINGS_PER_BATCH; i++) {
            sum += clock.getAsLong();
        }
        return sum;
    }

    /**
     * Readings come first and are looked at afterwards, since steps shorter than the way from one to the next are not
     * seen. The reference is read between the two, so that a thread that is held up then has another batch to see the
     * step that makes.
     */
    private StepCounter steps(LongSupplier clock) throws InterruptedException {
        StepCounter steps = new StepCounter();
        long[] readings = new long[Cost.READINGS_PER_BATCH];
        int batches = 0;
        long start = reference.nanos();
        long end;
        do {
            requireNotInterrupted();
            for (int i = 0; i < readings.length; i++) {
                readings[i] = clock.getAsLong();
            }
            end = reference.nanos();
            steps.accept(readings);
            batches++;
        } while (batches < mostBatches && end - start < phaseNanos);
        return steps;
    }

    private Backward acrossThreads(LongSupplier clock) throws InterruptedException {
        SharedReading shared = new SharedReading(clock);
        if (threads == 1) {
            return observe(shared.observer());
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, ClockProfiler::daemon);
        try {
            Callable<Backward> part = () -> observe(shared.observer());
            List<Future<Backward>> parts = pool.invokeAll(Collections.nCopies(threads, part));
            Backward sum = new Backward(0, 0, 0);
            for (Future<Backward> each : parts) {
                sum = SharedReading.sum(sum, each.get());
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the clock can't be read any more", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Backward observe(SharedReading.Observer observer) throws InterruptedException {
        int batches = 0;
        long start = reference.nanos();
        do {
            requireNotInterrupted();
            for (int i = 0; i < Cost.READINGS_PER_BATCH; i++) {
                observer.look();
            }
            batches++;
        } while (batches < mostBatches && reference.nanos() - start < phaseNanos);
        return observer.seen();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "truechimer-clock-profile");
        thread.setDaemon(true);
        return thread;
    }

    private static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while clocks were measured");
        }
    }
}
