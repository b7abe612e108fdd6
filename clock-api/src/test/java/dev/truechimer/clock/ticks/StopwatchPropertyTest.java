package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.clock.Exact;
import dev.truechimer.clock.testkit.ManualTicks;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** A stopwatch and its laps against numbers without limits. */
class StopwatchPropertyTest {

    /** So many of the longest steps stay within the range of a stopwatch. */
    private static final int MOST_STEPS = 20;

    private static final long LONGEST_STEP = Long.MAX_VALUE / MOST_STEPS;

    @Provide
    Arbitrary<Long> starts() {
        return Arbitraries.oneOf(
                Arbitraries.longs(), Arbitraries.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE - 1, Long.MAX_VALUE));
    }

    @Provide
    Arbitrary<List<Long>> steps() {
        Arbitrary<Long> step = Arbitraries.oneOf(
                Arbitraries.longs().between(0, LONGEST_STEP),
                Arbitraries.longs().between(-50, 1_000),
                Arbitraries.of(0L, 1L, -1L, LONGEST_STEP));
        return step.list().ofMinSize(1).ofMaxSize(MOST_STEPS);
    }

    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void elapsedIsExactAndTheLapsAddUp(@ForAll("starts") long start, @ForAll("steps") List<Long> steps) {
        ManualTicks ticks = new ManualTicks(start);
        Stopwatch watch = Stopwatch.started(ticks);
        Laps laps = watch.laps();
        BigInteger now = BigInteger.ZERO;
        BigInteger furthest = BigInteger.ZERO;
        BigInteger sum = BigInteger.ZERO;
        boolean wentBack = false;
        for (long step : steps) {
            ticks.advanceNanos(step);
            now = now.add(Exact.of(step));
            assertEquals(now.max(BigInteger.ZERO), Exact.of(watch.elapsedNanos()));
            wentBack |= now.compareTo(furthest) < 0;
            furthest = furthest.max(now);
            sum = sum.add(Exact.of(laps.lapNanos()));
            assertEquals(furthest, sum, "laps neither lose nor gain a nanosecond");
        }
        boolean wrapped = !Exact.fitsLong(Exact.of(start).add(furthest));
        Statistics.label("oscillator").collect(wentBack ? "went back" : "went on");
        Statistics.label("count").collect(wrapped ? "wrapped" : "did not wrap");
        for (String each : List.of("went back", "went on")) {
            Statistics.label("oscillator")
                    .coverage(coverage -> coverage.check(each).count(count -> count > 0));
        }
        for (String each : List.of("wrapped", "did not wrap")) {
            Statistics.label("count").coverage(coverage -> coverage.check(each).count(count -> count > 0));
        }
    }
}
