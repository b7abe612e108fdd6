package dev.truechimer.clock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claims;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From what sources say of the rate to the rate that is used. */
class RateEstimatorTest {

    private static final long SECOND = Settings.SECOND;
    private static final long TAI = 1_767_225_637_000_000_000L;
    private static final long APART = 1_000 * SECOND;
    private static final long HORIZON = 900 * SECOND;

    /** w, in ppb. */
    private static final long WANDER = 15_000;

    /** Two exact claims and 2r bound a rate over 1000 s to this many ppb. */
    private static final long SHARPNESS = 1;

    private final EngineSettings.Rates rates = Settings.plain().estimating().rates();

    /** A source with two exact claims between which the oscillator had this rate. */
    private SourceTracker source(String name, long ppb) {
        SourceTracker source = new SourceTracker(name, UnitKey.of(name, null), rates, 1_024 * SECOND);
        RateSchedule schedule = RateSchedule.only(rates.undisciplined());
        source.accept(Claims.around(0, TAI, 0), schedule, 0);
        source.accept(Claims.around(APART, TAI + APART + APART / SECOND * ppb, 0), schedule, APART);
        return source;
    }

    private SourceTracker silent(String name) {
        return new SourceTracker(name, UnitKey.of(name, null), rates, 1_024 * SECOND);
    }

    private RateEstimator.Outcome estimate(int liars, SourceTracker... sources) {
        List<VotingUnit> units = List.of(sources).stream()
                .map(s -> new VotingUnit(s.name(), List.of(s)))
                .toList();
        return RateEstimator.estimate(rates, units, liars);
    }

    private static void assertBetween(long least, long actual, long most) {
        assertTrue(least <= actual && actual <= most, () -> actual + " not in [" + least + ", " + most + "]");
    }

    /** The window's mean may differ from the constant by w, and so may the rate to come. */
    @Test
    void wanderIsCountedTwice() {
        RateSchedule schedule = estimate(0, source("a", 50_000)).schedule();
        assertTrue(schedule.isEstimated());
        RateBound narrow = schedule.narrow();
        assertBetween(50_000 - 2 * WANDER - SHARPNESS, narrow.loPpb(), 50_000 - 2 * WANDER);
        assertBetween(50_000 + 2 * WANDER, narrow.hiPpb(), 50_000 + 2 * WANDER + SHARPNESS);
        assertEquals(rates.undisciplined(), schedule.wide());
    }

    /** The worst that w allows: w above the constant while it was measured, w below it ever since. */
    @Test
    void anOscillatorThatWandersFromOneEndToTheOtherIsContained() {
        for (long sign : new long[] {1, -1}) {
            EngineBench bench = new EngineBench(Settings.plain().estimating(), "a");
            bench.rate(sign * (50_000 + WANDER));
            for (int i = 0; i <= 10; i++) {
                bench.claim("a", 0, 0);
                bench.advance(120 * SECOND);
            }
            bench.claim("a", 0, 0);
            assertTrue(bench.report().rate().estimated(), "estimated");
            bench.rate(sign * (50_000 - WANDER));
            for (int i = 0; i < 1_000; i++) {
                bench.advance(SECOND);
                bench.assertContained();
            }
        }
    }

    @Test
    void holdsFromTheOldestClaimToTheHorizonAfterTheNewest() {
        RateSchedule schedule = estimate(0, source("a", 0)).schedule();
        assertEquals(0, schedule.fromTicks());
        assertEquals(APART + HORIZON, schedule.untilTicks());
    }

    @Test
    void isClampedToRho() {
        RateBound narrow = estimate(0, source("a", 190_000)).schedule().narrow();
        assertBetween(160_000 - SHARPNESS, narrow.loPpb(), 160_000);
        assertEquals(200_000, narrow.hiPpb());
    }

    @Test
    void aSourceWithoutABoundCountsAsRho() {
        assertFalse(
                estimate(1, source("a", 0), silent("b"), silent("c")).schedule().isEstimated());
        RateBound narrow = estimate(0, source("a", 0), silent("b")).schedule().narrow();
        assertBetween(-2 * WANDER - SHARPNESS, narrow.loPpb(), -2 * WANDER);
    }

    @Test
    void survivesAsManyLiarsAsTolerated() {
        RateBound narrow = estimate(1, source("a", 0), source("b", 1_000), source("liar", 150_000))
                .schedule()
                .narrow();
        assertBetween(-2 * WANDER - SHARPNESS, narrow.loPpb(), 0);
        assertBetween(1_000, narrow.hiPpb(), 1_000 + 2 * WANDER + SHARPNESS);
    }

    @Test
    void noRateThatFitsEnoughIsAContradiction() {
        RateEstimator.Outcome outcome = estimate(0, source("a", -100_000), source("b", 100_000));
        assertTrue(outcome.contradiction());
        assertFalse(outcome.schedule().isEstimated());
    }

    @Test
    void aGroupSaysWhatAllItsMembersSayAndNothingIfTheyDisagree() {
        VotingUnit agreeing = new VotingUnit("g", List.of(source("a", 0), source("b", 10_000)));
        RateBound narrow =
                RateEstimator.estimate(rates, List.of(agreeing), 0).schedule().narrow();
        assertBetween(10_000 - 2 * WANDER - SHARPNESS, narrow.loPpb(), 10_000 - 2 * WANDER);
        assertBetween(2 * WANDER, narrow.hiPpb(), 2 * WANDER + SHARPNESS);
        VotingUnit disagreeing = new VotingUnit("g", List.of(source("a", -100_000), source("b", 100_000)));
        RateEstimator.Outcome outcome = RateEstimator.estimate(rates, List.of(disagreeing), 0);
        assertFalse(outcome.contradiction() || outcome.schedule().isEstimated());
    }

    @Test
    void slewableTicksAreNotEstimated() {
        EngineSettings.Rates slewable =
                Settings.plain().estimating().onSlewableTicks().rates();
        VotingUnit unit = new VotingUnit("a", List.of(source("a", 0)));
        RateSchedule schedule =
                RateEstimator.estimate(slewable, List.of(unit), 0).schedule();
        assertFalse(schedule.isEstimated());
        assertEquals(RateBound.undisciplined(200, 1_000), schedule.wide());
    }
}
