package dev.truechimer.gps;

import static dev.truechimer.gps.GpsdWorld.MILLI;
import static dev.truechimer.gps.GpsdWorld.SECOND;
import static dev.truechimer.gps.GpsdWorld.TAI_MINUS_UTC;
import static dev.truechimer.gps.GpsdWorld.UTC;
import static dev.truechimer.gps.GpsdWorld.claim;
import static dev.truechimer.gps.GpsdWorld.edge;
import static dev.truechimer.gps.GpsdWorld.failure;
import static dev.truechimer.gps.GpsdWorld.fix;
import static dev.truechimer.gps.GpsdWorld.noFix;
import static dev.truechimer.gps.GpsdWorld.sentence;
import static dev.truechimer.gps.GpsdWorld.ticks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.host.RealtimeTrail.OutOfReach;
import dev.truechimer.clock.host.RealtimeTrail.Stepped;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.wire.GpsdMessage.Pps;
import dev.truechimer.gps.wire.GpsdMessage.Toff;
import dev.truechimer.gps.wire.GpsdMessage.Tpv;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a receiver's reports come to, one rule after the other. */
class GpsdClaimsTest {

    private static final String A = "/dev/a";
    private static final String B = "/dev/b";

    private final GpsdWorld world = new GpsdWorld();
    private GpsdClaims claims = new GpsdClaims(world.settings, true);

    private void another(boolean sharesClock) {
        claims = new GpsdClaims(world.settings, sharesClock);
    }

    /** A sentence 100 ms after its second, and the fix 20 ms later. */
    private ReceiverOutcome cycle(String device, long utcNanos) {
        claims.on(sentence(device, utcNanos, 100 * MILLI), world.at(utcNanos + 101 * MILLI));
        return claims.on(fix(device, utcNanos), world.at(utcNanos + 120 * MILLI));
    }

    private ReceiverOutcome pulse(String device, long utcNanos) {
        return claims.on(edge(device, utcNanos, 50_000), world.at(utcNanos + MILLI));
    }

    @Test
    void sentencesMakeAClaimAtTheirStamp() {
        Claim claim = claim(cycle(A, UTC));
        long stampTicks = ticks(UTC + 100 * MILLI);
        assertEquals(stampTicks + 7, claim.lowerTicks());
        assertEquals(UTC + TAI_MINUS_UTC - 6 * MILLI, claim.lowerTaiNanos());
        assertEquals(stampTicks - 5, claim.upperTicks());
        assertEquals(UTC + TAI_MINUS_UTC + 6 * MILLI + SECOND, claim.upperTaiNanos());
        assertEquals(6 * MILLI, claim.budget().sourceErrorNanos());
        assertEquals(12, claim.budget().readErrorNanos());
    }

    /** The fix of a second that is told when the next one's sentence has come already. */
    @Test
    void aFixThatTwoStampsFitMakesNoClaim() {
        claims.on(sentence(A, UTC, 80 * MILLI), world.at(UTC + 100 * MILLI));
        claims.on(sentence(A, UTC + SECOND, 80 * MILLI), world.at(UTC + 1_100 * MILLI));
        assertSame(ReceiverOutcome.SILENT, claims.on(fix(A, UTC), world.at(UTC + 1_101 * MILLI)));
        claims.on(sentence(A, UTC + 2 * SECOND, 80 * MILLI), world.at(UTC + 2_100 * MILLI));
        claims.on(sentence(A, UTC + 3 * SECOND, 80 * MILLI), world.at(UTC + 3_100 * MILLI));
        Claim claim = claim(claims.on(fix(A, UTC + 3 * SECOND), world.at(UTC + 3_200 * MILLI)));
        assertTrue(claim.upperTicks() > ticks(UTC + 3 * SECOND));
    }

