package dev.truechimer.benchmarks;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link ClockReadBenchmark} with one and with two threads and the gc profiler, and prints each cost as a ratio to
 * {@code nanoTime} of the same run: the median over the forks.
 */
public final class ReadCost {

    private static final String BASELINE = "nanoTime";

    private ReadCost() {}

    /**
     * Runs it.
     *
     * @param args a regular expression of benchmarks, {@code ClockReadBenchmark} without one
     */
    public static void main(String[] args) throws RunnerException {
        String include = args.length > 0 ? args[0] : ClockReadBenchmark.class.getSimpleName();
        for (int threads = 1; threads <= 2; threads++) {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .include(include)
                            .threads(threads)
                            .addProfiler(GCProfiler.class)
                            .build())
                    .run();
            print(threads, results);
        }
    }

    private static void print(int threads, Collection<RunResult> results) {
        Map<String, Double> medians = new TreeMap<>();
        Map<String, Double> bytes = new TreeMap<>();
        for (RunResult result : results) {
            String label = result.getPrimaryResult().getLabel();
            medians.put(label, median(result));
            bytes.put(label, allocated(result));
        }
        double baseline = medians.getOrDefault(BASELINE, Double.NaN);
        System.out.printf(
                "%nJDK %s, %d thread%s: median over forks%n", Runtime.version(), threads, threads == 1 ? "" : "s");
        medians.forEach((label, nanos) -> System.out.printf(
                "%-20s %8.2f ns  %6.3f x nanoTime  %6.3f B/op%n",
                label, nanos, nanos / baseline, bytes.getOrDefault(label, Double.NaN)));
    }

    private static double median(RunResult result) {
        double[] forks = result.getBenchmarkResults().stream()
                .mapToDouble(fork -> fork.getPrimaryResult().getScore())
                .sorted()
                .toArray();
        int middle = forks.length / 2;
        return forks.length % 2 == 1 ? forks[middle] : (forks[middle - 1] + forks[middle]) / 2;
    }

    private static double allocated(RunResult result) {
        Result<?> norm = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return norm == null ? Double.NaN : norm.getScore();
    }
}
