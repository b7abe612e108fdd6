package dev.truechimer.clock.engine;

import static dev.truechimer.clock.Exact.BILLION;
import static dev.truechimer.clock.Exact.ceilDiv;
import static dev.truechimer.clock.Exact.floorDiv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Exact;
import java.math.BigInteger;
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

/** Ageing in pieces against exact fractions: never inside the exact bound, at most a few nanoseconds outside. */
class RateSchedulePropertyTest {

    private static final RateBound WIDE = RateBound.ofPpb(-200_000, 200_000);
    private static final long YEAR = 366L * 86_400 * 1_000_000_000;

    /** Two roundings a piece, and the one nanosecond that is always added above. */
    private static final BigInteger FEW = Exact.of(3);

    @Provide
    Arbitrary<RateBound> narrow() {
        return Arbitraries.of(
                RateBound.ofPpb(-15_000, 15_000),
                RateBound.ofPpb(170_000, 200_000),
                RateBound.ofPpb(-200_000, -170_003),
                RateBound.ofPpb(7, 7),
                WIDE);
    }

    /** Where the count of the oscillator begins: also where it wraps around. */
    @Provide
    Arbitrary<Long> origins() {
        return Arbitraries.oneOf(
                Arbitraries.longs(), Arbitraries.of(0L, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1_000));
    }

    @Provide
    Arbitrary<Long> distances() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-YEAR, YEAR).withDistribution(RandomDistribution.uniform()),
                Arbitraries.longs()
                        .between(-1_000_000_000L, 1_000_000_000L)
                        .withDistribution(RandomDistribution.uniform()),
                Arbitraries.longs().between(-3, 3));
    }

    @Provide
    Arbitrary<Long> ends() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-8_000_000_000_000_000_000L, 8_000_000_000_000_000_000L),
                Arbitraries.of(0L, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1));
    }

    @Property(tries = 10_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void agesOutwardsInEveryPiece(
            @ForAll("narrow") RateBound narrow,
            @ForAll("origins") long origin,
            @ForAll("distances") long windowFrom,
            @ForAll @LongRange(max = YEAR) long windowLength,
            @ForAll("distances") long from,
            @ForAll("distances") long length,
            @ForAll("ends") long end) {
        // Mostly forwards; now and then to an earlier reading, which counts as none.
        long to = from + (length % 10 == 0 ? length : Math.abs(length));
        long windowUntil = windowFrom + windowLength;
        RateSchedule schedule = new RateSchedule(WIDE, narrow, origin + windowFrom, origin + windowUntil);
        Stretch stretch = Stretch.between(from, to, windowFrom, windowUntil);
        BigInteger least = stretch.elapsed(WIDE.loPpb(), narrow.loPpb());
        BigInteger most = stretch.elapsed(WIDE.hiPpb(), narrow.hiPpb());

        checkLower(end, least, schedule.ageLower(end, origin + from, origin + to));
        checkUpper(end, most, schedule.ageUpper(end, origin + from, origin + to));
        // Back from the later to the earlier reading: the rates are swapped.
        checkLower(end, most.negate(), schedule.backLower(end, origin + to, origin + from));
        checkUpper(end, least.negate(), schedule.backUpper(end, origin + to, origin + from));

        Statistics.label("pieces").collect(stretch.kind());
        Statistics.label("pieces").coverage(coverage -> {
            for (String kind : new String[] {"none", "outside", "inside", "both"}) {
                coverage.check(kind).count(count -> count > 0);
            }
        });
    }

    /** How much of a stretch lies inside the window, by itself and without any wrapping. */
    private record Stretch(BigInteger inside, BigInteger outside) {
        static Stretch between(long from, long to, long windowFrom, long windowUntil) {
            long length = Math.max(0, to - from);
            long inside = Math.max(0, Math.min(to, windowUntil) - Math.max(from, windowFrom));
            return new Stretch(Exact.of(Math.min(inside, length)), Exact.of(length - Math.min(inside, length)));
        }

        /** True time in it, in 10^-9 ns. */
        BigInteger elapsed(long widePpb, long narrowPpb) {
            return outside.multiply(BILLION.add(Exact.of(widePpb)))
                    .add(inside.multiply(BILLION.add(Exact.of(narrowPpb))));
        }

        String kind() {
            if (inside.signum() == 0) {
                return outside.signum() == 0 ? "none" : "outside";
            }
            return outside.signum() == 0 ? "inside" : "both";
        }
    }

    private static boolean isNearTheLimit(BigInteger exact) {
        return !Exact.fitsLong(exact.add(FEW)) || !Exact.fitsLong(exact.subtract(FEW));
    }

    private static void checkLower(long end, BigInteger exactChange, long actual) {
        if (end == Long.MIN_VALUE) {
            assertEquals(Long.MIN_VALUE, actual);
            return;
        }
        BigInteger exact = floorDiv(Exact.of(end).multiply(BILLION).add(exactChange), BILLION);
        if (actual == Long.MIN_VALUE) {
            assertTrue(isNearTheLimit(exact), () -> "given up although it fits: " + exact);
            return;
        }
        BigInteger below = exact.subtract(Exact.of(actual));
        assertTrue(below.signum() >= 0, () -> "above the exact bound by " + below.negate());
        assertTrue(below.compareTo(FEW) <= 0, () -> "below the exact bound by " + below);
    }

    private static void checkUpper(long end, BigInteger exactChange, long actual) {
        if (end == Long.MAX_VALUE) {
            assertEquals(Long.MAX_VALUE, actual);
            return;
        }
        BigInteger exact = ceilDiv(Exact.of(end).multiply(BILLION).add(exactChange), BILLION);
        if (actual == Long.MAX_VALUE) {
            assertTrue(isNearTheLimit(exact), () -> "given up although it fits: " + exact);
            return;
        }
        BigInteger above = Exact.of(actual).subtract(exact);
        assertTrue(above.signum() >= 0, () -> "below the exact bound by " + above.negate());
        assertTrue(above.compareTo(FEW) <= 0, () -> "above the exact bound by " + above);
    }

    @Property
    void theNarrowBoundIsInForceInsideTheWindowOnly(
            @ForAll("origins") long origin, @ForAll @LongRange(max = YEAR) long length, @ForAll("distances") long at) {
        RateBound narrow = RateBound.ofPpb(-15_000, 15_000);
        RateSchedule schedule = new RateSchedule(WIDE, narrow, origin, origin + length);
        for (long point : new long[] {at, -1, 0, length - 1, length}) {
            boolean inside = 0 <= point && point < length;
            assertEquals(inside ? narrow : WIDE, schedule.at(origin + point), () -> "at " + point);
        }
        assertEquals(WIDE, RateSchedule.only(WIDE).at(origin + at));
    }
}
