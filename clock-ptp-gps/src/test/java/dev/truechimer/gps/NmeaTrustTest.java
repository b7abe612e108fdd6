package dev.truechimer.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.NmeaOutcome.Named;
import org.junit.jupiter.api.Test;

/** The claim of a named instant: each half at its own reading, with the delays on the right sides. */
class NmeaTrustTest {

    private static final long UTC = 1_795_149_282_000_000_000L;
    private static final long TAI = UTC + 37_000_000_000L;
    private static final long WEEKS_1024 = 1024L * 7 * 86_400 * 1_000_000_000L;
    private static final LeapSeconds TABLE = LeapSeconds.bundled();

    private final NmeaTrust trust = new NmeaTrust(20_000_000, 400_000_000, 3_000);

    private ReceiverOutcome judge(Named named) {
        return trust.judge(named, UTC, TABLE);
    }

    private Claim claim(Named named) {
        return assertInstanceOf(ReceiverOutcome.Claimed.class, judge(named)).claim();
    }

    private void assertRefused(Reason reason, Named named) {
        assertEquals(
                reason,
                assertInstanceOf(ReceiverOutcome.Failed.class, judge(named))
                        .failure()
                        .reason());
    }

    @Test
    void eachHalfStandsAtItsOwnReading() {
        Claim claim = claim(new Named(UTC, 0, new NmeaArrival(true, 1_000, 9_000), "GP"));
        assertEquals(9_000, claim.lowerTicks());
        assertEquals(TAI - 3_000 + 20_000_000, claim.lowerTaiNanos());
        assertEquals(1_000, claim.upperTicks());
        assertEquals(TAI + 3_000 + 400_000_000, claim.upperTaiNanos());
    }

    @Test
    void withoutAReadingBeforeThereIsNoUpperHalf() {
        Claim claim = claim(new Named(UTC, 0, new NmeaArrival(false, 0, 9_000), "GP"));
        assertFalse(claim.hasUpper());
        assertEquals(9_000, claim.lowerTicks());
        assertEquals(TAI - 3_000 + 20_000_000, claim.lowerTaiNanos());
    }

    @Test
    void missingDigitsWiden() {
        Claim claim = claim(new Named(UTC, 10_000_000, new NmeaArrival(true, 1_000, 9_000), "GP"));
        assertEquals(TAI - 10_003_000 + 20_000_000, claim.lowerTaiNanos());
        assertEquals(TAI + 10_003_000 + 400_000_000, claim.upperTaiNanos());
    }

    @Test
    void datesThatCantBeAreRefused() {
        NmeaArrival arrival = new NmeaArrival(true, 1_000, 9_000);
        assertRefused(Reason.STALE_DATE, new Named(UTC - WEEKS_1024, 0, arrival, "GP"));
        assertRefused(Reason.STALE_DATE, new Named(UTC + WEEKS_1024, 0, arrival, "GP"));
        // 1999-08-22, the first rollover itself.
        assertRefused(Reason.STALE_DATE, new Named(935_280_000_000_000_000L, 0, arrival, "GP"));
    }
}
