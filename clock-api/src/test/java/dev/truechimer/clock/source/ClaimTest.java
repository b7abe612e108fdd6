package dev.truechimer.clock.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a claim is, and what none is. */
class ClaimTest {

    private static final long MOST = Claim.MOST_NANOS;

    private static void assertRefused(String message, Runnable making) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, making::run).getMessage());
    }

    @Test
    void needsAtLeastOneHalf() {
        assertRefused(
                "a claim needs at least one half: both are absent", () -> Claims.at(1, Long.MIN_VALUE, Long.MAX_VALUE));
        assertTrue(Claims.lowerOnly(1, 5).hasLower());
        assertFalse(Claims.lowerOnly(1, 5).hasUpper());
        assertTrue(Claims.upperOnly(1, 5).hasUpper());
        assertFalse(Claims.upperOnly(1, 5).hasLower());
        assertThrows(NullPointerException.class, () -> new Claim(0, 0, 0, 0, null));
    }

    @Test
    void keepsHalvesAwayFromTheEndsOfLong() {
        assertEquals(-MOST, Claims.at(0, -MOST, MOST).lowerTaiNanos());
        assertRefused(
                "lowerTaiNanos must be within 8000000000000000000: -8000000000000000001",
                () -> Claims.at(0, -MOST - 1, 0));
        assertRefused(
                "lowerTaiNanos must be within 8000000000000000000: 9223372036854775807",
                () -> Claims.at(0, Long.MAX_VALUE, 0));
        assertRefused(
                "upperTaiNanos must be within 8000000000000000000: 8000000000000000001",
                () -> Claims.at(0, 0, MOST + 1));
        assertRefused(
                "upperTaiNanos must be within 8000000000000000000: -9223372036854775808",
                () -> Claims.at(0, 0, Long.MIN_VALUE));
    }

    @Test
    void aSourceMayLieSoHalvesMayContradictEachOther() {
        assertEquals(1, Claims.at(0, 9, 1).upperTaiNanos());
    }

    @Test
    void aRoundTripPutsEachHalfAtItsOwnReading() {
        Claim claim = Claim.ofRoundTrip(1_000, 50_000, 50_300, 2_000, 7, 11, 13);
        assertEquals(2_000, claim.lowerTicks());
        assertEquals(50_300 - 7 + 13, claim.lowerTaiNanos());
        assertEquals(1_000, claim.upperTicks());
        assertEquals(50_000 + 7 - 11, claim.upperTaiNanos());
        assertEquals(new ErrorBudget(1_000 - 300 - 11 - 13, 7, 0), claim.budget());
        assertEquals(1_000, claim.firstTicks());
        assertEquals(2_000, claim.lastTicks());
    }

    @Test
    void aRoundTripShorterThanItsLeastDelaysHasNoNegativeBudget() {
        assertEquals(0, Claim.ofRoundTrip(0, 100, 100, 5, 0, 10, 10).budget().delayNanos());
    }

    @Test
    void aRoundTripRefusesNegativeErrorsAndDelays() {
        assertRefused("least delays must be >= 0: -1, 0", () -> Claim.ofRoundTrip(0, 0, 0, 0, 0, -1, 0));
        assertRefused("least delays must be >= 0: 0, -2", () -> Claim.ofRoundTrip(0, 0, 0, 0, 0, 0, -2));
        assertRefused("sourceErrorNanos must be >= 0: -3", () -> Claim.ofRoundTrip(0, 0, 0, 0, -3, 0, 0));
        assertThrows(ArithmeticException.class, () -> Claim.ofRoundTrip(0, Long.MAX_VALUE, Long.MIN_VALUE, 0, 1, 0, 0));
    }

    @Test
    void theFirstAndTheLastReadingAreTakenByDifference() {
        Claim wrapped = Claims.of(Long.MIN_VALUE + 5, 0, Long.MAX_VALUE - 5, 10);
        assertEquals(Long.MAX_VALUE - 5, wrapped.firstTicks());
        assertEquals(Long.MIN_VALUE + 5, wrapped.lastTicks());
        Claim reversed = Claims.of(10, 0, 20, 10);
        assertEquals(10, reversed.firstTicks());
        assertEquals(20, reversed.lastTicks());
    }

    @Test
    void theReadingOfAnAbsentHalfIsIgnored() {
        Claim lower = Claims.of(10, 0, 99, Long.MAX_VALUE);
        assertEquals(10, lower.firstTicks());
        assertEquals(10, lower.lastTicks());
        Claim upper = Claims.of(99, Long.MIN_VALUE, 10, 0);
        assertEquals(10, upper.firstTicks());
        assertEquals(10, upper.lastTicks());
    }

    /** Stamped 50,000, which was true 30 to 80 ns before it was seen, between 1,000 and 1,600, give or take 7. */
    @Test
    void anEventPutsEachHalfAtItsOwnReading() {
        Claim claim = Claim.ofEvent(1_000, 50_000, 1_600, 7, 30, 80, 100);
        assertEquals(1_600, claim.lowerTicks());
        assertEquals(50_000 - 7 + 30, claim.lowerTaiNanos());
        assertEquals(1_000, claim.upperTicks());
        assertEquals(50_000 + 7 + 80, claim.upperTaiNanos());
        assertEquals(new ErrorBudget(500 + 50, 7, 100), claim.budget());
    }

    @Test
    void anEventMayBeSeenAcrossTheWrapAroundOfTheOscillator() {
        Claim claim = Claim.ofEvent(Long.MAX_VALUE, 0, Long.MIN_VALUE + 9, 0, 0, 0, 0);
        assertEquals(new ErrorBudget(10, 0, 0), claim.budget());
        assertEquals(Long.MAX_VALUE, claim.firstTicks());
    }

    @Test
    void anEventsReadErrorIsNotCountedTwice() {
        assertEquals(
                new ErrorBudget(0, 0, 50), Claim.ofEvent(0, 0, 40, 0, 0, 0, 50).budget());
    }

    @Test
    void anEventHasDelaysInOrder() {
        assertRefused(
                "delays must be >= 0 and the greatest not less than the least: -1, 0",
                () -> Claim.ofEvent(0, 0, 0, 0, -1, 0, 0));
        assertRefused(
                "delays must be >= 0 and the greatest not less than the least: 3, 2",
                () -> Claim.ofEvent(0, 0, 0, 0, 3, 2, 0));
        assertRefused("sourceErrorNanos must be >= 0: -1", () -> Claim.ofEvent(0, 0, 0, -1, 0, 0, 0));
        assertRefused("readErrorNanos must be >= 0: -1", () -> Claim.ofEvent(0, 0, 9, 0, 0, 0, -1));
        assertThrows(ArithmeticException.class, () -> Claim.ofEvent(0, Long.MAX_VALUE, 0, 1, 0, 0, 0));
        assertThrows(ArithmeticException.class, () -> Claim.ofEvent(0, Long.MIN_VALUE, 0, 1, 0, 0, 0));
        assertThrows(ArithmeticException.class, () -> Claim.ofEvent(0, 0, 9, 0, 0, Long.MAX_VALUE, 0));
    }

    @Test
    void aBudgetHasNoNegativeTerm() {
        assertRefused("delayNanos must be >= 0: -1", () -> new ErrorBudget(-1, 0, 0));
        assertRefused("sourceErrorNanos must be >= 0: -2", () -> new ErrorBudget(0, -2, 0));
        assertRefused("readErrorNanos must be >= 0: -3", () -> new ErrorBudget(0, 0, -3));
        assertEquals(Long.MAX_VALUE, new ErrorBudget(0, 0, Long.MAX_VALUE).readErrorNanos());
    }

    @Test
    void aFailureHasAReasonAndADetail() {
        assertThrows(NullPointerException.class, () -> new SourceFailure(null, ""));
        assertThrows(NullPointerException.class, () -> new SourceFailure(SourceFailure.Reason.DENIED, null));
    }

    @Test
    void packetsThatAreDroppedDoNotEndAPoll() {
        List<SourceFailure.Reason> dropped = Arrays.stream(SourceFailure.Reason.values())
                .filter(reason -> !reason.endsPoll())
                .collect(Collectors.toList());
        assertEquals(
                List.of(
                        SourceFailure.Reason.MALFORMED,
                        SourceFailure.Reason.UNSOLICITED,
                        SourceFailure.Reason.UNUSED_KIND),
                dropped);
    }
}