    @Test
    void aGuessOfTheDelayIsNotTaken() {
        Toff guessed = new Toff(A, UTC + 570 * MILLI, GpsdWorld.wall(UTC + 400 * MILLI));
        claims.on(guessed, world.at(UTC + 401 * MILLI));
        Claim claim = claim(claims.on(fix(A, UTC), world.at(UTC + 420 * MILLI)));
        assertEquals(UTC + TAI_MINUS_UTC - 6 * MILLI, claim.lowerTaiNanos());
        assertEquals(ticks(UTC + 400 * MILLI) + 7, claim.lowerTicks());
    }

    @Test
    void aStampOfAnotherSecondIsNotPaired() {
        cycle(A, UTC);
        claims.on(sentence(A, UTC, 100 * MILLI), world.at(UTC + SECOND));
        assertEquals(ReceiverOutcome.SILENT, claims.on(fix(A, UTC + SECOND), world.at(UTC + SECOND + 120 * MILLI)));
    }

    @Test
    void edgesTakeOverAndSentencesOnlyCheckThem() {
        claim(cycle(A, UTC));
        Claim claim = claim(pulse(A, UTC + SECOND));
        assertEquals(UTC + SECOND + TAI_MINUS_UTC - 954, claim.lowerTaiNanos());
        assertEquals(UTC + SECOND + TAI_MINUS_UTC + 954 + MILLI, claim.upperTaiNanos());
        assertEquals(ReceiverOutcome.SILENT, cycle(A, UTC + SECOND));
        claim(pulse(A, UTC + 2 * SECOND));
        assertTrue(claims.detail(ticks(UTC + 2 * SECOND)).contains("by its pulse"));
    }

    @Test
    void sentencesCountAgainWhenThePulseEnds() {
        cycle(A, UTC);
        claim(pulse(A, UTC + SECOND));
        for (int second = 1; second <= 5; second++) {
            assertEquals(ReceiverOutcome.SILENT, cycle(A, UTC + second * SECOND));
        }
        claim(cycle(A, UTC + 6 * SECOND));
    }

    @Test
    void anEdgeWithTheWrongNameIsRefused() {
        cycle(A, UTC);
        failure(claims.on(edge(A, UTC + 2 * SECOND, -SECOND), world.at(UTC + SECOND + MILLI)), Reason.IMPLAUSIBLE);
        failure(claims.on(edge(A, UTC, SECOND), world.at(UTC + SECOND + MILLI)), Reason.IMPLAUSIBLE);
        claim(pulse(A, UTC + SECOND));
    }

    @Test
    void theEndOfAPulseIsNotTakenForItsBegin() {
        cycle(A, UTC);
        // After the sentence, so that gpsd gives it the name of the next second.
        String detail = failure(
                        claims.on(
                                new Pps(A, UTC + SECOND, GpsdWorld.wall(UTC + 150 * MILLI), -20),
                                world.at(UTC + 151 * MILLI)),
                        Reason.IMPLAUSIBLE)
                .detail();
        assertTrue(detail.contains("take 950000000 ns"), detail);
    }

    @Test
    void anEdgeNeedsAFreshFixOfItsOwnReceiver() {
        assertTrue(failure(pulse(A, UTC), Reason.UNSYNCHRONIZED).detail().contains("without a fix"));
        cycle(A, UTC);
        assertEquals(ReceiverOutcome.SILENT, pulse(B, UTC + SECOND));
        claim(pulse(A, UTC + SECOND));
        failure(pulse(A, UTC + 6 * SECOND), Reason.UNSYNCHRONIZED);
        cycle(A, UTC + 7 * SECOND);
        failure(claims.on(noFix(A), world.at(UTC + 8 * SECOND)), Reason.UNSYNCHRONIZED);
        failure(pulse(A, UTC + 8 * SECOND + 500 * MILLI), Reason.UNSYNCHRONIZED);
    }

    @Test
    void aFixWithoutTimeTakesNothingBack() {
        cycle(A, UTC);
        Tpv timeless = new Tpv(A, 3, OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty());
        failure(claims.on(timeless, world.at(UTC + 500 * MILLI)), Reason.UNSYNCHRONIZED);
        claim(pulse(A, UTC + SECOND));
    }

