package dev.truechimer.clock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.engine.SourceTracker.Acceptance;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.Claims;
import dev.truechimer.clock.source.SourceFailure;
import org.junit.jupiter.api.Test;

/** One source: its memory, and how it answers for contradictions. */
class SourceTrackerTest {

    private static final long MS = 1_000_000L;
    private static final long SECOND = Settings.SECOND;
    private static final long POLL = 10 * SECOND;
    private static final long TAI = 1_767_225_637_000_000_000L;

    private final SourceTracker source = tracker("a", POLL);
    private final RateSchedule schedule =
            RateSchedule.only(Settings.plain().rates().undisciplined());

    private static SourceTracker tracker(String name, long poll) {
        return new SourceTracker(name, UnitKey.of(name, null), Settings.plain().rates(), poll);
    }

    /** Claims at a reading that true time is between these distances from it. */
    private Acceptance claim(long ticks, long lowerOffset, long upperOffset) {
        return source.accept(Claims.at(ticks, TAI + ticks + lowerOffset, TAI + ticks + upperOffset), schedule, ticks);
    }

    private Statement statement(long ticks) {
        return source.statement(schedule, ticks);
    }

    private long lowerOffset(long ticks) {
        return statement(ticks).lower().taiNanos() - TAI - ticks;
    }

    private long upperOffset(long ticks) {
        return statement(ticks).upper().taiNanos() - TAI - ticks;
    }

    @Test
    void saysNothingWithoutAClaim() {
        assertTrue(statement(0).isWholeLine());
        assertFalse(source.hasClaim());
        assertTrue(source.lastClaim().isEmpty());
        assertEquals(TimeInterval.UNBOUNDED, statement(0).interval());
        assertEquals(Long.MAX_VALUE, statement(0).epsilonNanos());
    }

    @Test
    void theStatementIsTheTightestOfEachHalf() {
        claim(0, -5 * MS, MS);
        claim(1, -MS, 5 * MS);
        assertEquals(-MS - Settings.READ_MARGIN, lowerOffset(1));
        assertEquals(MS + Settings.READ_MARGIN + 1, upperOffset(1), "a nanosecond for rounding");
        assertEquals(0, statement(1).upper().claim().upperTicks());
        assertEquals(1, statement(1).lower().claim().lowerTicks());
    }

    @Test
    void theNinthClaimPushesTheFirstOut() {
        claim(0, -MS, MS);
        for (int i = 1; i < SourceTracker.MEMORY; i++) {
            claim(i, -50 * MS, 50 * MS);
        }
        assertEquals(MS + Settings.READ_MARGIN + 1, upperOffset(SourceTracker.MEMORY - 1));
        claim(SourceTracker.MEMORY, -50 * MS, 50 * MS);
        assertEquals(50 * MS + Settings.READ_MARGIN + 1, upperOffset(SourceTracker.MEMORY));
    }

    @Test
    void claimsOlderThanEightPollsAreForgotten() {
        claim(0, -MS, MS);
        assertFalse(statement(8 * POLL).isWholeLine());
        assertTrue(statement(8 * POLL + 1).isWholeLine());
        assertFalse(source.hasClaim());
        assertTrue(source.lastClaim().isPresent(), "a report still shows the last one");
    }

    @Test
    void anAgeCountsFromTheEarlierReading() {
        Claim claim = Claims.of(5, TAI, 0, TAI + MS);
        source.accept(claim, schedule, 5);
        assertSame(claim, statement(8 * POLL).lower().claim());
        assertTrue(statement(8 * POLL + 1).isWholeLine());
    }

    @Test
    void aPollIntervalOfAnyLengthIsFine() {
        SourceTracker patient = tracker("p", Long.MAX_VALUE);
        patient.accept(Claims.around(0, TAI, MS), schedule, 0);
        assertFalse(patient.statement(schedule, 3_600 * SECOND).isWholeLine(), "nothing is too old");
    }

    @Test
    void aContradictionDropsThePastAndKeepsTheNewest() {
        claim(0, -MS, MS);
        assertEquals(Acceptance.CONTRADICTED_MEMORY, claim(1, 10 * MS, 11 * MS));
        assertEquals(10 * MS - Settings.READ_MARGIN, lowerOffset(1));
        assertEquals(1, source.contradictions());
        assertTrue(source.isAdmitted(), "once may be the oscillator's fault");
        assertEquals(Acceptance.CONSISTENT, claim(2, 10 * MS, 11 * MS));
    }

    @Test
    void aClaimThatContradictsItselfIsDropped() {
        claim(0, -MS, MS);
        assertEquals(Acceptance.CONTRADICTED_ITSELF, claim(1, 5 * MS, 4 * MS));
        assertEquals(-MS - Settings.READ_MARGIN - 1, lowerOffset(1), "a nanosecond for rounding");
        assertEquals(1, source.contradictions());
        assertEquals(2, source.claims());
        assertEquals(0, source.lastClaim().orElseThrow().lowerTicks());
    }

    @Test
    void aSecondContradictionSilencesItUntilEightConsistentClaims() {
        claim(0, -MS, MS);
        claim(1, 10 * MS, 11 * MS);
        assertEquals(Acceptance.CONTRADICTED_MEMORY, claim(2, -MS, MS));
        for (int i = 1; i <= SourceTracker.PROBATION; i++) {
            assertFalse(source.isAdmitted(), "after " + (i - 1));
            assertTrue(statement(2 + i).isWholeLine(), "no statement");
            assertTrue(source.rateBound().isEmpty(), "nor one about the rate");
            assertEquals(Acceptance.CONSISTENT, claim(2 + i, -MS, MS));
        }
        assertTrue(source.isAdmitted());
        assertFalse(statement(20).isWholeLine());
    }

