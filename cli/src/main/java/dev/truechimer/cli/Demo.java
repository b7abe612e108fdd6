package dev.truechimer.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * The demonstration: readers and writers on a clock whose truth is known.
 *
 * <p><b>Threads:</b> confined to one, which starts the others and ends them.
 */
final class Demo {

    private static final Duration SYNCHRONISATION = Duration.ofSeconds(10);
    /** How long the last transactions may take beyond the planned end, on a host that is busy. */
    private static final Duration OVERTIME = Duration.ofSeconds(60);

    private static final int DIGITS = 3;

    private final DemoSettings settings;
    private final DemoWorld world;
    private final long lookNanos;
    private final List<Long> epsilonHistoryNanos = new ArrayList<>();
    private final AtomicLong committed = new AtomicLong();
    private final List<DemoReader> readers = new ArrayList<>();

    /**
     * Makes one.
     *
     * @param lookNanos how often its progress is told
     */
    Demo(DemoSettings settings, DemoWorld world, long lookNanos) {
        this.settings = settings;
        this.world = world;
        this.lookNanos = lookNanos;
    }

    /**
     * Runs it to its end.
     *
     * @param audience is told the progress
     */
    DemoOutcome run(Consumer<DemoProgress> audience) throws InterruptedException {
        FirstReading.await(world.session(), SYNCHRONISATION);
        Snapshot first = world.session().snapshot();
        if (!first.isBounded()) {
            throw CliException.failed("no bounded reading: " + Diagnosis.ofUnbounded(first.report()));
        }
        ExecutorService threads = Executors.newCachedThreadPool(Demo::newThread);
        try {
            return run(threads, audience);
        } finally {
            threads.shutdownNow();
        }
    }

    private DemoOutcome run(ExecutorService threads, Consumer<DemoProgress> audience) throws InterruptedException {
        Countdown countdown = Countdown.of(settings.duration());
        List<Future<Histogram>> reading = new ArrayList<>();
        for (int i = 0; i < settings.readers(); i++) {
            DemoReader reader = new DemoReader(world.clock(), world.truth(), countdown);
            readers.add(reader);
            reading.add(threads.submit(reader));
        }
        DemoWriter.Shared shared =
                new DemoWriter.Shared(world.clock(), world.truth(), new AtomicLong(), new DemoStore(), committed);
        List<Future<List<DemoTransaction>>> writing = new ArrayList<>();
        for (int i = 0; i < settings.writers(); i++) {
            Callable<List<DemoTransaction>> writer = new DemoWriter(shared, settings, i, countdown);
            writing.add(threads.submit(writer));
        }
        for (long looks = 1; !countdown.isOver(); looks++) {
            countdown.waitUntil(Math.min(looks * lookNanos, settings.duration().toNanos()));
            audience.accept(progress(countdown));
        }
        List<DemoTransaction> transactions = new ArrayList<>();
        for (Future<List<DemoTransaction>> writer : writing) {
            transactions.addAll(result(writer));
        }
        Histogram epsilonNanos = new Histogram(DIGITS);
        for (Future<Histogram> reader : reading) {
            epsilonNanos.add(result(reader));
        }
        return new DemoOutcome(
                settings,
                world.session().snapshot(),
                epsilonNanos,
                readers.stream().mapToLong(DemoReader::readings).sum(),
                readers.stream().mapToLong(DemoReader::missed).sum(),
                readers.stream().mapToLong(DemoReader::unbounded).sum(),
                transactions);
    }

    private DemoProgress progress(Countdown countdown) {
        Snapshot snapshot = world.session().snapshot();
        epsilonHistoryNanos.add(snapshot.interval().epsilonNanos());
        return new DemoProgress(
                countdown.elapsedNanos(),
                snapshot,
                epsilonHistoryNanos,
                committed.get(),
                readers.stream().mapToLong(DemoReader::readings).sum(),
                readers.stream().mapToLong(DemoReader::missed).sum());
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get(OVERTIME.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a thread of the demonstration failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw CliException.failed(
                    "the transactions did not end within " + OVERTIME.toSeconds() + " s: is the host very busy?");
        }
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "truechimer-demo");
        thread.setDaemon(true);
        return thread;
    }
}