    @Test
    void aTimeWithoutAnErrorBoundsNothing() {
        Tpv boundless = new Tpv(A, 3, OptionalLong.of(UTC), OptionalLong.empty(), OptionalInt.empty());
        assertTrue(failure(claims.on(boundless, world.at(UTC)), Reason.UNSYNCHRONIZED)
                .detail()
                .contains("ept"));
        failure(pulse(A, UTC + SECOND), Reason.UNSYNCHRONIZED);
    }

    @Test
    void leapSecondsOfAnotherTableAreRefused() {
        for (int theirs : new int[] {0, 17, 19}) {
            Tpv early = new Tpv(A, 3, OptionalLong.of(UTC), OptionalLong.of(MILLI), OptionalInt.of(theirs));
            String detail =
                    failure(claims.on(early, world.at(UTC)), Reason.TIMESCALE).detail();
            assertTrue(detail.contains(" " + theirs + " s") && detail.contains("18 s"), detail);
        }
    }

    @Test
    void aRolledOverWeekIsNamed() {
        long rollover = 1024L * 7 * 86_400 * SECOND;
        assertTrue(failure(claims.on(fix(A, UTC - rollover), world.at(UTC)), Reason.STALE_DATE)
                .detail()
                .contains("1 x 1024 weeks too early"));
        failure(pulse(A, UTC + SECOND), Reason.UNSYNCHRONIZED);
    }

    @Test
    void aLeapSecondNearbyIsRefused() {
        Tpv newYear = new Tpv(A, 3, OptionalLong.of(UTC), OptionalLong.of(10_000 * SECOND), OptionalInt.empty());
        claims.on(sentence(A, UTC, 0), world.at(UTC));
        claim(claims.on(newYear, world.at(UTC)));
        Tpv vague =
                new Tpv(A, 3, OptionalLong.of(UTC), OptionalLong.of(1_000_000 * 1000L * SECOND), OptionalInt.empty());
        failure(claims.on(vague, world.at(UTC)), Reason.LEAP_SECOND);
    }

    @Test
    void aSteppedWallClockAndAForeignOneAreTold() {
        world.toTicks = stamp -> new Stepped();
        failure(cycle(A, UTC), Reason.WALL_CLOCK_STEPPED);
        failure(pulse(A, UTC + SECOND), Reason.WALL_CLOCK_STEPPED);
        world.toTicks = stamp -> new OutOfReach();
        assertTrue(failure(cycle(A, UTC + SECOND), Reason.IMPLAUSIBLE).detail().contains("sameHost(false)"));
    }

    @Test
    void anotherHostsStampsAreNotLookedAt() {
        another(false);
        world.toTicks = stamp -> new OutOfReach();
        assertEquals(ReceiverOutcome.SILENT, cycle(A, UTC));
        assertEquals(ReceiverOutcome.SILENT, pulse(A, UTC + SECOND));
        world.quietTicks = OptionalLong.of(ticks(UTC + SECOND + 90 * MILLI));
        Claim claim = claim(cycle(A, UTC + SECOND));
        assertEquals(ticks(UTC + SECOND + 120 * MILLI), claim.lowerTicks());
        assertEquals(UTC + SECOND + TAI_MINUS_UTC - 6 * MILLI, claim.lowerTaiNanos());
        assertEquals(ticks(UTC + SECOND + 90 * MILLI), claim.upperTicks());
        assertEquals(UTC + 2 * SECOND + TAI_MINUS_UTC + 6 * MILLI, claim.upperTaiNanos());
    }

    @Test
    void withoutAQuietReadingThereIsNoUpperHalf() {
        another(false);
        cycle(A, UTC);
        Claim claim = claim(cycle(A, UTC + SECOND));
        assertFalse(claim.hasUpper());
        assertEquals(UTC + SECOND + TAI_MINUS_UTC - 6 * MILLI, claim.lowerTaiNanos());
    }

