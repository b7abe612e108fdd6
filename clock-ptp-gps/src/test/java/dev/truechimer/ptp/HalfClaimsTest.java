package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.ErrorBudget;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.HalfClaims.Contradiction;
import dev.truechimer.ptp.HalfClaims.Half;
import dev.truechimer.ptp.HalfClaims.Made;
import dev.truechimer.ptp.HalfClaims.Result;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HalfClaimsTest {

    private static final long TICKS = Messages.ticksBeforeTheEnd(50);
    private static final long TAI = 1_800_000_000_000_000_000L;

    private final HalfClaims halves = new HalfClaims();

    @Test
    void aPairIsAClaim() {
        assertTrue(halves.lower(new Half(TICKS, TAI, 10)).isEmpty());
        Optional<Result> result = halves.upper(new Half(TICKS + 1000, TAI + 1300, 20));
        assertEquals(new Claim(TICKS, TAI, TICKS + 1000, TAI + 1300, new ErrorBudget(260, 20, 0)), made(result));
        assertTrue(halves.upper(new Half(TICKS + 2000, TAI + 2300, 20)).isEmpty(), "each half is used once");
    }

    @Test
    void theTightestHalfIsUsed() {
        halves.lower(new Half(TICKS, TAI, 0));
        halves.lower(new Half(TICKS + 100, TAI + 150, 0));
        halves.lower(new Half(TICKS + 200, TAI + 210, 0));
        Claim claim = made(halves.upper(new Half(TICKS + 300, TAI + 400, 0)));
        assertEquals(TICKS + 100, claim.lowerTicks());
        halves.upper(new Half(TICKS, TAI, 0));
        halves.upper(new Half(TICKS + 100, TAI + 50, 0));
        halves.upper(new Half(TICKS + 200, TAI + 160, 0));
        assertEquals(
                TICKS + 100, made(halves.lower(new Half(TICKS + 300, TAI, 0))).upperTicks());
    }

    @Test
    void aHalfGoesAloneAfterItWaitedInVain() {
        halves.lower(new Half(TICKS, TAI, 5));
        assertTrue(halves.expire(TICKS + HalfClaims.PATIENCE_NANOS, 0).isEmpty());
        Claim low = made(halves.expire(TICKS + HalfClaims.PATIENCE_NANOS + 1, 0));
        assertTrue(low.hasLower() && !low.hasUpper());
        assertEquals(TAI, low.lowerTaiNanos());
        halves.upper(new Half(TICKS, TAI, 5));
        Claim high = made(halves.expire(TICKS + HalfClaims.PATIENCE_NANOS + 1, 0));
        assertTrue(!high.hasLower() && high.hasUpper());
        assertTrue(halves.expire(TICKS + 2 * HalfClaims.PATIENCE_NANOS + 2, 0).isEmpty());
    }

    @Test
    void aHalfGoesAloneAlthoughTighterOnesCome() {
        for (int second = 0; second < 5; second++) {
            long after = second * 1_000_000_000L;
            halves.lower(new Half(TICKS + after, TAI + after + second, 5));
        }
        assertEquals(
                TAI + HalfClaims.PATIENCE_NANOS + 4,
                made(halves.expire(TICKS + HalfClaims.PATIENCE_NANOS + 1, 0)).lowerTaiNanos());
    }

    @Test
    void halvesThatContradictEachOtherBeyondAnyRateAreNone() {
        halves.lower(new Half(TICKS, TAI, 0));
        assertInstanceOf(
                Made.class, halves.upper(new Half(TICKS, TAI - 1000, 0)).orElseThrow());
        halves.lower(new Half(TICKS, TAI, 0));
        Result result = halves.upper(new Half(TICKS, TAI - 1001, 0)).orElseThrow();
        assertEquals(Reason.CONTRADICTORY, ((Contradiction) result).failure().reason());
        halves.lower(new Half(TICKS, TAI, 0));
        assertInstanceOf(
                Made.class,
                halves.upper(new Half(TICKS + 10_000, TAI + 8_000, 0)).orElseThrow());
    }

    private static Claim made(Optional<Result> result) {
        return ((Made) result.orElseThrow()).claim();
    }
}
