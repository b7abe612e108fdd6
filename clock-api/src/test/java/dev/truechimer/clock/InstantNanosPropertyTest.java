package dev.truechimer.clock;

import static dev.truechimer.clock.Exact.BILLION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Conversions to nanoseconds against numbers without limits, also where the range of a long begins and ends. */
class InstantNanosPropertyTest {

    /** The second in which the range ends; it begins in the one at minus this, less one. */
    private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000_000L;

    @Provide
    Arbitrary<Long> seconds() {
        return Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(-2_000_000_000L, 2_000_000_000L),
                Arbitraries.longs().between(LAST_SECOND - 2, LAST_SECOND + 2),
                Arbitraries.longs().between(-LAST_SECOND - 3, -LAST_SECOND + 1));
    }

    @Provide
    Arbitrary<Integer> nanos() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 999_999_999),
                Arbitraries.of(
                        0,
                        1,
                        145_224_191,
                        145_224_192,
                        145_224_193,
                        854_775_806,
                        854_775_807,
                        854_775_808,
                        999_999_999));
    }

    @Provide
    Arbitrary<Duration> durations() {
        return Combinators.combine(seconds(), nanos()).as(Duration::ofSeconds);
    }

    private static BigInteger exact(long seconds, int nanos) {
        return Exact.of(seconds).multiply(BILLION).add(Exact.of(nanos));
    }

    @Property(tries = 3_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void durationsSaturate(@ForAll("seconds") long seconds, @ForAll("nanos") int nanos) {
        BigInteger exact = exact(seconds, nanos);
        assertEquals(Exact.saturated(exact), InstantNanos.of(Duration.ofSeconds(seconds, nanos)));
        Statistics.collect(Exact.fitsLong(exact) ? 0 : exact.signum());
        Statistics.coverage(coverage -> {
            for (int each : new int[] {-1, 0, 1}) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }

    @Property(tries = 3_000)
    void instantsSaturate(@ForAll("seconds") long anySeconds, @ForAll("nanos") int nanos) {
        long seconds = Math.max(Instant.MIN.getEpochSecond(), Math.min(Instant.MAX.getEpochSecond(), anySeconds));
        Instant instant = Instant.ofEpochSecond(seconds, nanos);
        for (Timescale timescale : new Timescale[] {Timescale.UTC, Timescale.SMEARED_UTC}) {
            assertEquals(Exact.saturated(exact(seconds, nanos)), InstantNanos.of(instant, timescale));
        }
        assertThrows(IllegalStateException.class, () -> InstantNanos.of(instant, Timescale.TAI));
    }

    @Property(tries = 3_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void anAgeIsAddedAndSaturates(
            @ForAll long nanos, @ForAll("durations") Duration age, @ForAll @IntRange(max = 5) int edge) {
        long from = edge == 0 ? Long.MAX_VALUE - 1 : edge == 1 ? Long.MIN_VALUE : nanos;
        Statistics.collect(age.isNegative());
        Statistics.coverage(coverage -> {
            coverage.check(true).count(count -> count > 0);
            coverage.check(false).count(count -> count > 0);
        });
        if (age.isNegative()) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> InstantNanos.plus(from, age));
            assertEquals("age must be >= 0: " + age, refused.getMessage());
            return;
        }
        BigInteger ageNanos = Exact.of(Exact.saturated(exact(age.getSeconds(), age.getNano())));
        assertEquals(Exact.saturated(Exact.of(from).add(ageNanos)), InstantNanos.plus(from, age));
    }
}
