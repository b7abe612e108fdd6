package dev.truechimer.clock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Exact;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.LeapTables;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** What readers do with a model, against exact fractions: the ends, aged and mapped, for as long as the model holds. */
class ClockModelPropertyTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long TICK_ERROR = 50;
    private static final BigInteger FEW = Exact.of(4).multiply(ExactScale.OUTPUT_UNIT);

    @Provide
    Arbitrary<Long> distancesToLeap() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-1_010 * SECOND, 10 * SECOND),
                Arbitraries.longs().between(-43_300 * SECOND, 43_300 * SECOND),
                Arbitraries.longs().between(-4 * SECOND, 0).map(d -> d - 1_000 * SECOND),
                Arbitraries.longs().between(-4 * SECOND, SECOND),
                Arbitraries.longs().between(-4 * SECOND, 4 * SECOND).map(d -> d - 43_200 * SECOND),
                Arbitraries.longs().between(-4 * SECOND, 4 * SECOND).map(d -> d + 43_200 * SECOND));
    }

    @Provide
    Arbitrary<Long> widths() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 1_000),
                Arbitraries.longs().between(0, 100_000_000),
                Arbitraries.longs().between(0, 10 * SECOND));
    }

    @Provide
    Arbitrary<Long> validities() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 1_000),
                Arbitraries.longs().between(1, 3_600 * SECOND).withDistribution(RandomDistribution.uniform()),
                Arbitraries.just(3_600 * SECOND));
    }

    @Provide
    Arbitrary<RateBound> rates() {
        return Arbitraries.of(
                RateBound.undisciplined(200, 0),
                RateBound.undisciplined(200, 1_000),
                RateBound.undisciplined(100_000, 100_000),
                RateBound.ofPpb(100_000, 130_000),
                RateBound.ofPpb(0, 0));
    }

    @Property(tries = 6_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void everyReadingHoldsWhatTheEndsAllow(
            @ForAll Timescale timescale,
            @ForAll boolean leftOut,
            @ForAll("distancesToLeap") long distance,
            @ForAll("widths") long width,
            @ForAll("rates") RateBound rate,
            @ForAll("validities") long validTicks,
            @ForAll long anchorTicks,
            @ForAll @LongRange(max = 3_600 * SECOND) long somewhere) {
        var table = LeapTables.insertedAndLeftOut();
        int leap = leftOut ? 2 : 1;
        long upper = table.effectiveUtcNanos(leap) + table.offsetSeconds(leap) * SECOND + distance;
        long lower = upper - width;
        TaiModel tai = TaiModels.of(anchorTicks, lower, upper)
                .schedule(RateSchedule.only(rate))
                .valid(validTicks)
                .bounded();
        ClockModel model = ClockModel.of(tai, TimescaleMap.of(timescale, table), TICK_ERROR);
        ExactScale exact = new ExactScale(timescale, table);
        long valid = model.validForTicks;
        assertTrue(valid < validTicks, "beyond what the engine allows");
        // A model lives until it is replaced, unless an end is in the last moment before a slope ends.
        assertTrue(valid >= Math.min(validTicks - 1, SECOND), () -> "valid for " + valid);
        assertEquals(-2 * TICK_ERROR, model.leastTicks);

        for (long d : new long[] {0, Math.min(1, valid), Math.min(somewhere, valid), valid}) {
            BigInteger least = aged(lower, d, rate.loPpb());
            BigInteger most = aged(upper, d, rate.hiPpb());
            BigInteger below = exact.atFraction(least).subtract(output(model.earliestAt(d)));
            BigInteger above = output(model.latestAt(d)).subtract(exact.atFraction(most));
            assertTrue(below.signum() >= 0, () -> "earliest is inside at " + d);
            assertTrue(above.signum() >= 0, () -> "latest is inside at " + d);
            if (timescale == Timescale.TAI) {
                assertTrue(below.compareTo(FEW) <= 0 && above.compareTo(FEW) <= 0, () -> "loose at " + d);
            }
            assertEquals(new TimeInterval(model.earliestAt(d), model.latestAt(d)), model.intervalAt(anchorTicks + d));
        }
        for (long beyond : new long[] {valid + 1, valid + 2, Long.MAX_VALUE / 2}) {
            assertEquals(TimeInterval.UNBOUNDED, model.intervalAt(anchorTicks + beyond));
        }
        String ending = valid == validTicks - 1 ? "lives as long as the engine allows" : "ends with a slope";
        Statistics.label("end").collect(timescale, ending);
        Statistics.label("end").coverage(coverage -> {
            for (Timescale each : List.of(Timescale.UTC, Timescale.SMEARED_UTC)) {
                coverage.check(each, "lives as long as the engine allows").count(count -> count > 0);
                coverage.check(each, "ends with a slope").count(count -> count > 0);
            }
        });
    }

    /** Readings of the past: the model of TAI answers, and the map follows it. */
    @Property
    void thePastIsMappedFromTai(
            @ForAll Timescale timescale,
            @ForAll("distancesToLeap") long distance,
            @ForAll("rates") RateBound rate,
            @ForAll @LongRange(min = 1, max = 3_600 * SECOND) long back) {
        var table = LeapTables.insertedAndLeftOut();
        long upper = table.effectiveUtcNanos(1) + table.offsetSeconds(1) * SECOND + distance;
        TaiModel tai = TaiModels.of(0, upper - 1_000, upper)
                .schedule(RateSchedule.only(rate))
                .bounded();
        ExactScale exact = new ExactScale(timescale, table);
        ClockModel model = ClockModel.of(tai, TimescaleMap.of(timescale, table), TICK_ERROR);
        TimeInterval then = model.intervalAt(-back);
        BigInteger least = Exact.of(upper - 1_000 - Settings.READ_MARGIN)
                .multiply(ExactScale.INPUT_UNIT)
                .subtract(aged(0, back, rate.hiPpb()));
        BigInteger most = Exact.of(upper + Settings.READ_MARGIN)
                .multiply(ExactScale.INPUT_UNIT)
                .subtract(aged(0, back, rate.loPpb()));
        assertTrue(output(then.earliestNanos()).compareTo(exact.atFraction(least)) <= 0, "earliest is inside");
        assertTrue(output(then.latestNanos()).compareTo(exact.atFraction(most)) >= 0, "latest is inside");
        assertTrue(
                exact.atFraction(least).subtract(output(then.earliestNanos())).compareTo(FEW) <= 0);
        assertTrue(output(then.latestNanos()).subtract(exact.atFraction(most)).compareTo(FEW) <= 0);
    }

    /** In 10^-9 ns. */
    private static BigInteger aged(long end, long d, long ppb) {
        return Exact.of(end)
                .multiply(ExactScale.INPUT_UNIT)
                .add(Exact.of(d).multiply(Exact.BILLION.add(Exact.of(ppb))));
    }

    private static BigInteger output(long nanos) {
        return Exact.of(nanos).multiply(ExactScale.OUTPUT_UNIT);
    }
}
