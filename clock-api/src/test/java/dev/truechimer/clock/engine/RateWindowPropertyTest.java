package dev.truechimer.clock.engine;

import static dev.truechimer.clock.Exact.BILLION;
import static dev.truechimer.clock.Exact.ceilDiv;
import static dev.truechimer.clock.Exact.floorDiv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Exact;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.Claims;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** What pairs of claims say of a rate, against exact fractions and against an oscillator whose rate is known. */
class RateWindowPropertyTest {

    private static final long SECOND = Settings.SECOND;
    private static final long RHO_PPB = Settings.RHO_PPM * 1_000L;
    private static final long WANDER_PPB = Settings.WANDER_PPM * 1_000L;
    private static final long MOST = 1L << 60;

    @Provide
    Arbitrary<Long> lengths() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 1_000),
                Arbitraries.longs().between(1, 3_600 * SECOND),
                Arbitraries.longs().between(1, MOST),
                Arbitraries.of(1L, Long.MAX_VALUE / 1_000_000_000L, MOST));
    }

    /** True time over oscillator time: mostly near 1, where rates are, and now and then absurd. */
    @Provide
    Arbitrary<Long> excessPpb() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-300_000, 300_000),
                Arbitraries.longs().between(-3_000_000_000L, 3_000_000_000L));
    }

    @Property(tries = 10_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void thePairIsRoundedOutwards(
            @ForAll("lengths") long ticks,
            @ForAll("excessPpb") long ppb,
            @ForAll @LongRange(min = -2, max = 2) long more) {
        long trueNanos = Exact.saturated(
                        Exact.of(ticks).multiply(BILLION.add(Exact.of(ppb))).divide(BILLION))
                + more;
        RateWindow.Pair pair = new RateWindow.Pair(trueNanos, ticks, trueNanos, ticks, 0);
        BigInteger excess = Exact.of(trueNanos).subtract(Exact.of(ticks)).multiply(BILLION);
        BigInteger lo = floorDiv(excess, Exact.of(ticks));
        BigInteger hi = ceilDiv(excess, Exact.of(ticks));
        boolean beyondEveryRho = lo.abs().max(hi.abs()).compareTo(BILLION) >= 0;
        if (beyondEveryRho) {
            assertEquals(lo.max(BILLION.negate()).min(BILLION), Exact.of(pair.loPpb()));
            assertEquals(hi.max(BILLION.negate()).min(BILLION), Exact.of(pair.hiPpb()));
        } else {
            assertEquals(lo, Exact.of(pair.loPpb()));
            assertEquals(hi, Exact.of(pair.hiPpb()));
        }
        String kind = beyondEveryRho ? "saturated" : Exact.fitsLong(excess) ? "fits a long" : "needs more than a long";
        Statistics.label("size").collect(kind);
        Statistics.label("size").coverage(coverage -> {
            for (String each : List.of("saturated", "fits a long", "needs more than a long")) {
                coverage.check(each).count(count -> count > 0);
            }
        });
        Statistics.label("sign").collect(lo.signum(), hi.signum());
        Statistics.label("sign").coverage(coverage -> {
            coverage.check(-1, -1).count(count -> count > 0);
            coverage.check(0, 0).count(count -> count > 0);
            coverage.check(1, 1).count(count -> count > 0);
        });
    }

    /** Where the halves stand, and what lies between them. */
    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void aPairIsUsableWhenBothDistancesLessReadErrorsArePositive(
            @ForAll @LongRange(max = 1_000) long there,
            @ForAll @LongRange(max = 1_000) long back,
            @ForAll @LongRange(min = -2_000, max = 2_000) long apart,
            @ForAll @LongRange(max = 200) long tickError) {
        Claim first = Claims.of(there, 5_000, 0, 6_000);
        Claim second = Claims.of(apart + back, 7_000, apart, 8_000);
        RateWindow.Pair pair = RateWindow.Pair.of(first, second, tickError);
        boolean usable = apart - there - 2 * tickError > 0 && apart + back - 2 * tickError > 0;
        assertEquals(usable, pair.isUsable());
        assertEquals(7_000 - 6_000, pair.trueLeast());
        assertEquals(8_000 - 5_000, pair.trueMost());
        assertEquals(apart + back + 2 * tickError, pair.ticksMost());
        assertEquals(apart - there - 2 * tickError, pair.ticksLeast());
        Statistics.collect(usable);
        Statistics.coverage(coverage -> {
            coverage.check(true).count(count -> count > 0);
            coverage.check(false).count(count -> count > 0);
        });
    }

    /**
     * One exchange of an honest source.
     *
     * @param gap oscillator time since the last one ended
     * @param duration oscillator time from sending to receiving
     * @param early how far below truth the lower half is
     * @param late how far above truth the upper half is
     * @param wander how far the rate is from its constant meanwhile, in ppb
     * @param sentError error of the first reading
     * @param receivedError error of the second
     */
    record Exchange(long gap, long duration, long early, long late, long wander, long sentError, long receivedError) {}

    @Provide
    Arbitrary<List<Exchange>> exchanges() {
        Arbitrary<Long> gaps =
                Arbitraries.longs().between(0, 300 * SECOND).withDistribution(RandomDistribution.uniform());
        Arbitrary<Long> durations = Arbitraries.longs().between(0, 20_000_000);
        Arbitrary<Long> margins = Arbitraries.oneOf(
                Arbitraries.just(0L),
                Arbitraries.longs().between(0, 1_000),
                Arbitraries.longs().between(0, 500_000_000).withDistribution(RandomDistribution.uniform()));
        Arbitrary<Long> wanders = Arbitraries.oneOf(
                Arbitraries.of(-WANDER_PPB, WANDER_PPB), Arbitraries.longs().between(-WANDER_PPB, WANDER_PPB));
        Arbitrary<Long> errors = Arbitraries.of(-Settings.TICK_ERROR_NANOS, 0L, Settings.TICK_ERROR_NANOS);
        return Combinators.combine(gaps, durations, margins, margins, wanders, errors, errors)
                .as(Exchange::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    @Property(tries = 1_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void theConstantRateIsAlwaysInside(
            @ForAll("exchanges") List<Exchange> exchanges,
            @ForAll @LongRange(min = -RHO_PPB + WANDER_PPB, max = RHO_PPB - WANDER_PPB) long ratePpb) {
        RateWindow window = new RateWindow(
                Settings.plain().estimating(1_800 * SECOND, SECOND).rates());
        long ticks = -40 * SECOND;
        // In 10^-9 ns, so that it is exact.
        BigInteger tai = Exact.of(1_767_225_637_000_000_000L).multiply(BILLION);
        for (Exchange exchange : exchanges) {
            BigInteger trueRate = BILLION.add(Exact.of(ratePpb + exchange.wander()));
            ticks += exchange.gap();
            tai = tai.add(Exact.of(exchange.gap()).multiply(trueRate));
            long sent = ticks + exchange.sentError();
            long most = ceilDiv(tai, BILLION).longValueExact() + exchange.late();
            ticks += exchange.duration();
            tai = tai.add(Exact.of(exchange.duration()).multiply(trueRate));
            long received = ticks + exchange.receivedError();
            long least = floorDiv(tai, BILLION).longValueExact() - exchange.early();
            window.add(Claims.of(received, least, sent, most));
            assertTrue(window.claims().size() <= RateWindow.SLOTS + 1, "the window must stay small");
            Optional<RateWindow.Bound> bound = window.bound();
            if (bound.isPresent()) {
                RateWindow.Bound said = bound.get();
                assertTrue(said.loPpb() <= ratePpb && ratePpb <= said.hiPpb(), () -> ratePpb + " not in " + said);
            }
            Statistics.label("bound")
                    .collect(bound.map(b -> b.hiPpb() - b.loPpb() < 2 * RHO_PPB ? "narrowed" : "as wide as rho")
                            .orElse("none"));
            Statistics.label("bound").coverage(coverage -> {
                for (String each : List.of("narrowed", "as wide as rho", "none")) {
                    coverage.check(each).count(count -> count > 0);
                }
            });
        }
    }
}
