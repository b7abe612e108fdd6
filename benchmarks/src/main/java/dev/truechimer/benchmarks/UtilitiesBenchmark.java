package dev.truechimer.benchmarks;

import dev.truechimer.clock.ticks.Deadline;
import dev.truechimer.clock.ticks.MonotonicWallClock;
import dev.truechimer.clock.ticks.Stopwatch;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.UniqueMicroTimeProvider;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the monotonic and wall-clock utilities cost beside {@code nanoTime} and beside their peers: the epoch clocks of
 * Agrona, the time providers of Chronicle, the stopwatch of Guava. All threads share one clock, the worst case. What
 * each is worth as a clock {@link WallClockAccuracy} shows: some of the peers are fast because they run ahead, or back.
 *
 * <p>{@link ReadCost} with this class's name runs it with one and with two threads and prints the ratios.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class UtilitiesBenchmark {

    private MonotonicWallClock clock;
    private OffsetEpochNanoClock agronaOffset;
    private UniqueMicroTimeProvider chronicleUnique;
    private Stopwatch stopwatch;
    private com.google.common.base.Stopwatch guavaStopwatch;
    private Deadline deadline;

    /** Makes a clock of each kind. */
    @Setup(Level.Trial)
    public void start() {
        clock = MonotonicWallClock.system();
        agronaOffset = new OffsetEpochNanoClock();
        chronicleUnique = new UniqueMicroTimeProvider();
        stopwatch = Stopwatch.started();
        guavaStopwatch = com.google.common.base.Stopwatch.createStarted();
        deadline = Deadline.after(Duration.ofHours(1));
    }

    /** The baseline: one reading of the oscillator. */
    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    /** The JDK's nanoseconds. */
    @Benchmark
    public Instant instantNow() {
        return Instant.now();
    }

    /** Wall time that never runs backwards. */
    @Benchmark
    public long wallNanos() {
        return clock.nanos();
    }

    /** The same, each given once. */
    @Benchmark
    public long uniqueNanos() {
        return clock.uniqueNanos();
    }

    /** Unique microseconds. There are a million in a second: this waits for them. */
    @Benchmark
    public long uniqueMicros() {
        return clock.uniqueMicros();
    }

    /** How long something takes. */
    @Benchmark
    public long stopwatchElapsedNanos() {
        return stopwatch.elapsedNanos();
    }

    /** Whether there is time left. */
    @Benchmark
    public boolean deadlineIsExpired() {
        return deadline.isExpired();
    }

    /** Agrona's clock on an offset of milliseconds. */
    @Benchmark
    public long agronaOffsetNanos() {
        return agronaOffset.nanoTime();
    }

    /** Agrona's clock on {@code Instant.now}. */
    @Benchmark
    public long agronaSystemNanos() {
        return SystemEpochNanoClock.INSTANCE.nanoTime();
    }

    /** Chronicle's clock on an offset that follows the milliseconds. */
    @Benchmark
    public long chronicleSystemNanos() {
        return SystemTimeProvider.INSTANCE.currentTimeNanos();
    }

    /** Chronicle's unique nanoseconds. */
    @Benchmark
    public long chronicleUniqueNanos() {
        return chronicleUnique.currentTimeNanos();
    }

    /** Chronicle's unique microseconds; it runs ahead of the time rather than wait. */
    @Benchmark
    public long chronicleUniqueMicros() {
        return chronicleUnique.currentTimeMicros();
    }

    /** Guava's stopwatch. */
    @Benchmark
    public long guavaStopwatchNanos() {
        return guavaStopwatch.elapsed(TimeUnit.NANOSECONDS);
    }
}
