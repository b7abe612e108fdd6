package dev.truechimer.benchmarks;

import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timekeeper;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one reading costs, beside the clocks of the JDK: {@code nanoTime} is the baseline, {@code instantNow} what code
 * without us would call.
 *
 * <p>{@link ReadCost} runs it with one and with two threads and prints the ratios.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ClockReadBenchmark {

    private Timekeeper timekeeper;
    private IntervalClock clock;
    private long longAgo;

    /** Starts a real timekeeper on one source and waits for its first bounded reading. */
    @Setup(Level.Trial)
    public void start() throws InterruptedException {
        timekeeper = FixedSource.synchronisedTimekeeper();
        clock = timekeeper.clock();
        longAgo = clock.earliestNanos() - TimeUnit.SECONDS.toNanos(1);
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void stop() {
        timekeeper.close();
    }

    /** The baseline: one reading of the oscillator. */
    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    /** The wall clock in milliseconds, without a bound. */
    @Benchmark
    public long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    /** The wall clock as an object, without a bound. */
    @Benchmark
    public Instant instantNow() {
        return Instant.now();
    }

    /** The interval, both ends used. */
    @Benchmark
    public void now(Blackhole hole) {
        TimeInterval now = clock.now();
        hole.consume(now.earliestNanos());
        hole.consume(now.latestNanos());
    }

    /** One end. */
    @Benchmark
    public long earliestNanos() {
        return clock.earliestNanos();
    }

    /** The question that commit-wait asks. */
    @Benchmark
    public boolean after() {
        return clock.after(longAgo);
    }
}
