package dev.truechimer.clock.engine;

import static dev.truechimer.clock.engine.EngineBench.MS;
import static dev.truechimer.clock.engine.EngineBench.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.Claims;
import dev.truechimer.clock.source.LeapSeconds;
import org.junit.jupiter.api.Test;

/** The counterexamples that shaped the error model, each against the engine as it is. */
class CounterexamplesTest {

    private static final String[] THREE = {"a", "b", "c"};

    /** More claims than a memory holds. */
    private static final int MORE_THAN_MEMORY = SourceTracker.MEMORY + 2;

    private static final long MICRO = 1_000L;

    @Test
    void sourcesThatLieInTurn() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        for (String liar : new String[] {"a", "b", "c", "b"}) {
            for (int i = 0; i < MORE_THAN_MEMORY; i++) {
                roundWithLiar(bench, liar);
                bench.assertContained();
            }
            assertFalse(bench.report(liar).interval().contains(bench.tai), "the lie must be one");
            for (int i = 0; i < MORE_THAN_MEMORY; i++) {
                bench.honest(THREE);
                bench.assertContained();
                bench.advance(SECOND);
                bench.assertContained();
            }
        }
        assertEquals(0, bench.report().disruptions());
    }

    /** The negative twin: (i) counts what is remembered, so two lies in memory at once are one too many. */
    @Test
    void sourcesThatLieInTurnWithinOneMemoryCanMakeItMiss() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        bench.honest(THREE);
        roundWithLiar(bench, "a");
        bench.assertContained();
        roundWithLiar(bench, "b");
        assertFalse(bench.interval().contains(bench.tai), "two false claims in memory, of three, must defeat f = 1");
    }

    /** The same with lies that don't agree with each other. */
    @Test
    void sourcesThatLieInTurnWithinOneMemoryCanDisrupt() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        bench.claim("a", 20 * MS, 30 * MS);
        bench.claim("c", -HALF_MS, HALF_MS);
        bench.assertContained();
        bench.claim("b", -30 * MS, -20 * MS);
        bench.assertStatus(ClockStatus.DISRUPTED);
        bench.assertUnbounded();
    }

    private static final long HALF_MS = MS / 2;

    /** The liar's claim leaves truth out by little, so it fits its own honest ones. */
    private static void roundWithLiar(EngineBench bench, String liar) {
        for (String source : THREE) {
            if (source.equals(liar)) {
                bench.claim(source, MS, EngineBench.HONEST_HALF);
            } else {
                bench.honest(source);
            }
        }
        // Short enough that ageing does not cover the lie.
        bench.advance(SECOND / 10);
    }

    @Test
    void oneDeadAndOneLyingSource() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        bench.claim("a", 50 * MS, 60 * MS);
        bench.assertUnbounded();
        bench.honest("b");
        // One more nanosecond for each time the upper end is aged, be it by nothing: as a claim, and as a reading.
        bench.assertOffsets(-10 * MS - Settings.READ_MARGIN, 60 * MS + Settings.READ_MARGIN + 2);
        bench.assertContained();
        for (int i = 0; i < MORE_THAN_MEMORY; i++) {
            bench.advance(SECOND);
            bench.claim("a", 50 * MS, 60 * MS);
            bench.honest("b");
            bench.assertContained();
        }
    }

    @Test
    void aDriftingLiarDoesNotSetTheRate() {
        EngineBench bench = new EngineBench(Settings.plain().estimating(), THREE);
        ClockReport.Rate rate = rateWithADriftingLiar(bench, "c", "a", "b");
        assertTrue(rate.estimated() && rate.highestPpb() < 150_000, "the honest ones must narrow it: " + rate);
        assertTrue(rate.lowestPpb() <= 50_000 && 50_000 <= rate.highestPpb(), "true rate not in " + rate);
    }

    @Test
    void aDriftingLiarDoesNotSetTheRateWhenAnHonestSourceIsDead() {
        EngineBench bench = new EngineBench(Settings.plain().estimating(), THREE);
        ClockReport.Rate rate = rateWithADriftingLiar(bench, "c", "a");
        assertTrue(rate.estimated(), "estimated: " + rate);
        assertTrue(rate.lowestPpb() <= 50_000 && 150_000 <= rate.highestPpb(), "must hold what either says: " + rate);
    }

    /** What the liar says alone leaves the true rate out: else the two tests above would show nothing. */
    @Test
    void aDriftingLiarAloneWouldSetTheRate() {
        EngineBench bench = new EngineBench(Settings.plain().estimating(), "c");
        ClockReport.Rate rate = rateWithADriftingLiar(bench, "c");
        assertTrue(rate.estimated() && rate.lowestPpb() > 50_000, "the lie must leave 50 ppm out: " + rate);
    }

    /** The oscillator is 50 ppm off; the liar, consistent with itself, makes it look like 150 ppm. */
    private static ClockReport.Rate rateWithADriftingLiar(EngineBench bench, String liar, String... honest) {
        bench.rate(50_000);
        for (int minute = 0; minute <= 30; minute++) {
            long lie = 100 * MICRO * 60 * minute;
            bench.claim(liar, lie - 20 * MICRO, lie + 20 * MICRO);
            for (String source : honest) {
                bench.claim(source, -20 * MICRO, 20 * MICRO);
            }
            if (honest.length > 0) {
                bench.assertContained();
            }
            bench.advance(60 * SECOND);
        }
        return bench.report().rate();
    }

    @Test
    void overlappingExchangesAreNoRatePair() {
        long r = Settings.TICK_ERROR_NANOS;
        Claim first = Claims.of(100 * MS, 1_000 * MS, 0, 1_100 * MS);
        Claim overlapping = Claims.of(160 * MS, 1_100 * MS, 60 * MS, 1_170 * MS);
        assertFalse(RateWindow.Pair.of(first, overlapping, r).isUsable(), "sent before the other's reply came");

        Claim asFarAsReadingsErr = Claims.of(200 * MS, 1_200 * MS, 100 * MS + 2 * r, 1_200 * MS);
        assertFalse(RateWindow.Pair.of(first, asFarAsReadingsErr, r).isUsable(), "the distance less 2r is zero");
        Claim farther = Claims.of(200 * MS, 1_200 * MS, 100 * MS + 2 * r + 1, 1_200 * MS);
        assertTrue(RateWindow.Pair.of(first, farther, r).isUsable(), "the distance less 2r is positive");
        assertFalse(RateWindow.Pair.of(farther, first, r).isUsable(), "the later one comes second");

        RateWindow window =
                new RateWindow(Settings.plain().estimating(16 * 10 * MS, SECOND).rates());
        window.add(first);
        window.add(overlapping);
        assertEquals(2, window.claims().size());
        assertTrue(window.bound().isEmpty(), "overlapping exchanges must bound nothing");
    }

    /**
     * The oscillator ran 180 ppm fast when the old claim was made, and exactly since the rate window began, which w
     * allows. Aged with the estimated rate, the old claim would contradict the truth by 150 ms.
     */
    @Test
    void oldHalfClaimsAreNotAgedWithTheEstimatedRate() {
        EngineBench bench = new EngineBench(Settings.plain().estimating(100 * SECOND, 50 * SECOND), "a");
        bench.rate(180_000);
        bench.claim("a", -MICRO, MICRO);
        bench.advance(1_000 * SECOND);
        bench.rate(0);
        for (int i = 0; i < 5; i++) {
            bench.claim("a", -100 * MICRO, 100 * MICRO);
            bench.assertContained();
            bench.advance(20 * SECOND);
            bench.assertContained();
        }
        assertTrue(bench.report().rate().estimated(), "the window must have given a rate");
        assertTrue(bench.report().rate().lowestPpb() > -180_000, "and a narrower one");
        assertEquals(0, bench.report("a").contradictions());
        assertEquals(0, bench.report().disruptions());
    }

    /** An oscillator with two lives: what a source said of its rate long ago is no statement about now. */
    @Test
    void aRateBoundDoesNotOutliveTheClaimsItRestsOn() {
        EngineBench bench = new EngineBench(Settings.plain().estimating(100 * SECOND, 50 * SECOND));
        for (String source : THREE) {
            bench.engine.addSource(source, null, 10 * SECOND, bench.ticks);
        }
        bench.rate(50_000);
        for (int i = 0; i <= 10; i++) {
            for (String source : THREE) {
                bench.claim(source, -10 * MICRO, 10 * MICRO);
            }
            bench.advance(10 * SECOND);
        }
        // Source a falls silent for good. The rate changes by less than w in any stretch as long as window and horizon.
        for (long ppb = 50_000; ppb > -50_000; ppb -= 10_000) {
            bench.rate(ppb);
            bench.advance(150 * SECOND);
        }
        bench.rate(-50_000);
        // Source c lies as if the rate were still 50 ppm: the only false source.
        for (int i = 0; i <= 10; i++) {
            bench.claim("b", -10 * MICRO, 10 * MICRO);
            long lie = 100 * MICRO * 10 * i;
            bench.claim("c", lie - 10 * MICRO, lie + 10 * MICRO);
            bench.assertContained();
            bench.advance(10 * SECOND);
            bench.assertContained();
        }
        assertTrue(
                bench.report().rate().lowestPpb() <= -50_000,
                () -> "true rate left out: " + bench.report().rate());
    }

    /** A process that stood still for an hour, its oscillator running on: old claims of others are no longer pairs. */
    @Test
    void aLateWakeUpDoesNotStretchTheRateWindow() {
        EngineBench bench = new EngineBench(Settings.plain().estimating(100 * SECOND, 50 * SECOND), THREE);
        bench.rate(50_000);
        for (int i = 0; i <= 10; i++) {
            for (String source : THREE) {
                bench.claim(source, -10 * MICRO, 10 * MICRO);
            }
            bench.advance(10 * SECOND);
        }
        bench.advanceUnnoticed(100 * SECOND);
        for (long ppb = 40_000; ppb > -50_000; ppb -= 10_000) {
            bench.rate(ppb);
            bench.advanceUnnoticed(150 * SECOND);
        }
        bench.rate(-50_000);
        bench.advanceUnnoticed(150 * SECOND);
        bench.claim("a", -10 * MICRO, 10 * MICRO);
        bench.assertContained();
        ClockReport.Rate rate = bench.report().rate();
        assertTrue(rate.lowestPpb() <= -50_000, () -> "true rate left out: " + rate);
    }

    @Test
    void anUnboundedReadingIsNeverAged() {
        RateSchedule schedule = RateSchedule.only(RateBound.undisciplined(Settings.RHO_PPM, 0));
        assertEquals(Long.MIN_VALUE, schedule.ageLower(Long.MIN_VALUE, 0, 3_600 * SECOND));
        assertEquals(Long.MAX_VALUE, schedule.ageUpper(Long.MAX_VALUE, 0, 3_600 * SECOND));
        assertEquals(Long.MIN_VALUE, schedule.backLower(Long.MIN_VALUE, 3_600 * SECOND, 0));
        assertEquals(Long.MAX_VALUE, schedule.backUpper(Long.MAX_VALUE, 3_600 * SECOND, 0));

        TaiModel nothing = TaiModels.of(0, 0, 0).unbounded();
        TaiModel bounded = TaiModels.of(0, 1_000 * SECOND, 1_001 * SECOND)
                .valid(10 * SECOND)
                .bounded();
        for (Timescale timescale : Timescale.values()) {
            TimescaleMap map = TimescaleMap.of(timescale, LeapSeconds.bundled());
            for (long d : new long[] {0, 1, SECOND, Long.MAX_VALUE / 2, Long.MAX_VALUE}) {
                assertEquals(
                        TimeInterval.UNBOUNDED, ClockModel.of(nothing, map, 50).intervalAt(d));
            }
            ClockModel model = ClockModel.of(bounded, map, 50);
            assertTrue(model.intervalAt(model.validForTicks).isBounded());
            for (long d : new long[] {model.validForTicks + 1, 10 * SECOND, Long.MAX_VALUE / 2, Long.MAX_VALUE}) {
                assertEquals(TimeInterval.UNBOUNDED, model.intervalAt(d));
            }
        }
    }

    @Test
    void readErrorIsCountedOnce() {
        EngineSettings.Rates rates = Settings.plain().rates();
        RateSchedule schedule = RateSchedule.only(rates.undisciplined());
        SourceTracker source = new SourceTracker("a", UnitKey.of("a", null), rates, EngineBench.POLL);
        Statement aged = source.aged(Claims.at(0, 1_000, 2_000), schedule, 0);
        assertEquals(1_000 - Settings.READ_MARGIN, aged.lower().taiNanos());
        // Ageing rounds up by one, be it by nothing.
        assertEquals(2_000 + 1 + Settings.READ_MARGIN, aged.upper().taiNanos());

        // The published model holds it already: no reading adds it again, however often it is published anew.
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        bench.claim("a", -1_000, 1_000);
        bench.assertOffsets(-1_000 - Settings.READ_MARGIN, 1_000 + Settings.READ_MARGIN + 2);
        for (int i = 0; i < 10; i++) {
            bench.advance(0);
        }
        bench.assertOffsets(-1_000 - Settings.READ_MARGIN, 1_000 + Settings.READ_MARGIN + 2);
        assertEquals(Settings.READ_MARGIN, bench.engine.published().readMargin());
    }

    @Test
    void claimsFromBeforeADisruptionAreIgnored() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        bench.honest("a");
        bench.advance(SECOND);
        long sentTicks = bench.ticks;
        long sentTai = bench.tai;
        bench.advance(SECOND);
        bench.engine.disrupt("the host says so", bench.ticks);
        bench.advance(SECOND);
        long claimsBefore = bench.report("a").claims();
        bench.accept("a", Claims.of(bench.ticks, bench.tai - MS, sentTicks, sentTai + MS));
        bench.accept("a", Claims.of(sentTicks, sentTai - MS, bench.ticks, bench.tai + MS));
        assertEquals(claimsBefore, bench.report("a").claims(), "one half of each precedes the disruption");
        for (int i = 0; i < Settings.READOPTION_ROUNDS; i++) {
            bench.assertUnbounded();
            bench.honest("a");
        }
        bench.assertContained();
        assertEquals(TimeInterval.UNBOUNDED, bench.engine.published().intervalAt(sentTicks));
    }

    @Test
    void anAnchorNeverReadsEarlierThanAClaimItRestsOn() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        long ahead = bench.ticks + 2 * Settings.TICK_ERROR_NANOS;
        bench.accept("a", Claims.at(ahead, bench.tai - MICRO, bench.tai + MICRO));
        assertEquals(ahead, bench.engine.published().anchorTicks());
        long lower = bench.engine.published().lower().taiNanos();
        // The lagging core looks again and again: an anchor that follows it back would be aged each time.
        for (int i = 0; i < 100; i++) {
            bench.advance(0);
            assertTrue(bench.engine.published().anchorTicks() >= ahead, "the anchor went back");
        }
        assertEquals(lower, bench.engine.published().lower().taiNanos());
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
    }
}