    @Test
    void aRepeatedFixIsNoArrival() {
        another(false);
        cycle(A, UTC);
        claim(cycle(A, UTC + SECOND));
        assertEquals(ReceiverOutcome.SILENT, claims.on(fix(A, UTC + SECOND), world.at(UTC + 2 * SECOND)));
    }

    @Test
    void aGpsdThatWasHeldUpIsFoundOut() {
        claim(cycle(A, UTC));
        long late = UTC + 3 * SECOND;
        claims.on(sentence(A, UTC + SECOND, 2 * SECOND), world.at(late));
        failure(claims.on(fix(A, UTC + SECOND), world.at(late)), Reason.IMPLAUSIBLE);
        claim(cycle(A, UTC + 4 * SECOND));
        another(false);
        cycle(A, UTC);
        world.quietTicks = OptionalLong.of(ticks(UTC + SECOND + 110 * MILLI));
        claim(cycle(A, UTC + SECOND));
        world.quietTicks = OptionalLong.of(ticks(UTC + 5 * SECOND));
        failure(claims.on(fix(A, UTC + 2 * SECOND), world.at(UTC + 6 * SECOND)), Reason.IMPLAUSIBLE);
    }

    @Test
    void aHostThatSleptMakesNoClaimsByArrival() {
        another(false);
        cycle(A, UTC);
        world.toTicks = stamp -> new Stepped();
        failure(cycle(A, UTC + SECOND), Reason.WALL_CLOCK_STEPPED);
    }

    @Test
    void aReceiverWithoutStampsCountsByArrival() {
        for (int second = 0; second < 3; second++) {
            world.quietTicks = OptionalLong.of(ticks(UTC + second * SECOND));
            ReceiverOutcome outcome = claims.on(fix(A, UTC + second * SECOND), world.at(UTC + second * SECOND + 1));
            assertEquals(second > 0, outcome instanceof ReceiverOutcome.Claimed);
        }
    }

    @Test
    void theFirstReceiverWithAFixIsTaken() {
        failure(claims.on(noFix(A), world.at(UTC)), Reason.UNSYNCHRONIZED);
        claim(cycle(B, UTC));
        assertEquals(B, claims.device());
        assertEquals(ReceiverOutcome.SILENT, cycle(A, UTC));
        assertEquals(ReceiverOutcome.SILENT, claims.on(noFix(A), world.at(UTC + SECOND)));
        assertTrue(claims.detail(ticks(UTC)).contains("the first of 2"), claims.detail(ticks(UTC)));
        failure(claims.on(noFix(B), world.at(UTC + SECOND)), Reason.UNSYNCHRONIZED);
        claim(cycle(A, UTC + SECOND));
        assertEquals(A, claims.device());
    }

    @Test
    void aNamedReceiverIsTheOnlyOne() {
        world.device(B);
        another(true);
        assertEquals(ReceiverOutcome.SILENT, cycle(A, UTC));
        assertEquals(ReceiverOutcome.SILENT, claims.on(noFix(A), world.at(UTC)));
        assertEquals("no fix of /dev/b yet", claims.detail(ticks(UTC)));
        claim(cycle(B, UTC));
    }

    @Test
    void powersOfTwoAreRoundedUp() {
        assertEquals(1, GpsdClaims.powerOfTwoSeconds(-64));
        assertEquals(1, GpsdClaims.powerOfTwoSeconds(-30));
        assertEquals(2, GpsdClaims.powerOfTwoSeconds(-29));
        assertEquals(954, GpsdClaims.powerOfTwoSeconds(-20));
        assertEquals(976_563, GpsdClaims.powerOfTwoSeconds(-10));
        assertEquals(SECOND, GpsdClaims.powerOfTwoSeconds(0));
        assertEquals(65_536 * SECOND, GpsdClaims.powerOfTwoSeconds(16));
    }
}
