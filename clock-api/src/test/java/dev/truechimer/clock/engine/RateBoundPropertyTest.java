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
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Rates in fixed point against exact fractions: always outward, and hardly further than that. */
class RateBoundPropertyTest {

    private static final BigInteger MILLION = Exact.of(1_000_000);
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);
    private static final long MOST_TICKS = 1L << 62;

    @Provide
    Arbitrary<RateBound> bounds() {
        Arbitrary<Long> rate = Arbitraries.oneOf(
                Arbitraries.longs().between(-RateBound.MOST_PPB, RateBound.MOST_PPB),
                Arbitraries.of(-RateBound.MOST_PPB, -200_000L, -1L, 0L, 1L, 200_000L, RateBound.MOST_PPB));
        return Combinators.combine(rate, rate).as((a, b) -> RateBound.ofPpb(Math.min(a, b), Math.max(a, b)));
    }

    @Provide
    Arbitrary<Long> ticks() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, MOST_TICKS),
                Arbitraries.longs().between(0, 10_000),
                Arbitraries.of(0L, 1L, 2L, 999_999_999L, 1_000_000_000L, MOST_TICKS - 1, MOST_TICKS));
    }

    /** Output seconds per TAI second: none, both kinds of UTC-SLS, both kinds of smear. */
    @Provide
    Arbitrary<Tuple2<Long, Long>> slopes() {
        return Arbitraries.of(
                Tuple.of(1L, 1L),
                Tuple.of(999L, 1_000L),
                Tuple.of(1_001L, 1_000L),
                Tuple.of(86_400L, 86_401L),
                Tuple.of(86_400L, 86_399L));
    }

    private static BigInteger parts(long ppb) {
        return BILLION.add(Exact.of(ppb));
    }

    @Property
    void undisciplinedIsTheQuotientRoundedOutwards(
            @ForAll @IntRange(max = RateBound.MOST_PPM) int rhoPpm,
            @ForAll @IntRange(max = RateBound.MOST_PPM) int sigmaPpm) {
        RateBound bound = RateBound.undisciplined(rhoPpm, sigmaPpm);
        // (1 - rho)/(1 + sigma) - 1 and (1 + rho)/(1 - sigma) - 1, in ppb.
        BigInteger slowest = MILLION.subtract(Exact.of(rhoPpm)).multiply(BILLION);
        BigInteger fastest = MILLION.add(Exact.of(rhoPpm)).multiply(BILLION);
        BigInteger most = MILLION.add(Exact.of(sigmaPpm));
        BigInteger least = MILLION.subtract(Exact.of(sigmaPpm));
        assertEquals(floorDiv(slowest, most).subtract(BILLION), Exact.of(bound.loPpb()));
        assertEquals(ceilDiv(fastest, least).subtract(BILLION), Exact.of(bound.hiPpb()));
        assertTrue(bound.loPpb() >= -RateBound.MOST_PPB && bound.hiPpb() <= RateBound.MOST_PPB);
        assertEquals(bound.hiPpb() - bound.loPpb(), bound.spreadPpb());
    }

    @Property
    void fixedPointIsRoundedOutwards(@ForAll("bounds") RateBound bound) {
        assertEquals(floorDiv(Exact.of(bound.loPpb()).multiply(TWO_64), BILLION), Exact.of(bound.kLo()));
        assertEquals(ceilDiv(Exact.of(bound.hiPpb()).multiply(TWO_64), BILLION), Exact.of(bound.kHi()));
    }

    @Property
    void aScaledRateIsRoundedOutwards(@ForAll("bounds") RateBound bound, @ForAll("slopes") Tuple2<Long, Long> slope) {
        BigInteger num = Exact.of(slope.get1());
        BigInteger den = Exact.of(slope.get2()).multiply(BILLION);
        BigInteger lo = parts(bound.loPpb()).multiply(num).subtract(den).multiply(TWO_64);
        BigInteger hi = parts(bound.hiPpb()).multiply(num).subtract(den).multiply(TWO_64);
        assertEquals(floorDiv(lo, den), Exact.of(bound.kLoScaled(slope.get1(), slope.get2())));
        assertEquals(ceilDiv(hi, den), Exact.of(bound.kHiScaled(slope.get1(), slope.get2())));
    }

    @Property(tries = 5_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void elapsedTimeIsRoundedOutwards(@ForAll("bounds") RateBound bound, @ForAll("ticks") long ticks) {
        BigInteger least = Exact.of(ticks).multiply(parts(bound.loPpb()));
        BigInteger most = Exact.of(ticks).multiply(parts(bound.hiPpb()));
        BigInteger lower = Exact.of(bound.elapsedLower(ticks));
        BigInteger upper = Exact.of(bound.elapsedUpper(ticks));
        assertTrue(lower.multiply(BILLION).compareTo(least) <= 0, "lower above the exact value");
        assertTrue(floorDiv(least, BILLION).subtract(lower).compareTo(BigInteger.ONE) <= 0, "lower too low");
        BigInteger ceiling = ceilDiv(most, BILLION);
        assertTrue(upper.compareTo(ceiling) >= 0, "upper below the exact ceiling");
        assertTrue(upper.subtract(ceiling).compareTo(BigInteger.ONE) <= 0, "upper exceeds the ceiling by more than 1");
        Statistics.label("upper").collect(upper.equals(ceiling));
        Statistics.label("upper").coverage(coverage -> {
            coverage.check(true).count(count -> count > 0);
            coverage.check(false).count(count -> count > 0);
        });
    }

    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void ticksWithinNeverPassTheTimeGiven(
            @ForAll("bounds") RateBound bound, @ForAll @LongRange(min = -5, max = MOST_TICKS) long trueNanos) {
        long ticks = bound.ticksWithin(trueNanos);
        assertTrue(ticks >= 0);
        if (ticks > 0) {
            assertTrue(bound.elapsedUpper(ticks) <= trueNanos, "more time may pass");
        }
        // And no more than a few nanoseconds are given away.
        BigInteger few = Exact.of(ticks).add(Exact.of(6)).multiply(parts(bound.hiPpb()));
        assertTrue(few.compareTo(Exact.of(trueNanos).multiply(BILLION)) >= 0, "too few ticks");
        Statistics.collect(ticks > 0);
        Statistics.coverage(coverage -> {
            coverage.check(true).count(count -> count > 0);
            coverage.check(false).count(count -> count > 0);
        });
    }

    @Property
    void theReadMarginIsTwoReadErrorsRoundedUp(
            @ForAll("bounds") RateBound bound, @ForAll @LongRange(max = 1_000_000_000L) long tickError) {
        BigInteger exact = ceilDiv(Exact.of(2 * tickError).multiply(parts(bound.hiPpb())), BILLION);
        BigInteger over = Exact.of(bound.readMargin(tickError)).subtract(exact);
        assertTrue(over.signum() >= 0 && over.compareTo(BigInteger.ONE) <= 0, () -> "over by " + over);
    }

    @Property
    void aClampIsTheIntersection(@ForAll("bounds") RateBound bound) {
        RateBound around = RateBound.ofPpb(Math.min(0, bound.loPpb()), Math.max(0, bound.hiPpb()));
        RateBound narrow = RateBound.ofPpb(-100, 100);
        RateBound clamped = around.clampedTo(narrow);
        assertEquals(Math.max(-100, around.loPpb()), clamped.loPpb());
        assertEquals(Math.min(100, around.hiPpb()), clamped.hiPpb());
    }
}
