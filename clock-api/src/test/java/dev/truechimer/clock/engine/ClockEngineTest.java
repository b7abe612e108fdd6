package dev.truechimer.clock.engine;

import static dev.truechimer.clock.engine.EngineBench.MS;
import static dev.truechimer.clock.engine.EngineBench.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockEvent;
import dev.truechimer.clock.ClockEvent.Kind;
import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.Claims;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.LeapTables;
import dev.truechimer.clock.source.SourceFailure;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The engine, judged by what it publishes, tells and reports for claims made by hand. */
class ClockEngineTest {

    private static final String[] THREE = {"a", "b", "c"};
    private static final String[] FIVE = {"a", "b", "c", "d", "e"};

    private static SourceFailure failure(SourceFailure.Reason reason) {
        return new SourceFailure(reason, "by hand");
    }

    @Test
    void knowsNothingBeforeAQuorumHasSpoken() {
        EngineBench bench = new EngineBench(Settings.plain(), FIVE);
        bench.assertStatus(ClockStatus.STARTING);
        bench.honest("a");
        bench.assertUnbounded();
        bench.honest("b");
        bench.assertUnbounded();
        bench.assertStatus(ClockStatus.STARTING);
        bench.honest("c");
        bench.assertContained();
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
    }

    @Test
    void faultToleranceNeverShrinksWhenSourcesAreMissing() {
        EngineBench bench = new EngineBench(Settings.plain(), FIVE);
        for (int i = 0; i < 20; i++) {
            bench.honest("a", "b");
            for (String dead : new String[] {"c", "d", "e"}) {
                bench.engine.failed(dead, failure(SourceFailure.Reason.NO_REPLY), bench.ticks);
            }
            bench.advance(SECOND);
            bench.assertUnbounded();
        }
        assertEquals(new ClockReport.Quorum(5, 5, 2, 3, 2), bench.report().quorum());
        assertEquals(Verdict.UNREACHABLE, bench.verdict("c"));
        assertTrue(
                bench.report().detail().contains("of 5 sources 2 answer"),
                bench.report().detail());
    }

    @Test
    void oneSourceToleratesNoneAndTwoTolerateNone() {
        EngineBench one = new EngineBench(Settings.plain(), "a");
        one.honest("a");
        one.assertContained();
        EngineBench two = new EngineBench(Settings.plain(), "a", "b");
        two.claim("a", -MS, 3 * MS);
        two.claim("b", -2 * MS, MS);
        two.assertOffsets(-MS - Settings.READ_MARGIN, MS + Settings.READ_MARGIN + 2);
        two.claim("b", 4 * MS, 5 * MS);
        two.assertStatus(ClockStatus.DISRUPTED);
    }

