package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.MasterTime.Refused;
import dev.truechimer.ptp.MasterTime.Result;
import dev.truechimer.ptp.MasterTime.Usable;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import dev.truechimer.ptp.wire.PtpMessage.ClockQuality;
import org.junit.jupiter.api.Test;

class MasterTimeTest {

    private static final LeapSeconds LEAPS = LeapSeconds.bundled();
    private static final long SECOND = 1_000_000_000L;
    private static final long STAMP = 1_800_000_000L * SECOND;
    /** Unix time of 2017-01-01, when TAI − UTC became 37 s. */
    private static final long LEAP_UTC = 1_483_228_800L * SECOND;

    private static final int VALID = PtpHeader.UTC_OFFSET_VALID;

    @Test
    void taiIsTakenAsItIs() {
        assertEquals(new Usable(STAMP, 100), of(STAMP, flags(Messages.TAI), Messages.claims(0, false)));
        assertEquals(new Usable(STAMP, 100), of(STAMP, flags(Messages.TAI), Messages.claims(0, true)));
        assertEquals(new Usable(LEAP_UTC, 100), of(LEAP_UTC, flags(Messages.TAI), Messages.claims(0, false)));
    }

    @Test
    void utcMustBeDeclared() {
        assertRefused(Reason.TIMESCALE, of(STAMP, flags(0), Messages.claims(0, false)));
        assertEquals(new Usable(STAMP + 37 * SECOND, 100), of(STAMP, flags(0), Messages.claims(0, true)));
    }

    @Test
    void utcIsNotUsedNearALeapSecond() {
        long margin = 5 * SECOND + 100;
        assertRefused(Reason.LEAP_SECOND, of(LEAP_UTC - margin, flags(0), Messages.claims(0, true)));
        assertRefused(Reason.LEAP_SECOND, of(LEAP_UTC + margin, flags(0), Messages.claims(0, true)));
        assertEquals(
                new Usable(LEAP_UTC - margin - 1 + 36 * SECOND, 100),
                of(LEAP_UTC - margin - 1, flags(0), Messages.claims(0, true)));
        assertEquals(
                new Usable(LEAP_UTC + margin + 1 + 37 * SECOND, 100),
                of(LEAP_UTC + margin + 1, flags(0), Messages.claims(0, true)));
    }

    @Test
    void anOffsetThatIsSaidToBeValidMustBeThatOfTheTable() {
        for (int flags : new int[] {VALID, VALID | Messages.TAI}) {
            assertTrue(of(STAMP, Messages.offset(flags(flags), 37), Messages.claims(0, true)) instanceof Usable);
            for (int wrong : new int[] {36, 38, 0, -37, Short.MIN_VALUE, Short.MAX_VALUE}) {
                assertRefused(
                        Reason.IMPLAUSIBLE, of(STAMP, Messages.offset(flags(flags), wrong), Messages.claims(0, true)));
            }
        }
        assertTrue(of(STAMP, Messages.offset(flags(Messages.TAI), 36), Messages.claims(0, false)) instanceof Usable);
        // Just after a leap second the announced offset may be that before.
        long after = LEAP_UTC + 37 * SECOND + 30 * SECOND;
        Announce late = Messages.offset(flags(VALID | Messages.TAI), 36);
        assertTrue(of(after, late, Messages.claims(0, false)) instanceof Usable);
        assertRefused(Reason.IMPLAUSIBLE, of(after + 100 * SECOND, late, Messages.claims(0, false)));
    }

    @Test
    void theErrorIsTheSumOfWhatIsStatedAndDeclared() {
        Announce far = Messages.quality(flags(Messages.TAI), new ClockQuality(6, 0x23, 0), 3);
        assertEquals(new Usable(STAMP, 1000 + 300_000 + 7), of(STAMP, far, Messages.claims(7, false)));
    }

    @Test
    void anUnknownErrorNeedsAFloor() {
        for (int unknown : new int[] {0xFE, 0x31, 0, 0x80, 0xFF}) {
            Announce announce = Messages.quality(flags(Messages.TAI), new ClockQuality(6, unknown, 0), 1);
            assertRefused(Reason.UNSYNCHRONIZED, of(STAMP, announce, Messages.claims(0, false)));
            assertEquals(new Usable(STAMP, 100_007), of(STAMP, announce, Messages.claims(7, false)));
        }
    }

    @Test
    void aStampThatNoClaimCanHoldIsRefused() {
        assertRefused(Reason.IMPLAUSIBLE, of(-1, flags(Messages.TAI), Messages.claims(0, false)));
        assertRefused(
                Reason.IMPLAUSIBLE, of(7_900_000_000_000_000_001L, flags(Messages.TAI), Messages.claims(0, false)));
        assertTrue(of(7_900_000_000_000_000_000L, flags(Messages.TAI), Messages.claims(0, false)) instanceof Usable);
    }

    @Test
    void correctionsAreAtMostTenSecondsAndRoundedDown() {
        long most = MasterTime.MOST_CORRECTION_NANOS << 16;
        assertTrue(MasterTime.isPlausible(most) && MasterTime.isPlausible(-most));
        assertFalse(MasterTime.isPlausible(most + 1) || MasterTime.isPlausible(-most - 1));
        assertFalse(MasterTime.isPlausible(Long.MIN_VALUE) || MasterTime.isPlausible(Long.MAX_VALUE));
        assertEquals(1, MasterTime.floorNanos(0x1_FFFF));
        assertEquals(-1, MasterTime.floorNanos(-1));
        assertEquals(-2, MasterTime.floorNanos(-0x1_0001));
    }

    private static Announce flags(int flags) {
        return Messages.announce(Messages.MASTER, 0, flags);
    }

    private static Result of(long stampNanos, Announce announce, PtpSettings.Claims claims) {
        return MasterTime.of(stampNanos, announce, claims, LEAPS);
    }

    private static void assertRefused(Reason reason, Result result) {
        assertTrue(result instanceof Refused refused && refused.failure().reason() == reason, result::toString);
    }
}
