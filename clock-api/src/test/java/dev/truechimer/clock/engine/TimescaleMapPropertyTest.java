package dev.truechimer.clock.engine;

import static dev.truechimer.clock.Exact.ceilDiv;
import static dev.truechimer.clock.Exact.floorDiv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Exact;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.LeapTables;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.threeten.extra.scale.TaiInstant;

/** Output scales against threeten-extra and against exact fractions. */
class TimescaleMapPropertyTest {

    private static final long SECOND = 1_000_000_000L;
    /** From 1958-01-01, where threeten-extra's TAI counts from, to 1970-01-01. */
    private static final long SECONDS_1958_TO_1970 = 378_691_200L;

    private static final LeapSeconds BUNDLED = LeapSeconds.bundled();
    private static final LeapSeconds BOTH_KINDS = LeapTables.insertedAndLeftOut();

    /** A table, and a moment that is near one of its breakpoints more often than not. */
    record Moment(Timescale timescale, LeapSeconds table, long tai) {
        TimescaleMap map() {
            return TimescaleMap.of(timescale, table);
        }

        ExactScale exact() {
            return new ExactScale(timescale, table);
        }

        List<Long> breakpoints() {
            List<Long> all = new ArrayList<>();
            for (int i = 1; i < table.size(); i++) {
                all.add(exact().taiStart(i) * SECOND);
                all.add(exact().taiEnd(i) * SECOND);
            }
            return all;
        }

        @Override
        public String toString() {
            return timescale + " at " + tai + " by " + table;
        }
    }

    @Provide
    Arbitrary<Moment> moments() {
        Arbitrary<Long> distances = Arbitraries.oneOf(
                Arbitraries.longs().between(-3, 3),
                Arbitraries.longs().between(-5 * SECOND, 5 * SECOND),
                Arbitraries.of(-2 * SECOND - 1, -2 * SECOND, -2 * SECOND + 1),
                Arbitraries.longs().between(-90_000 * SECOND, 90_000 * SECOND));
        Arbitrary<Timescale> scales = Arbitraries.of(Timescale.UTC, Timescale.SMEARED_UTC);
        Arbitrary<Moment> near = Combinators.combine(
                        scales,
                        Arbitraries.of(BUNDLED, BOTH_KINDS),
                        Arbitraries.integers().between(0, 1_000),
                        distances)
                .as((scale, table, index, distance) -> {
                    List<Long> breakpoints = new Moment(scale, table, 0).breakpoints();
                    return new Moment(scale, table, breakpoints.get(index % breakpoints.size()) + distance);
                });
        Arbitrary<Moment> anywhere = Combinators.combine(
                        Arbitraries.of(Timescale.class),
                        Arbitraries.of(BUNDLED, BOTH_KINDS),
                        Arbitraries.longs().between(-Claim.MOST_NANOS, Claim.MOST_NANOS))
                .as(Moment::new);
        return Arbitraries.oneOf(near, near, near, anywhere);
    }