    @Test
    void halvesMayComeAlone() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        bench.accept("a", Claims.lowerOnly(bench.ticks, bench.tai - MS));
        bench.assertUnbounded();
        bench.assertStatus(ClockStatus.STARTING);
        bench.accept("a", Claims.upperOnly(bench.ticks, bench.tai + MS));
        bench.assertContained();
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
    }

    @Test
    void aLiarIsNamedAndTheOthersAreNot() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        bench.claim("b", 250 * MS, 260 * MS);
        bench.honest("a", "c");
        bench.assertContained();
        assertEquals(
                List.of(Verdict.TRUECHIMER, Verdict.FALSETICKER, Verdict.TRUECHIMER),
                bench.report().sources().stream()
                        .map(ClockReport.SourceReport::verdict)
                        .toList());
        bench.advance(SECOND);
        bench.honest("a", "c");
        bench.claim("b", 250 * MS, 260 * MS);
        List<String> told = bench.events(Kind.VERDICT_CHANGED).stream()
                .map(e -> e.source() + ": " + e.detail())
                .filter(text -> text.contains("falseticker"))
                .toList();
        assertEquals(List.of("b: truechimer -> falseticker"), told, "told once");
    }

    @Test
    void noInstantWithEnoughSupportDisrupts() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        bench.claim("a", -MS, MS);
        bench.claim("b", 10 * MS, 11 * MS);
        bench.assertContained();
        bench.claim("c", 20 * MS, 21 * MS);
        bench.assertStatus(ClockStatus.DISRUPTED);
        bench.assertUnbounded();
        assertEquals(1, bench.events(Kind.DISRUPTED).size());
        assertEquals(1, bench.report().disruptions());
        assertTrue(bench.events(Kind.DISRUPTED).get(0).detail().contains("2 of 3"), "says what contradicts what");
    }

    @Test
    void aHullThatContradictsWhatWasPublishedDisrupts() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        bench.honest("a");
        bench.advance(SECOND);
        bench.suspend(SECOND);
        bench.honest("a");
        bench.assertStatus(ClockStatus.DISRUPTED);
        bench.assertUnbounded();
        assertEquals(1, bench.report("a").contradictions());
    }

    @Test
    void aWiderHullNeverWidensWhatIsPublished() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        bench.claim("a", -MS, MS);
        bench.advance(SECOND);
        TimeInterval aged = bench.interval();
        bench.claim("a", -500 * MS, 500 * MS);
        TimeInterval now = bench.interval();
        assertTrue(now.earliestNanos() >= aged.earliestNanos(), "earliest fell");
        assertTrue(now.latestNanos() <= aged.latestNanos() + 2, "latest rose by more than rounding");
    }

    @Test
    void theLowerLineNeverFallsWhileTheRateStaysTheSame() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        bench.rate(-150_000);
        bench.honest(THREE);
        long highest = bench.interval().earliestNanos();
        for (int i = 0; i < 200; i++) {
            bench.advance(250 * MS);
            assertTrue(bench.interval().earliestNanos() >= highest, "fell at step " + i);
            highest = bench.interval().earliestNanos();
            bench.claim(THREE[i % 3], -(i % 7 + 1) * 3 * MS, (i % 5 + 1) * 3 * MS);
            assertTrue(bench.interval().earliestNanos() >= highest, "fell at claim " + i);
            highest = bench.interval().earliestNanos();
            bench.assertContained();
        }
    }

    @Test
    void coastsWithoutQuorumUntilTheHoldoverLimit() {
        EngineBench bench = new EngineBench(Settings.plain().holdover(10 * SECOND));
        bench.engine.addSource("a", null, SECOND, bench.ticks);
        bench.honest("a");
        // Four polls without a word are too many, although the claim is remembered for eight.
        bench.advance(4 * SECOND);
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
        bench.advance(1);
        bench.assertStatus(ClockStatus.HOLDOVER);
        bench.assertContained();
        bench.advance(10 * SECOND - 2);
        bench.assertStatus(ClockStatus.HOLDOVER);
        bench.assertContained();
        bench.advance(1);
        bench.assertUnbounded();
        bench.assertStatus(ClockStatus.HOLDOVER);
        bench.honest("a");
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
        bench.assertContained();
    }

    @Test
    void aSourceThatDeniesServiceAnswersNoMore() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        for (int i = 0; i < 8; i++) {
            bench.honest("a");
        }
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
        bench.engine.failed("a", failure(SourceFailure.Reason.DENIED), bench.ticks);
        bench.advance(SECOND);
        bench.assertStatus(ClockStatus.HOLDOVER);
        bench.assertContained();
        assertEquals(Verdict.UNREACHABLE, bench.verdict("a"));
    }

    @Test
    void nothingIsBoundedWhileStarting() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        bench.honest("a");
        for (int i = 0; i < 4; i++) {
            bench.engine.failed("a", failure(SourceFailure.Reason.NO_REPLY), bench.ticks);
        }
        bench.honest("b");
        bench.assertStatus(ClockStatus.STARTING);
        bench.assertUnbounded();
        bench.honest("a");
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
        bench.assertContained();
    }

    /** The request left between the last look of the engine and the jump. */
    @Test
    void anExchangeAcrossAJumpBackIsNotUsed() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        bench.honest("a");
        bench.advanceUnnoticed(200 * MS);
        long sent = bench.ticks;
        long trueWhenSent = bench.tai;
        bench.advanceUnnoticed(10 * MS);
        bench.ticks -= SECOND;
        bench.engine.tick(bench.ticks);
        bench.assertStatus(ClockStatus.DISRUPTED);
        bench.advance(1_500 * MS);
        for (int i = 0; i < 3; i++) {
            bench.accept("a", Claims.of(bench.ticks, bench.tai - 300 * MS, sent, trueWhenSent));
        }
        bench.assertUnbounded();
        bench.advance(60 * SECOND);
        for (int i = 0; i < 3; i++) {
            bench.advance(MS);
            bench.honest("a");
        }
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
        bench.assertContained();
    }

    @Test
    void sourcesComeAndGoInOneStep() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        bench.honest("a");
        bench.engine.addSources(
                List.of(
                        new ClockEngine.NewSource("b", null, EngineBench.POLL),
                        new ClockEngine.NewSource("c", null, EngineBench.POLL)),
                bench.ticks);
        // N = 2 in between would have had no quorum with one source.
        assertEquals(new ClockReport.Quorum(3, 3, 1, 2, 1), bench.report().quorum());
        bench.honest("b", "c");
        bench.engine.removeSources(List.of("b", "c"), bench.ticks);
        assertEquals(new ClockReport.Quorum(1, 1, 0, 1, 1), bench.report().quorum());
        bench.assertContained();
    }

    @Test
    void roundsOfAProbationAreConsecutive() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        bench.honest(THREE);
        bench.engine.disrupt("the host said so", bench.ticks);
        bench.advance(SECOND);
        bench.honest("a", "b");
        bench.advance(SECOND);
        bench.honest("a", "b");
        // Both fall silent: what they said fades until there is no quorum.
        bench.advance(9 * EngineBench.POLL);
        bench.honest("a", "b");
        bench.assertStatus(ClockStatus.DISRUPTED);
        bench.advance(SECOND);
        bench.honest("a", "b");
        bench.assertStatus(ClockStatus.DISRUPTED);
        bench.advance(SECOND);
        bench.honest("a", "b");
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
        bench.assertContained();
    }

    @Test
    void aFaultOfTheLibraryIsToldAsSuch() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        bench.honest("a");
        bench.engine.fault("on purpose", bench.ticks);
        bench.advance(1);
        assertEquals(1, bench.events(ClockEvent.Kind.INTERNAL_FAULT).size());
        bench.assertStatus(ClockStatus.DISRUPTED);
        bench.assertUnbounded();
    }

    @Test
    void aGroupAndASourceMayHaveOneName() {
        EngineBench bench = new EngineBench(Settings.plain(), "x");
        bench.engine.addSource("y", "x", EngineBench.POLL, bench.ticks);
        assertEquals(2, bench.report().quorum().configured());
    }

    @Test
    void aModelThatIsNotReplacedEndsByItself() {
        EngineBench bench = new EngineBench(Settings.plain().holdover(10 * SECOND), "a");
        bench.honest("a");
        bench.advanceUnnoticed(10 * SECOND - 1);
        bench.assertContained();
        bench.advanceUnnoticed(1);
        bench.assertUnbounded();
    }

    @Test
    void anEpsilonBeyondTheLimitIsHoldoverAndToldOncePerTime() {
        EngineBench bench = new EngineBench(Settings.plain().maxEpsilon(5 * MS), "a");
        bench.honest("a");
        bench.assertStatus(ClockStatus.HOLDOVER);
        bench.assertContained();
        for (int i = 0; i < 10; i++) {
            bench.advance(SECOND);
            bench.honest("a");
        }
        assertEquals(1, bench.events(Kind.EPSILON_EXCEEDED).size());
        bench.claim("a", -MS, MS);
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
        bench.advance(30 * SECOND);
        bench.assertStatus(ClockStatus.HOLDOVER);
        bench.assertContained();
        assertEquals(2, bench.events(Kind.EPSILON_EXCEEDED).size());
    }

    @Test
    void epsilonAtTheLimitIsWithinIt() {
        long epsilon = MS + Settings.READ_MARGIN + 1;
        EngineBench within = new EngineBench(Settings.plain().maxEpsilon(epsilon), "a");
        within.claim("a", -MS, MS);
        within.assertStatus(ClockStatus.SYNCHRONIZED);
        EngineBench beyond = new EngineBench(Settings.plain().maxEpsilon(epsilon - 1), "a");
        beyond.claim("a", -MS, MS);
        beyond.assertStatus(ClockStatus.HOLDOVER);
    }

    @Test
    void adoptsAfterADisruptionOnlyAfterTheConfiguredRounds() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        bench.honest(THREE);
        bench.engine.disrupt("the host says so", bench.ticks);
        bench.assertUnbounded();
        for (int round = 1; round <= Settings.READOPTION_ROUNDS; round++) {
            bench.advance(SECOND);
            bench.assertStatus(ClockStatus.DISRUPTED);
            bench.honest("a");
            bench.assertStatus(ClockStatus.DISRUPTED);
            bench.honest("a");
            bench.assertStatus(ClockStatus.DISRUPTED);
            bench.assertUnbounded();
            bench.honest("b");
        }
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
        bench.assertContained();
    }

    @Test
    void aSecondDisruptionStartsTheRoundsAnew() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        bench.engine.disrupt("once", bench.ticks);
        bench.advance(SECOND);
        bench.honest("a", "a");
        bench.engine.disrupt("twice", bench.ticks);
        bench.advance(SECOND);
        bench.honest("a", "a");
        bench.assertStatus(ClockStatus.DISRUPTED);
        bench.honest("a");
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
        assertEquals(2, bench.report().disruptions());
        assertEquals(2, bench.engine.published().epoch());
    }

    @Test
    void aDisruptionForgetsClaimsAndRate() {
        EngineBench bench = new EngineBench(Settings.plain().estimating(), "a");
        bench.claim("a", -10, 10);
        bench.advance(100 * SECOND);
        bench.claim("a", -10, 10);
        assertTrue(bench.report().rate().estimated(), "a rate was estimated before");
        bench.engine.disrupt("the host says so", bench.ticks);
        ClockReport report = bench.report();
        assertFalse(report.rate().estimated(), "the rate restarts at rho");
        assertEquals(-200_000, report.rate().lowestPpb());
        assertEquals(200_000, report.rate().highestPpb());
        assertEquals(TimeInterval.UNBOUNDED, bench.report("a").interval());
        bench.advance(SECOND);
        bench.claim("a", -10, 10);
        assertFalse(bench.report().rate().estimated(), "no pair across a disruption");
    }

    @Test
    void anOscillatorThatGoesBackDisrupts() {
        long twoR = 2 * Settings.TICK_ERROR_NANOS;
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        bench.honest("a");
        bench.engine.tick(bench.ticks - twoR);
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
        bench.engine.tick(bench.ticks - twoR - 1);
        bench.assertStatus(ClockStatus.DISRUPTED);
        assertTrue(
                bench.report().detail().contains("went back by 101 ns"),
                bench.report().detail());
    }

    @Test
    void noRateThatFitsEnoughSourcesDisrupts() {
        EngineBench bench = new EngineBench(Settings.plain().estimating(), "a", "b");
        for (int i = 0; i <= 1; i++) {
            // Both are consistent with themselves and, so wide are the claims, with each other; their rates are not.
            long drift = 20 * MS * i;
            bench.claim("a", -drift - 10, -drift + 10);
            bench.accept("b", Claims.at(bench.ticks, bench.tai + drift - 10, bench.tai + drift + 10));
            bench.advanceUnnoticed(i == 0 ? 110 * SECOND : 0);
        }
        bench.assertStatus(ClockStatus.DISRUPTED);
        bench.assertUnbounded();
    }

    @Test
    void anEstimatedRateEndsAtItsHorizonCountedFromTheNewestClaim() {
        EngineBench bench = new EngineBench(Settings.plain().estimating(100 * SECOND, 50 * SECOND), "a");
        bench.claim("a", -10, 10);
        bench.advance(60 * SECOND);
        bench.claim("a", -10, 10);
        assertTrue(bench.report().rate().estimated(), "estimated");
        for (int i = 0; i < 48; i++) {
            bench.advance(SECOND);
        }
        assertTrue(bench.report().rate().estimated(), "within the horizon");
        assertEquals(bench.ticks + 2 * SECOND, bench.engine.published().validUntilTicks());
        bench.advance(SECOND);
        assertFalse(bench.report().rate().estimated(), "re-anchoring must not renew it");
        bench.rate(200_000);
        bench.advance(600 * SECOND);
        bench.assertContained();
    }

    @Test
    void countAndToleranceFollowTheConfiguredSources() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        bench.honest("a", "b");
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
        bench.engine.addSource("d", null, EngineBench.POLL, bench.ticks);
        bench.engine.addSource("e", null, EngineBench.POLL, bench.ticks);
        assertEquals(new ClockReport.Quorum(5, 5, 2, 3, 2), bench.report().quorum());
        bench.assertStatus(ClockStatus.HOLDOVER);
        bench.assertContained();
        bench.honest("d");
        bench.assertStatus(ClockStatus.SYNCHRONIZED);
        bench.engine.removeSource("e", bench.ticks);
        bench.engine.removeSource("c", bench.ticks);
        assertEquals(new ClockReport.Quorum(3, 3, 1, 2, 3), bench.report().quorum());
        bench.assertContained();
        assertEquals(
                List.of("d", "e"),
                bench.events(Kind.SOURCE_ADDED).stream().map(ClockEvent::source).toList());
        assertEquals(
                List.of("e", "c"),
                bench.events(Kind.SOURCE_REMOVED).stream()
                        .map(ClockEvent::source)
                        .toList());
    }

    @Test
    void aRemovedSourceCountsNoMore() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        bench.honest("a");
        bench.claim("b", 20 * MS, 30 * MS);
        bench.engine.removeSource("b", bench.ticks);
        bench.honest("c");
        bench.assertContained();
        assertEquals(
                List.of("a", "c"),
                bench.report().sources().stream()
                        .map(ClockReport.SourceReport::name)
                        .toList());
        bench.accept("b", Claims.around(bench.ticks, bench.tai, MS));
        bench.engine.failed("b", failure(SourceFailure.Reason.NO_REPLY), bench.ticks);
        bench.engine.server("b", "x");
        bench.engine.fingerprint("b", "x");
        bench.engine.statesNoError("b", true);
        bench.assertContained();
    }

    @Test
    void saysWhetherARemovalLeavesNobodyToBelieve() {
        EngineBench bench = new EngineBench(Settings.plain().declaredLiars(1), THREE);
        assertFalse(bench.engine.removalLeavesNoQuorum("a"), "two of three stay, one may lie");
        bench.engine.removeSource("a", bench.ticks);
        assertTrue(bench.engine.removalLeavesNoQuorum("b"), "one stays, and may lie");
        bench.engine.addSource("g1", "g", EngineBench.POLL, bench.ticks);
        bench.engine.addSource("g2", "g", EngineBench.POLL, bench.ticks);
        bench.engine.removeSource("b", bench.ticks);
        assertFalse(bench.engine.removalLeavesNoQuorum("g1"), "its group keeps a member");
        assertTrue(bench.engine.removalLeavesNoQuorum("c"), "the group alone stays");
        EngineBench undeclared = new EngineBench(Settings.plain(), "a");
        assertFalse(undeclared.engine.removalLeavesNoQuorum("a"), "f follows when it was not declared");
    }

    @Test
    void refusesNamesThatAreTakenOrUnknown() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        IllegalArgumentException taken = assertThrows(
                IllegalArgumentException.class, () -> bench.engine.addSource("a", null, SECOND, bench.ticks));
        assertEquals("source names must be unique: a", taken.getMessage());
        IllegalArgumentException unknown =
                assertThrows(IllegalArgumentException.class, () -> bench.engine.removeSource("x", bench.ticks));
        assertEquals("no source has the name x", unknown.getMessage());
    }

    @Test
    void duplicatesOfOneServerCountOnce() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        bench.engine.server("a", "192.0.2.1:123");
        bench.engine.server("b", "192.0.2.1:123");
        bench.engine.server("c", "192.0.2.2:123");
        assertEquals(new ClockReport.Quorum(3, 2, 1, 1, 0), bench.report().quorum());
        bench.claim("a", 50 * MS, 60 * MS);
        bench.claim("b", 50 * MS, 60 * MS);
        bench.assertUnbounded();
        bench.honest("c");
        bench.assertContained();
        bench.engine.fingerprint("a", "id-1");
        bench.engine.fingerprint("b", "id-1");
        assertEquals(1, bench.report("a").sameServerAs().size());
        bench.engine.server("a", "192.0.2.1:123");
        List<ClockEvent> told = bench.events(Kind.SAME_SERVER);
        assertEquals(1, told.size(), () -> "told once: " + told);

        bench.engine.server("b", "192.0.2.3:123");
        assertEquals(3, bench.report().quorum().counted());
        assertEquals(TimeInterval.UNBOUNDED, bench.report("b").interval(), "what the other server said is forgotten");
    }

    @Test
    void aGroupCountsOnce() {
        EngineBench bench = new EngineBench(Settings.plain(), "x", "y");
        bench.engine.addSource("g1", "g", EngineBench.POLL, bench.ticks);
        bench.engine.addSource("g2", "g", EngineBench.POLL, bench.ticks);
        assertEquals(new ClockReport.Quorum(3, 3, 1, 2, 0), bench.report().quorum());
        bench.claim("g1", 50 * MS, 60 * MS);
        bench.claim("g2", 50 * MS, 60 * MS);
        bench.assertUnbounded();
        bench.honest("x", "y");
        bench.assertContained();
        assertEquals(Verdict.FALSETICKER, bench.verdict("g1"));
        assertEquals(Verdict.FALSETICKER, bench.verdict("g2"));
        // Members that contradict each other: the group says nothing, which is what a dead source says.
        bench.claim("g2", 70 * MS, 80 * MS);
        bench.assertContained();
        assertEquals(2, bench.report().quorum().speaking());
    }

    @Test
    void refusesAClaimFromTheFutureOfTheOscillator() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        bench.accept("a", Claims.around(bench.ticks + 2 * Settings.TICK_ERROR_NANOS + 1, bench.tai, MS));
        bench.assertUnbounded();
        assertEquals(1L, bench.report("a").failures().getOrDefault(SourceFailure.Reason.INTERNAL, 0L));
        bench.accept("a", Claims.around(bench.ticks + 2 * Settings.TICK_ERROR_NANOS, bench.tai, MS));
        bench.assertContained();
    }

    @Test
    void aSourceThatContradictsItselfIsTold() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        bench.honest(THREE);
        bench.claim("a", 20 * MS, 21 * MS);
        assertEquals(1, bench.events(Kind.INCONSISTENT).size());
        bench.claim("a", -21 * MS, -20 * MS);
        assertEquals(2, bench.events(Kind.INCONSISTENT).size());
        assertEquals(Verdict.INCONSISTENT, bench.verdict("a"));
        assertEquals(TimeInterval.UNBOUNDED, bench.report("a").interval(), "it makes no statement");
        bench.assertContained();
    }

    @Test
    void verdictsOfSilentSources() {
        EngineBench bench = new EngineBench(Settings.plain(), THREE);
        assertEquals(Verdict.WARMING_UP, bench.verdict("a"));
        bench.engine.failed("a", failure(SourceFailure.Reason.UNSYNCHRONIZED), bench.ticks);
        assertEquals(Verdict.WARMING_UP, bench.verdict("a"));
        bench.engine.failed("b", failure(SourceFailure.Reason.DENIED), bench.ticks);
        assertEquals(Verdict.UNREACHABLE, bench.verdict("b"));
        bench.engine.failed("c", failure(SourceFailure.Reason.STALE_DATE), bench.ticks);
        assertEquals(Verdict.FALSETICKER, bench.verdict("c"), "a date that can't be is a lie, not silence");
        bench.honest(THREE);
        assertEquals(Verdict.TRUECHIMER, bench.verdict("b"));
        for (int i = 0; i < 7; i++) {
            bench.engine.failed("b", failure(SourceFailure.Reason.NO_REPLY), bench.ticks);
        }
        assertEquals(Verdict.TRUECHIMER, bench.verdict("b"));
        assertEquals(0x80, bench.report("b").reach());
        bench.engine.failed("b", failure(SourceFailure.Reason.NO_REPLY), bench.ticks);
        assertEquals(Verdict.UNREACHABLE, bench.verdict("b"));
        assertEquals(8L, bench.report("b").failures().get(SourceFailure.Reason.NO_REPLY));
    }

    @Test
    void closedIsForGood() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        bench.honest("a");
        int epoch = bench.engine.published().epoch();
        bench.engine.close(bench.ticks);
        bench.assertStatus(ClockStatus.CLOSED);
        bench.assertUnbounded();
        assertTrue(bench.engine.published().epoch() != epoch, "readers that hold the old model must start again");
        bench.honest("a");
        bench.advance(SECOND);
        bench.engine.disrupt("too late", bench.ticks);
        bench.engine.failed("a", failure(SourceFailure.Reason.NO_REPLY), bench.ticks);
        bench.assertStatus(ClockStatus.CLOSED);
        bench.assertUnbounded();
        assertEquals(0, bench.events(Kind.DISRUPTED).size());
    }

    @Test
    void changesOfStatusAreToldOnceEach() {
        EngineBench bench = new EngineBench(Settings.plain().holdover(20 * SECOND));
        bench.engine.addSource("a", null, SECOND, bench.ticks);
        for (int i = 0; i < 5; i++) {
            bench.honest("a");
            bench.advance(SECOND);
        }
        bench.advance(10 * SECOND);
        bench.advance(SECOND);
        bench.engine.disrupt("the host says so", bench.ticks);
        bench.engine.close(bench.ticks);
        bench.report();
        assertEquals(
                List.of(ClockStatus.SYNCHRONIZED, ClockStatus.HOLDOVER, ClockStatus.DISRUPTED, ClockStatus.CLOSED),
                bench.events(Kind.STATUS_CHANGED).stream()
                        .map(ClockEvent::status)
                        .toList());
    }

    @Test
    void theOldestEventsAreDroppedWhenNobodyDrainsThem() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        for (int i = 0; i < 600; i++) {
            bench.engine.disrupt("number " + i, bench.ticks);
            bench.engine.addSource("s" + i, null, SECOND, bench.ticks);
        }
        List<ClockEvent> drained = bench.engine.drainEvents();
        assertEquals(1_000, drained.size());
        assertEquals("s599", drained.get(999).source());
        assertTrue(bench.engine.drainEvents().isEmpty());
    }

    @Test
    void theTermsOfEpsilonAddUp() {
        EngineBench bench = new EngineBench(Settings.plain().estimating(), THREE);
        Set<String> kinds = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            long sent = bench.ticks;
            long sentTai = bench.tai;
            bench.advance((i % 9 + 1) * MS);
            bench.engine.accept(
                    THREE[i % 3],
                    Claim.ofRoundTrip(sent, sentTai + MS / 3, sentTai + MS / 2, bench.ticks, (i % 4) * 100_000L, 0, 0),
                    bench.ticks);
            if (i % 10 == 0) {
                bench.claim("b", 3 * MS, 40 * MS);
            }
            bench.advance((i % 5) * SECOND);
            bench.report().epsilon().ifPresent(terms -> kinds.add(requireSum(terms)));
        }
        assertEquals(Set.of("excess", "gain"), kinds, "both signs of the rest must occur");
    }

    private static String requireSum(ClockReport.EpsilonBudget terms) {
        long sum = terms.delayNanos()
                + terms.sourceErrorNanos()
                + terms.ageingNanos()
                + terms.readErrorNanos()
                + terms.bracketNanos()
                + terms.hullExcessNanos()
                + terms.smearToleranceNanos()
                + terms.roundingNanos()
                - terms.agreementGainNanos();
        assertEquals(terms.epsilonNanos(), sum, () -> "terms must add up: " + terms);
        assertTrue(terms.hullExcessNanos() >= 0 && terms.agreementGainNanos() >= 0, () -> "signs: " + terms);
        return terms.hullExcessNanos() > 0 ? "excess" : "gain";
    }

    @Test
    void theReportIsOfOneMoment() {
        EngineBench bench = new EngineBench(Settings.plain(), "a");
        assertTrue(bench.report().epsilon().isEmpty());
        assertEquals(Long.MAX_VALUE, bench.report().epsilonNanos());
        bench.honest("a");
        bench.engine.statesNoError("a", true);
        ClockReport report = bench.report();
        assertEquals(bench.interval(), report.taiInterval());
        assertEquals(
                report.taiInterval().earliestNanos() - 37 * SECOND,
                report.interval().earliestNanos());
        assertEquals(
                report.interval().epsilonNanos(), report.epsilon().orElseThrow().epsilonNanos());
        assertEquals(
                bench.ticks, report.sources().get(0).lastClaim().orElseThrow().lowerTicks());
        assertTrue(report.sources().get(0).claimsNoError());
        assertFalse(report.leapTable().contains("expired"), report.leapTable());
    }

    @Test
    void anExpiredLeapTableIsToldOnce() {
        long startUtcSeconds = 1_767_225_637L - 10;
        LeapSeconds table = LeapTables.expiringAt(startUtcSeconds + 100);
        EngineBench bench = new EngineBench(Settings.plain(), table, "a");
        bench.honest("a");
        bench.advance(99 * SECOND);
        assertEquals(0, bench.events(Kind.LEAP_TABLE_EXPIRED).size());
        assertFalse(
                bench.report().leapTable().endsWith(", expired"), bench.report().leapTable());
        for (int i = 0; i < 5; i++) {
            bench.advance(SECOND);
            bench.honest("a");
        }
        assertEquals(1, bench.events(Kind.LEAP_TABLE_EXPIRED).size());
        assertTrue(
                bench.report().leapTable().endsWith(", expired"), bench.report().leapTable());
        Set<ClockStatus> told = bench.events(Kind.LEAP_TABLE_EXPIRED).stream()
                .map(ClockEvent::status)
                .collect(Collectors.toSet());
        assertEquals(Set.of(ClockStatus.SYNCHRONIZED), told);
    }
}
