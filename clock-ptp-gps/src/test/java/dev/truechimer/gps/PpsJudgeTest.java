package dev.truechimer.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.truechimer.clock.host.RealtimeReading;
import dev.truechimer.clock.host.RealtimeTrail;
import dev.truechimer.clock.host.RealtimeTrail.Conversion;
import dev.truechimer.clock.host.RealtimeTrail.Converted;
import dev.truechimer.clock.host.RealtimeTrail.OutOfReach;
import dev.truechimer.clock.host.RealtimeTrail.Stepped;
import dev.truechimer.clock.host.TicksRange;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure.Reason;
import org.junit.jupiter.api.Test;

/** What edges prove, one after the other: regular ones, noise, invalid stamps, a wall clock that is stepped. */
class PpsJudgeTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long T = 1_800_000_000L * SECOND;
    private static final long LATENCY = 100_000;
    private static final long ERROR = 700;
    private static final long WIDTH = 50;

    private final PpsNaming naming = new PpsNaming(1_000, 80 * SECOND);
    private PpsJudge judge = new PpsJudge(PpsEdge.ASSERT, LATENCY, ERROR, naming);
    private long sequence = 10;

    /** The oscillator shows true time less T. */
    private void known(long atTicks) {
        naming.add(Claim.ofEvent(atTicks, T + atTicks, atTicks, 10_000_000, 0, 0, 0));
    }

    private ReceiverOutcome edge(long ticks) {
        return edge(new Converted(new TicksRange(ticks, ticks + WIDTH)));
    }

    private ReceiverOutcome edge(Conversion conversion) {
        return judge.judge(new PpsStamp(++sequence, 1, true), conversion);
    }

    private static Claim claim(ReceiverOutcome verdict) {
        return assertInstanceOf(ReceiverOutcome.Claimed.class, verdict).claim();
    }

    private static void assertRefused(Reason reason, ReceiverOutcome verdict) {
        assertEquals(
                reason,
                assertInstanceOf(ReceiverOutcome.Failed.class, verdict)
                        .failure()
                        .reason());
    }

    private void assertFirst(ReceiverOutcome verdict) {
        assertEquals(ReceiverOutcome.SILENT, verdict);
    }

    @Test
    void theSecondEdgeMakesAClaim() {
        known(0);
        assertFirst(edge(30_000));
        Claim claim = claim(edge(SECOND + 20_000));
        assertEquals(SECOND + 20_000 + WIDTH, claim.lowerTicks());
        assertEquals(T + SECOND - ERROR, claim.lowerTaiNanos());
        assertEquals(SECOND + 20_000, claim.upperTicks());
        assertEquals(T + SECOND + LATENCY + ERROR, claim.upperTaiNanos());
        assertEquals(WIDTH, claim.budget().readErrorNanos());
    }

    @Test
    void missedEdgesDoNoHarm() {
        known(0);
        assertFirst(edge(30_000));
        assertEquals(T + 7 * SECOND - ERROR, claim(edge(7 * SECOND + 1_000)).lowerTaiNanos());
    }

    @Test
    void noiseSpoilsTwoEdges() {
        known(0);
        assertFirst(edge(0));
        claim(edge(SECOND));
        assertRefused(Reason.IMPLAUSIBLE, edge(SECOND + 3_000_000));
        assertRefused(Reason.IMPLAUSIBLE, edge(2 * SECOND));
        claim(edge(3 * SECOND));
    }

    @Test
    void spacingAllowsForLatencyErrorAndRates() {
        known(0);
        long tolerance = LATENCY + 2 * ERROR + 2_000 * (SECOND / 1_000_000) + 2_000;
        assertFirst(edge(0));
        claim(edge(SECOND + tolerance));
        judge.restart();
        assertFirst(edge(0));
        // Beyond what either width, or rounding of the rate, adds.
        assertRefused(Reason.IMPLAUSIBLE, edge(SECOND + tolerance + 10_000));
        judge.restart();
        assertFirst(edge(0));
        assertRefused(Reason.IMPLAUSIBLE, edge(SECOND - tolerance - 10_000));
    }

    @Test
    void theSameEdgeTwiceIsNoSecond() {
        known(0);
        assertFirst(edge(0));
        assertRefused(Reason.IMPLAUSIBLE, edge(1_000));
    }

    @Test
    void anEdgeLongAgoProvesNoSpacing() {
        assertFirst(edge(0));
        known(101 * SECOND);
        assertFirst(edge(101 * SECOND));
        claim(edge(102 * SECOND));
    }

    @Test
    void aDeviceOpenedAnewBeginsAnew() {
        known(0);
        assertFirst(edge(0));
        judge.restart();
        assertFirst(edge(SECOND));
    }

    @Test
    void withoutANameThereIsNoClaim() {
        assertFirst(edge(0));
        assertRefused(Reason.UNSYNCHRONIZED, edge(SECOND));
    }

    @Test
    void anInvalidStampBeginsAnew() {
        known(0);
        assertFirst(edge(0));
        assertRefused(
                Reason.IMPLAUSIBLE,
                judge.judge(new PpsStamp(++sequence, 1, false), new Converted(new TicksRange(SECOND, SECOND))));
        assertFirst(edge(2 * SECOND));
    }

    @Test
    void aStampOutOfReachIsImplausible() {
        known(0);
        assertFirst(edge(0));
        assertRefused(Reason.IMPLAUSIBLE, edge(new OutOfReach()));
        assertFirst(edge(2 * SECOND));
    }

    @Test
    void aStepDropsTheEdgeAndWhatWasKnownBefore() {
        known(0);
        assertFirst(edge(0));
        assertRefused(Reason.WALL_CLOCK_STEPPED, edge(new Stepped()));
        known(2 * SECOND);
        // What was learned since the step stays.
        assertRefused(Reason.WALL_CLOCK_STEPPED, edge(new Stepped()));
        assertFirst(edge(3 * SECOND));
        claim(edge(4 * SECOND));
        assertRefused(Reason.WALL_CLOCK_STEPPED, edge(new Stepped()));
        assertFirst(edge(6 * SECOND));
        assertRefused(Reason.UNSYNCHRONIZED, edge(7 * SECOND));
    }

    /** As after a sleep of the host, from which the receiver needs longer to wake than a step is remembered. */
    @Test
    void aStepWhileNoEdgeComesDropsWhatWasKnownBefore() {
        known(0);
        judge.look(reading(SECOND, 0));
        judge.look(reading(2 * SECOND, 0));
        assertFirst(edge(3 * SECOND));
        claim(edge(4 * SECOND));
        judge.look(reading(5 * SECOND, 3_000 * SECOND));
        judge.look(reading(30 * SECOND, 3_000 * SECOND));
        assertRefused(Reason.UNSYNCHRONIZED, edge(31 * SECOND));
        known(31 * SECOND);
        claim(edge(32 * SECOND));
        judge.look(reading(33 * SECOND, 2_999 * SECOND));
        assertRefused(Reason.UNSYNCHRONIZED, edge(33 * SECOND));
    }

    /** The whole way of a stamp through a trail whose wall clock is stepped between two edges. */
    @Test
    void aSteppedWallClockDropsStampsUntilTheStepIsForgotten() {
        RealtimeTrail trail = new RealtimeTrail(0);
        known(0);
        long step = 0;
        int claims = 0;
        int dropped = 0;
        for (int second = 0; second < 30; second++) {
            long edgeTicks = second * SECOND;
            trail.add(reading(edgeTicks - SECOND / 2, step));
            if (second == 5) {
                step = 250_000_000;
            }
            trail.add(reading(edgeTicks + 100_000, step));
            known(edgeTicks);
            ReceiverOutcome verdict = edge(trail.ticksOf(T + edgeTicks + 20_000 + step));
            if (verdict instanceof ReceiverOutcome.Claimed claimed) {
                claims++;
                assertEquals(T + edgeTicks - ERROR, claimed.claim().lowerTaiNanos());
            } else if (verdict instanceof ReceiverOutcome.Failed refused) {
                dropped++;
                assertEquals(Reason.WALL_CLOCK_STEPPED, refused.failure().reason());
            }
        }
        assertEquals(11, dropped);
        assertEquals(30 - 11 - 2, claims);
    }

    private static RealtimeReading reading(long ticks, long step) {
        return new RealtimeReading(ticks, ticks + 10, T + ticks + 15 + step, ticks + 20, ticks + 30);
    }

    @Test
    void theClearEdgeStandsAfterItsSecond() {
        judge = new PpsJudge(new PpsEdge(false, 100_000_000), LATENCY, ERROR, naming);
        known(0);
        assertFirst(edge(100_020_000));
        assertEquals(
                T + SECOND + 100_000_000 - ERROR,
                claim(edge(SECOND + 100_020_000)).lowerTaiNanos());
    }
}