    @Test
    void eightConsistentClaimsClearTheRecord() {
        claim(0, -MS, MS);
        claim(1, 10 * MS, 11 * MS);
        for (int i = 0; i < SourceTracker.PROBATION; i++) {
            claim(2 + i, 10 * MS, 11 * MS);
        }
        claim(20, -MS, MS);
        assertTrue(source.isAdmitted(), "the first one is forgiven");
        assertEquals(2, source.contradictions(), "but counted");
    }

    @Test
    void aContradictionDuringProbationStartsItAnew() {
        claim(0, -MS, MS);
        claim(1, 10 * MS, 11 * MS);
        claim(2, -MS, MS);
        for (int i = 0; i < SourceTracker.PROBATION - 1; i++) {
            claim(3 + i, -MS, MS);
        }
        claim(30, 10 * MS, 11 * MS);
        for (int i = 1; i < SourceTracker.PROBATION; i++) {
            claim(30 + i, 10 * MS, 11 * MS);
            assertFalse(source.isAdmitted());
        }
        claim(50, 10 * MS, 11 * MS);
        assertTrue(source.isAdmitted());
    }

    @Test
    void reachIsTheLastEightPolls() {
        assertEquals(0, source.reach());
        claim(0, -MS, MS);
        source.failed(new SourceFailure(SourceFailure.Reason.NO_REPLY, ""));
        claim(1, -MS, MS);
        assertEquals(0b101, source.reach());
        source.failed(new SourceFailure(SourceFailure.Reason.MALFORMED, "dropped, the poll goes on"));
        assertEquals(0b101, source.reach());
        assertEquals(3, source.polls());
        for (int i = 0; i < 20; i++) {
            claim(2 + i, -MS, MS);
        }
        assertEquals(0xff, source.reach());
        assertEquals(1L, source.failures().get(SourceFailure.Reason.MALFORMED));
        assertEquals(
                SourceFailure.Reason.NO_REPLY,
                source.lastFailure().orElseThrow().reason(),
                "what is dropped does not hide why there is no claim");
    }

    @Test
    void whatIsDroppedIsTheLastFailureWhereThereIsNoOther() {
        source.failed(new SourceFailure(SourceFailure.Reason.MALFORMED, "dropped"));
        source.failed(new SourceFailure(SourceFailure.Reason.UNUSED_KIND, "dropped too"));
        assertEquals("dropped too", source.lastFailure().orElseThrow().detail());
    }

    @Test
    void anotherServerMakesItForget() {
        source.moveTo("one");
        claim(0, -MS, MS);
        source.moveTo("one");
        assertTrue(source.hasClaim(), "the same one: nothing to forget");
        source.moveTo("two");
        assertFalse(source.hasClaim());
        assertTrue(source.lastClaim().isEmpty());
    }

    @Test
    void aSharedMarkShowsOneServerOnce() {
        SourceTracker other = tracker("b", POLL);
        source.moveTo("one");
        other.moveTo("two");
        assertFalse(source.recognise(other));
        assertFalse(source.recognise(source));
        source.addMark("id");
        other.addMark("id");
        assertTrue(source.recognise(other));
        assertFalse(other.recognise(source), "known already");
        other.moveTo("three");
        assertTrue(source.sameServer().isEmpty() && other.sameServer().isEmpty(), "until one of them moves");
        assertFalse(source.recognise(other), "and its marks are gone");
    }

    @Test
    void theOldestMarkButTheAddressIsForgotten() {
        SourceTracker other = tracker("b", POLL);
        source.moveTo("address");
        source.addMark("oldest");
        for (int i = 0; i < 15; i++) {
            source.addMark("mark " + i);
        }
        other.addMark("oldest");
        assertFalse(source.recognise(other));
        other.addMark("mark 0");
        assertTrue(source.recognise(other));
        SourceTracker third = tracker("c", POLL);
        third.addMark("address");
        assertTrue(source.recognise(third), "the address stays");
    }

    @Test
    void estimatesARateFromItsClaims() {
        SourceTracker estimating = new SourceTracker(
                "e", UnitKey.of("e", null), Settings.plain().estimating().rates(), 1_024 * SECOND);
        estimating.accept(Claims.around(0, TAI, 10), schedule, 0);
        assertTrue(estimating.rateBound().isEmpty(), "one claim is no pair");
        long later = 200 * SECOND;
        estimating.accept(Claims.around(later, TAI + later, 10), schedule, later);
        RateWindow.Bound bound = estimating.rateBound().orElseThrow();
        assertTrue(bound.loPpb() <= 0 && 0 <= bound.hiPpb(), bound::toString);
        assertTrue(bound.hiPpb() - bound.loPpb() < 31_000, bound::toString);
        assertEquals(2, estimating.rateClaims().size());
        estimating.forgetClaims();
        assertTrue(estimating.rateBound().isEmpty() && estimating.rateClaims().isEmpty());
    }

    @Test
    void ratesThatContradictEachOtherMarkTheSource() {
        SourceTracker liar = new SourceTracker(
                "l", UnitKey.of("l", null), Settings.plain().estimating().rates(), 1_024 * SECOND);
        long[] ticks = {0, 200 * SECOND, 400 * SECOND};
        // 0 ppm and then 100 ppm: within rho, but further apart than w allows.
        long[] off = {0, 0, 20 * MS};
        for (int i = 0; i < 3; i++) {
            liar.accept(Claims.around(ticks[i], TAI + ticks[i] + off[i], 10), schedule, ticks[i]);
        }
        assertEquals(1, liar.contradictions());
        assertTrue(liar.rateBound().isEmpty(), "its pairs start anew");
        assertTrue(liar.rateClaims().isEmpty());
    }
}
