package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.device.ErrorBound.Scale;
import dev.truechimer.ptp.device.PhcBracket;
import dev.truechimer.ptp.management.Vouching.Clock;
import dev.truechimer.ptp.management.Vouching.Vouched;
import dev.truechimer.testing.FutureLeap;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What readings of a clock say for which ptp4l vouched. */
class Ptp4lRuleTest {

    private static final long SECOND = 1_000_000_000L;
    /** 2026-11-20T00:00:00Z. */
    private static final long UTC = 1_795_132_800L * SECOND;

    private static final long TAI = UTC + 37 * SECOND;
    private static final Clock REALTIME = new Clock(false, "eth0", Scale.UTC);
    private static final LeapSeconds LEAPS = LeapSeconds.bundled();
    private static final Ptp4lRule RULE = new Ptp4lRule(Optional.empty());

    @Test
    void theLargerErrorCountsOnBothSides() {
        Claim claim = claim(RULE, vouched(200, REALTIME), UTC, vouched(700, REALTIME));
        assertEquals(1_000, claim.upperTicks());
        assertEquals(1_400, claim.lowerTicks());
        assertEquals(TAI + 701, claim.upperTaiNanos());
        assertEquals(TAI - 701, claim.lowerTaiNanos());
        assertEquals(claim, claim(RULE, vouched(700, REALTIME), UTC, vouched(200, REALTIME)));
        assertEquals(400, claim.budget().delayNanos());
    }

    @Test
    void aHardwareClockShowsWhatIsSaidOrDeclared() {
        Clock tai = new Clock(true, "eth0", Scale.TAI);
        Clock unknown = new Clock(true, "eth0", Scale.AS_DECLARED);
        assertEquals(TAI + 1, claim(RULE, vouched(0, tai), TAI, vouched(0, tai)).upperTaiNanos());
        refused(Reason.TIMESCALE, RULE, vouched(0, unknown), TAI, vouched(0, unknown));
        Ptp4lRule utc = new Ptp4lRule(Optional.of(Timescale.UTC));
        assertEquals(
                TAI + 1,
                claim(utc, vouched(0, unknown), UTC, vouched(0, unknown)).upperTaiNanos());
        Ptp4lRule declared = new Ptp4lRule(Optional.of(Timescale.TAI));
        assertEquals(
                TAI + 1,
                claim(declared, vouched(0, unknown), TAI, vouched(0, unknown)).upperTaiNanos());
    }

    @Test
    void anotherMasterOrClockMeanwhileIsNoClaim() {
        refused(
                Reason.UNSYNCHRONIZED,
                RULE,
                vouched(1, REALTIME),
                UTC,
                new Vouched(1, REALTIME, 8, true, 37, false, "of another"));
        refused(
                Reason.UNSYNCHRONIZED,
                RULE,
                vouched(1, REALTIME),
                UTC,
                vouched(1, new Clock(false, "eth1", Scale.UTC)));
    }

    @Test
    void aDateThatCantBeIsNoClaim() {
        refused(Reason.STALE_DATE, RULE, vouched(1, REALTIME), 0, vouched(1, REALTIME));
        refused(Reason.STALE_DATE, RULE, vouched(1, REALTIME), PhcBracket.FLOOR_NANOS - 1, vouched(1, REALTIME));
        refused(Reason.STALE_DATE, RULE, vouched(1, REALTIME), PhcBracket.CEILING_NANOS, vouched(1, REALTIME));
    }

    @Test
    void nearALeapSecondThereIsNoClaim() {
        LeapSeconds leap = FutureLeap.withLeapAt(UTC);
        Vouched vouched = vouched(1, REALTIME);
        assertEquals(
                Reason.LEAP_SECOND,
                assertInstanceOf(
                                Ptp4lRule.Refused.class,
                                RULE.evaluate(vouched, bracket(UTC + 4 * SECOND), vouched, leap))
                        .failure()
                        .reason());
        assertInstanceOf(Ptp4lRule.Measured.class, RULE.evaluate(vouched, bracket(UTC + 6 * SECOND), vouched, leap));
    }

    /** With software time stamps ptp4l makes UTC of TAI by this offset. */
    @Test
    void anOffsetThatTheTableDoesNotHaveIsNoClaim() {
        for (int wrong : new int[] {0, 36, 38}) {
            Vouched vouched = new Vouched(1, REALTIME, 7, true, wrong, true, "");
            String detail = refused(Reason.IMPLAUSIBLE, RULE, vouched, UTC, vouched);
            assertTrue(detail.contains("TAI-UTC of " + wrong + " s"), detail);
            // Nothing was made of it where the master does not send TAI.
            Vouched utc = new Vouched(1, REALTIME, 7, true, wrong, false, "");
            assertEquals(TAI + 2, claim(RULE, utc, UTC, utc).upperTaiNanos());
        }
        Vouched right = new Vouched(1, REALTIME, 7, true, 37, true, "");
        assertEquals(TAI + 2, claim(RULE, right, UTC, right).upperTaiNanos());
    }

    private static Claim claim(Ptp4lRule rule, Vouched before, long nanos, Vouched after) {
        return assertInstanceOf(Ptp4lRule.Measured.class, rule.evaluate(before, bracket(nanos), after, LEAPS))
                .claim();
    }

    private static String refused(Reason reason, Ptp4lRule rule, Vouched before, long nanos, Vouched after) {
        Ptp4lRule.Refused refused =
                assertInstanceOf(Ptp4lRule.Refused.class, rule.evaluate(before, bracket(nanos), after, LEAPS));
        assertEquals(reason, refused.failure().reason());
        return refused.failure().detail();
    }

    private static PhcBracket bracket(long nanos) {
        return new PhcBracket(1_000, nanos, 1_400, 0);
    }

    private static Vouched vouched(long errorNanos, Clock clock) {
        return new Vouched(errorNanos, clock, 7, true, 37, clock.scale() == Scale.TAI, "");
    }
}
