package dev.truechimer.benchmarks;

import dev.truechimer.clock.ticks.Ticks;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an oscillator reading that no daemon can slew costs, beside {@code nanoTime}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class RawTicksBenchmark {

    private final Ticks system = Ticks.system();
    private final Ticks raw = Ticks.monotonicRaw();

    /** The baseline. */
    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    /** The default oscillator, through its interface. */
    @Benchmark
    public long systemTicks() {
        return system.nanos();
    }

    /** CLOCK_MONOTONIC_RAW: java.lang.foreign on JDK 22 and later, JNA before. */
    @Benchmark
    public long monotonicRaw() {
        return raw.nanos();
    }
}
