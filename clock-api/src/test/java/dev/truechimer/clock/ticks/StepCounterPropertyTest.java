package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.clock.ticks.ClockProfile.Backward;
import dev.truechimer.clock.ticks.ClockProfile.Resolution;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Any readings at all, those that wrap around among them, against exact arithmetic. */
class StepCounterPropertyTest {

    private static final BigInteger MICRO = BigInteger.valueOf(1000);

    @Provide
    Arbitrary<List<Long>> readings() {
        Arbitrary<Long> anything = Arbitraries.oneOf(
                Arbitraries.longs(), Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L, 0L, 1L, 999L, 1000L));
        Arbitrary<Long> micros = Arbitraries.longs().between(-9_000, 9_000).map(micro -> micro * 1000);
        return Arbitraries.oneOf(
                anything.list().ofMaxSize(12),
                micros.list().ofMaxSize(12),
                Arbitraries.longs().between(0, 3).list().ofMaxSize(12));
    }

    @Property(tries = 5_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void countsWhatExactArithmeticCounts(
            @ForAll("readings") List<Long> readings, @ForAll @IntRange(min = 0, max = 12) int cut) {
        StepCounter counter = new StepCounter();
        int first = Math.min(cut, readings.size());
        counter.accept(toArray(readings.subList(0, first)));
        counter.accept(toArray(readings.subList(first, readings.size())));

        long equal = 0;
        long backward = 0;
        BigInteger largest = BigInteger.ZERO;
        BigInteger smallest = null;
        BigInteger divisor = BigInteger.ZERO;
        for (int i = 1; i < readings.size(); i++) {
            BigInteger step =
                    wrapped(BigInteger.valueOf(readings.get(i)).subtract(BigInteger.valueOf(readings.get(i - 1))));
            if (step.signum() == 0) {
                equal++;
            } else if (step.signum() < 0) {
                backward++;
                largest = largest.max(step.negate().min(BigInteger.valueOf(Long.MAX_VALUE)));
            } else {
                smallest = smallest == null ? step : smallest.min(step);
                divisor = divisor.gcd(step);
            }
        }
        boolean wholeMicros = !readings.isEmpty()
                && readings.stream()
                        .allMatch(r -> BigInteger.valueOf(r).remainder(MICRO).signum() == 0);
        assertEquals(
                new Resolution(
                        readings.size(), equal, known(smallest), known(smallest == null ? null : divisor), wholeMicros),
                counter.resolution());
        assertEquals(new Backward(readings.size(), backward, largest.longValueExact()), counter.backward());
        collect("equal", equal > 0);
        collect("backward", backward > 0);
        collect("forward", smallest != null);
        collect("micros", wholeMicros);
        collect("farthest back", largest.equals(BigInteger.valueOf(Long.MAX_VALUE)));
        collect("coarse", divisor.compareTo(BigInteger.ONE) > 0);
    }

    private static void collect(String label, boolean happened) {
        Statistics.label(label).collect(happened);
        Statistics.label(label).coverage(coverage -> {
            coverage.check(true).count(count -> count > 0);
            coverage.check(false).count(count -> count > 0);
        });
    }

    private static OptionalLong known(BigInteger value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value.longValueExact());
    }

    /** Into the 64 bits of a difference of readings. */
    private static BigInteger wrapped(BigInteger step) {
        BigInteger range = BigInteger.ONE.shiftLeft(64);
        BigInteger rest = step.mod(range);
        return rest.testBit(63) ? rest.subtract(range) : rest;
    }

    private static long[] toArray(List<Long> readings) {
        return readings.stream().mapToLong(Long::longValue).toArray();
    }
}
