package dev.truechimer.benchmarks;

import dev.truechimer.clock.Timekeeper;
import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.HybridTimestamp;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.internal.hlc.HybridClockImpl;
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

/**
 * What a hybrid timestamp costs, on a real timekeeper's clock, beside {@code nanoTime} and beside the hybrid clock of
 * Apache Ignite 3, which stands on {@code currentTimeMillis}. All threads share one clock, the worst case.
 *
 * <p>{@link ReadCost} with this class's name runs it with one and with two threads and prints the ratios.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class HlcBenchmark {

    private static final int BATCH = 64;
    private static final long ONE_SECOND_MICROS = 1_000_000;

    private Timekeeper timekeeper;
    private HybridLogicalClock clock;
    private HybridClockImpl ignite;
    private long behind;
    private org.apache.ignite.internal.hlc.HybridTimestamp igniteBehind;

    /** Starts a real timekeeper on one source and waits for its first bounded reading. */
    @Setup(Level.Trial)
    public void start() throws InterruptedException {
        timekeeper = FixedSource.synchronisedTimekeeper();
        clock = HybridLogicalClock.on(timekeeper.clock());
        behind = HybridTimestamp.pack(HybridTimestamp.micros(clock.now()) - ONE_SECOND_MICROS, 0);
        ignite = new HybridClockImpl();
        igniteBehind = ignite.now();
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

    /** A timestamp. */
    @Benchmark
    public long now() {
        return clock.now();
    }

    /** The receipt of a timestamp that is a second old. */
    @Benchmark
    public long update() {
        return clock.update(behind);
    }

    /** The receipt of a timestamp that is ahead by a logical step, as of a node that is as fast. */
    @Benchmark
    public long updateAhead() {
        return clock.update(clock.last() + 1);
    }

    /** A batch of {@value #BATCH} timestamps: the cost of the whole. */
    @Benchmark
    public long reserve() {
        return clock.reserve(BATCH);
    }

    /** The last timestamp, without a new one. */
    @Benchmark
    public long last() {
        return clock.last();
    }

    /** Ignite's timestamp. */
    @Benchmark
    public long igniteNowLong() {
        return ignite.nowLong();
    }

    /** Ignite's receipt of an old timestamp; it does not read the physical clock then. */
    @Benchmark
    public Object igniteUpdate() {
        return ignite.update(igniteBehind);
    }
}