    @Property(tries = 5_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void floorAndCeilingAreThoseOfTheExactMap(@ForAll("moments") Moment moment) {
        TimescaleMap map = moment.map();
        BigInteger exact = moment.exact().at(moment.tai());
        BigInteger unit = ExactScale.OUTPUT_UNIT;
        assertEquals(floorDiv(exact, unit), Exact.of(map.floor(moment.tai())));
        assertEquals(ceilDiv(exact, unit), Exact.of(map.ceil(moment.tai())));
        TimeInterval around = new TimeInterval(moment.tai() - 1, moment.tai());
        assertEquals(new TimeInterval(map.floor(moment.tai() - 1), map.ceil(moment.tai())), map.map(around));
        Statistics.label("whole").collect(moment.timescale(), exact.mod(unit).signum() == 0);
        Statistics.label("whole").coverage(coverage -> {
            coverage.check(Timescale.UTC, true).count(count -> count > 0);
            coverage.check(Timescale.UTC, false).count(count -> count > 0);
            coverage.check(Timescale.SMEARED_UTC, true).count(count -> count > 0);
            coverage.check(Timescale.SMEARED_UTC, false).count(count -> count > 0);
            coverage.check(Timescale.TAI, true).count(count -> count > 0);
        });
    }

    @Property(tries = 3_000)
    void outputNeverGoesBack(@ForAll("moments") Moment moment, @ForAll @LongRange(max = 100 * SECOND) long later) {
        TimescaleMap map = moment.map();
        for (long step : new long[] {0, 1, later}) {
            assertTrue(map.floor(moment.tai()) <= map.floor(moment.tai() + step));
            assertTrue(map.ceil(moment.tai()) <= map.ceil(moment.tai() + step));
        }
    }

    @Property
    void absentEndsStayAbsent(@ForAll Timescale timescale) {
        TimescaleMap map = TimescaleMap.of(timescale, BUNDLED);
        assertEquals(timescale, map.timescale());
        assertEquals(TimeInterval.UNBOUNDED, map.map(TimeInterval.UNBOUNDED));
    }

    /** java.time's scale, around each leap second, the last 1000 s of its day and the leap second itself included. */
    @Property(tries = 5_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void utcIsThatOfThreeten(
            @ForAll @IntRange(min = 1, max = 27) int leap,
            @ForAll @LongRange(min = -1_200 * SECOND, max = 200 * SECOND) long anywhere,
            @ForAll @IntRange(max = 6) int edge) {
        long taiAtLeap = BUNDLED.effectiveUtcNanos(leap) + BUNDLED.offsetSeconds(leap) * SECOND;
        long distance = switch (edge) {
            case 0 -> -1_000 * SECOND;
            case 1 -> -1_000 * SECOND - 1;
            case 2 -> -SECOND;
            case 3 -> -1;
            case 4 -> 0;
            default -> anywhere;
        };
        long tai = taiAtLeap + distance;
        Instant threeten = TaiInstant.ofTaiSeconds(
                        Math.floorDiv(tai, SECOND) + SECONDS_1958_TO_1970, Math.floorMod(tai, SECOND))
                .toInstant();
        long expected = threeten.getEpochSecond() * SECOND + threeten.getNano();
        TimescaleMap map = TimescaleMap.of(Timescale.UTC, BUNDLED);
        assertTrue(map.floor(tai) <= expected && expected <= map.ceil(tai), () -> "at " + distance);
        assertTrue(map.ceil(tai) - map.floor(tai) <= 1);
        String where = distance < -1_000 * SECOND
                ? "before"
                : distance < -SECOND ? "stretched" : distance < 0 ? "leap second" : "after";
        Statistics.collect(where);
        Statistics.coverage(coverage -> {
            for (String each : List.of("before", "stretched", "leap second", "after")) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }

    /** A line of that slope, put through the exact output, stays outside it until the end that the slope states. */
    @Property(tries = 5_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void aSlopeStaysOutsideTheExactMapUntilItsEnd(
            @ForAll("moments") Moment moment,
            @ForAll boolean upper,
            @ForAll @LongRange(max = 200_000 * SECOND) long later) {
        TimescaleMap map = moment.map();
        TimescaleMap.Slope slope = map.slopeFrom(moment.tai(), upper);
        long left = Exact.saturated(Exact.of(slope.untilTai()).subtract(Exact.of(moment.tai())));
        assertTrue(left >= 2 * SECOND, "a model made here would end before it is replaced");
        long farthest = Math.min(left, 400_000 * SECOND);
        List<Long> distances =
                new ArrayList<>(List.of(0L, 1L, 2 * SECOND, farthest - 1, farthest, Math.min(later, farthest)));
        boolean crosses = false;
        for (long breakpoint : moment.breakpoints()) {
            long distance = breakpoint - moment.tai();
            if (0 <= distance && distance < farthest) {
                crosses = crosses || distance > 0;
                distances.addAll(List.of(distance, distance + 1));
            }
        }
        BigInteger start = moment.exact().at(moment.tai());
        for (long distance : distances) {
            BigInteger grown = moment.exact().at(moment.tai() + distance).subtract(start);
            // grown / OUTPUT_UNIT against distance · num / den
            BigInteger actual = grown.multiply(Exact.of(slope.den()));
            BigInteger line = Exact.of(distance).multiply(Exact.of(slope.num())).multiply(ExactScale.OUTPUT_UNIT);
            int sign = actual.compareTo(line);
            assertTrue(upper ? sign <= 0 : sign >= 0, () -> slope + " fails at " + distance);
        }
        Statistics.collect(upper, crosses);
        Statistics.coverage(coverage -> {
            for (boolean end : new boolean[] {true, false}) {
                coverage.check(end, true).count(count -> count > 0);
                coverage.check(end, false).count(count -> count > 0);
            }
        });
    }
}
