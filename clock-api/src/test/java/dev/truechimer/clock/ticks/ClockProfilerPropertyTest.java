package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.ticks.ClockProfile.Cost;
import dev.truechimer.clock.ticks.ClockProfile.HostClock;
import dev.truechimer.clock.ticks.ClockProfile.Kind;
import java.math.BigInteger;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Whatever a clock in virtual time costs and resolves, the profile finds that and nothing else. */
class ClockProfilerPropertyTest {

    /** What can be known of a clock's granularity. */
    enum Outcome {
        EXACT,
        HIDDEN_BY_COST,
        NEVER_MOVED
    }

    @Provide
    Arbitrary<Long> origins() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.longs().between(-1_000_000_000_000L, 1_700_000_000_000_000_000L)),
                Tuple.of(1, Arbitraries.of(0L, 1L, -1L)));
    }

    @Provide
    Arbitrary<Long> costs() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 5_000), Arbitraries.of(1L, 20L, 100L, 1_000L, 1_001L, 2_000L));
    }

    @Provide
    Arbitrary<Long> granularities() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 20_000),
                Arbitraries.longs().between(20_000, 20_000_000),
                Arbitraries.of(1L, 10L, 100L, 1_000L, 1_000_000L, 15_625_000L));
    }

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void costAndGranularityAreFoundExactly(
            @ForAll("origins") long originNanos,
            @ForAll("costs") long costNanos,
            @ForAll("granularities") long granularityNanos,
            @ForAll @IntRange(min = 1, max = 4) int batches)
            throws InterruptedException {
        ManualTicks ticks = new ManualTicks(originNanos);
        long batchNanos = costNanos * Cost.READINGS_PER_BATCH;
        ClockProfiler profiler = new ClockProfiler(ticks, batches * batchNanos, Integer.MAX_VALUE, 1);
        ReadableClock clock =
                new ReadableClock("scripted", Kind.WALL, new ScriptedClock(ticks, costNanos, granularityNanos));
        profiler.warmUp(clock);
        HostClock found = profiler.profile(clock);

        long picos = costNanos * 1000;
        assertEquals(new Cost(picos, picos, picos, batches), found.cost());
        assertEquals(4 * batches * batchNanos + costNanos, ticks.nanos() - originNanos);
        assertEquals(0, found.inOneThread().steps() + found.acrossThreads().steps());
        Outcome outcome = checkResolution(found, originNanos + 2 * batches * batchNanos, costNanos, granularityNanos);
        Statistics.collect(outcome);
        Statistics.coverage(coverage -> {
            for (Outcome each : Outcome.values()) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }

    /** Computes each reading of the third phase from the script, and what can be known from them. */
    private static Outcome checkResolution(HostClock found, long startNanos, long costNanos, long granularityNanos) {
        BigInteger divisor = BigInteger.ZERO;
        long smallest = Long.MAX_VALUE;
        long equal = 0;
        boolean wholeMicros = true;
        long previous = 0;
        for (long i = 1; i <= found.resolution().readings(); i++) {
            long sinceOrigin = startNanos + i * costNanos;
            long reading = sinceOrigin - Math.floorMod(sinceOrigin, granularityNanos);
            wholeMicros &= reading % 1000 == 0;
            long step = i == 1 ? 0 : reading - previous;
            if (step > 0) {
                divisor = divisor.gcd(BigInteger.valueOf(step));
                smallest = Math.min(smallest, step);
            } else if (i > 1) {
                equal++;
            }
            previous = reading;
        }
        assertEquals(equal, found.resolution().equalReadings());
        assertEquals(wholeMicros, found.resolution().wholeMicros());
        if (divisor.signum() == 0) {
            assertEquals(OptionalLong.empty(), found.resolution().granularityNanos());
            assertEquals(OptionalLong.empty(), found.resolution().smallestStepNanos());
            return Outcome.NEVER_MOVED;
        }
        assertEquals(
                OptionalLong.of(divisor.longValueExact()), found.resolution().granularityNanos());
        assertEquals(OptionalLong.of(smallest), found.resolution().smallestStepNanos());
        boolean exact = divisor.longValueExact() == granularityNanos;
        assertTrue(exact || costNanos > granularityNanos, "a clock that shows each of its values hides nothing");
        return exact ? Outcome.EXACT : Outcome.HIDDEN_BY_COST;
    }
}
