package dev.truechimer.ptp;

import static dev.truechimer.ptp.Messages.MASTER;
import static dev.truechimer.ptp.Messages.TAI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.ErrorBudget;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.PtpClient.Outgoing;
import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import dev.truechimer.ptp.wire.PtpMessage.ClockQuality;
import dev.truechimer.ptp.wire.PtpMessage.DelayReq;
import dev.truechimer.ptp.wire.PtpMessage.DelayResp;
import dev.truechimer.ptp.wire.PtpMessage.Sync;
import dev.truechimer.ptp.wire.PtpRejection;
import dev.truechimer.testing.Ipv4;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PtpClientTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    /** Readings pass the end of their range within these tests. */
    private static final long START = Messages.ticksBeforeTheEnd(SECOND);

    private static final long TAI_AT_START = 1_800_000_000L * SECOND;
    private static final PortIdentity OWN = new PortIdentity(0x0200_0000_0000_0001L, 1);
    private static final InetAddress SENDER = Ipv4.of(192, 0, 2, 1);

    private final RecordingResults results = new RecordingResults();
    private PtpClient client = client(Messages.settings(Messages.claims(0, false)));

    @Test
    void aSyncAndADelayRespMakeAClaim() {
        follow(MASTER, TAI);
        receive(Messages.oneStep(MASTER, 1, TAI_AT_START + 2 * SECOND, 5 << 16), 2 * SECOND + 10);
        DelayReq request = request(3 * SECOND);
        client.leaving(request, START + 3 * SECOND + 7);
        receive(
                Messages.response(MASTER, request.header().sequence(), OWN, TAI_AT_START + 3 * SECOND + 20, 2 << 16),
                3 * SECOND + 50);
        assertEquals(
                List.of(new Claim(
                        START + 2 * SECOND + 10,
                        TAI_AT_START + 2 * SECOND + 5 - 100,
                        START + 3 * SECOND + 7,
                        TAI_AT_START + 3 * SECOND + 18 + 100,
                        new ErrorBudget(16, 100, 0))),
                results.claims);
        assertEquals(List.of(), results.failures);
        assertEquals(
                List.of("ptp:112233.fffe.445566 by 112233.fffe.445566-1 / ptp:112233.fffe.445566"), results.masters);
        assertFalse(results.statesNoError);
    }

    @Test
    void leastDelaysNarrowBothHalves() {
        client = client(Messages.settings(new PtpSettings.Claims(3, 4, 0, 0, false)));
        follow(MASTER, TAI);
        exchange(2 * SECOND, 10, 20);
        Claim claim = results.claims.get(0);
        assertEquals(TAI_AT_START + 2 * SECOND - 100 + 4, claim.lowerTaiNanos());
        assertEquals(TAI_AT_START + 2 * SECOND + 20 + 100 - 3, claim.upperTaiNanos());
    }

    @Test
    void leastDelaysThatCantBeAreAContradiction() {
        client = client(Messages.settings(new PtpSettings.Claims(3 * MILLI, 4 * MILLI, 0, 0, false)));
        follow(MASTER, TAI);
        exchange(2 * SECOND, 10, 20);
        assertEquals(List.of(), results.claims);
        assertEquals(List.of(Reason.CONTRADICTORY), results.reasons());
    }

    @Test
    void anAnnounceAloneIsNoMaster() {
        receive(Messages.announce(MASTER, 1, TAI), 0);
        receive(Messages.oneStep(MASTER, 1, TAI_AT_START, 0), 1);
        assertEquals(List.of(), client.due(START + 2));
        assertEquals(List.of(), results.masters);
    }

    @Test
    void messagesOfOtherDomainsProfilesAndAlternateMastersAreNotForUs() {
        for (PtpHeader header : List.of(
                new PtpHeader(0, 0, 1, TAI, 0, MASTER, 0, 0),
                new PtpHeader(0x100, 0, 0, TAI, 0, MASTER, 0, 0),
                new PtpHeader(0, 0, 0, TAI | 0x0100, 0, MASTER, 0, 0),
                new PtpHeader(0, 0, 0, TAI, 0, new PortIdentity(OWN.clock(), 2), 0, 0))) {
            for (int i = 0; i < 3; i++) {
                PtpHeader numbered =
                        new PtpHeader(header.sdoId(), 0, header.domain(), header.flags(), 0, header.source(), i, 0);
                receive(new Announce(numbered, 0, 37, 128, Messages.GOOD, 128, 5, 0, 0x20), i);
            }
        }
        assertEquals(List.of(), results.masters);
        assertEquals(List.of(), results.failures);
    }

    @Test
    void onlyTheMasterThatIsFollowedIsBelieved() {
        follow(MASTER, TAI);
        PortIdentity other = new PortIdentity(99, 1);
        receive(Messages.oneStep(other, 1, TAI_AT_START, 0), 2 * SECOND);
        DelayReq request = request(2 * SECOND);
        receive(Messages.response(other, request.header().sequence(), OWN, TAI_AT_START, 0), 2 * SECOND);
        receive(
                Messages.response(MASTER, request.header().sequence(), new PortIdentity(99, 1), TAI_AT_START, 0),
                2 * SECOND);
        assertTrue(results.claims.isEmpty() && results.failures.isEmpty());
        client.due(START + 2 * SECOND + HalfClaims.PATIENCE_NANOS + 1);
        assertEquals(List.of(), results.claims);
    }

    @Test
    void anAnswerIsUsedOnce() {
        follow(MASTER, TAI);
        DelayReq request = request(2 * SECOND);
        PtpMessage response = Messages.response(MASTER, request.header().sequence(), OWN, TAI_AT_START, 0);
        receive(response, 2 * SECOND);
        receive(response, 2 * SECOND + 1);
        assertEquals(List.of(Reason.UNSOLICITED), results.reasons());
    }

    @Test
    void aMasterThatTakesOverIsToldAndTheOldOnesHalvesAreForgotten() {
        follow(MASTER, TAI);
        receive(Messages.oneStep(MASTER, 1, TAI_AT_START + 2 * SECOND, 0), 2 * SECOND);
        DelayReq request = request(2 * SECOND);
        PortIdentity better = new PortIdentity(5, 1);
        receive(Messages.announce(better, 1, TAI), 2 * SECOND);
        receive(Messages.announce(better, 2, TAI), 2 * SECOND + 1);
        receive(
                Messages.response(better, request.header().sequence(), OWN, TAI_AT_START + 2 * SECOND, 0),
                2 * SECOND + 2);
        assertEquals(List.of(), results.claims);
        assertEquals(List.of(Reason.UNSOLICITED), results.reasons());
        assertEquals(2, results.masters.size());
        assertTrue(results.masters.get(1).contains("000000.0000.000005"), results.masters::toString);
    }

    @Test
    void anotherGrandmasterBehindTheSamePortIsAnotherMaster() {
        follow(MASTER, TAI);
        receive(Messages.oneStep(MASTER, 1, TAI_AT_START + 2 * SECOND, 0), 2 * SECOND);
        Announce before = Messages.announce(MASTER, 3, TAI);
        receive(new Announce(before.header(), 0, 37, 128, Messages.GOOD, 128, 77, 1, 0x20), 2 * SECOND);
        assertEquals(2, results.masters.size());
        assertTrue(results.masters.get(1).endsWith("/ ptp:000000.0000.00004d"), results.masters::toString);
        client.due(START + 2 * SECOND + HalfClaims.PATIENCE_NANOS + 1);
        assertEquals(List.of(), results.claims, "a half of the one before");
    }

    @Test
    void aSilentMasterIsReportedAndNotToldAgainWhenItIsBack() {
        follow(MASTER, TAI);
        client.due(START + 5 * SECOND);
        assertEquals(List.of(Reason.NO_REPLY), results.reasons());
        assertEquals("no master", results.details.get(results.details.size() - 1));
        receive(Messages.announce(MASTER, 8, TAI), 6 * SECOND);
        receive(Messages.announce(MASTER, 9, TAI), 7 * SECOND);
        exchange(8 * SECOND, 10, 20);
        assertEquals(1, results.claims.size());
        assertEquals(1, results.masters.size());
    }

    @Test
    void whatIsMissingIsReportedEveryFewSeconds() {
        client.due(START + 4 * SECOND);
        assertEquals(List.of(), results.failures);
        client.due(START + 4 * SECOND + 1);
        client.due(START + 5 * SECOND);
        client.due(START + 8 * SECOND + 2);
        assertEquals(List.of(Reason.NO_REPLY, Reason.NO_REPLY), results.reasons());
        assertTrue(results.failures.get(0).detail().contains("domain 0 on eth0"), results.failures::toString);
    }

    @Test
    void aRequestThatNobodyAnswersIsReported() {
        follow(MASTER, TAI);
        request(2 * SECOND);
        receive(Messages.announce(MASTER, 3, TAI), 3 * SECOND);
        client.due(START + 2 * SECOND + DelayRequests.PATIENCE_NANOS + 1);
        assertEquals(List.of(Reason.NO_REPLY), results.reasons());
        assertTrue(results.failures.get(0).detail().contains("1 Delay_Req"), results.failures::toString);
    }

    @Test
    void requestsKeepTheIntervalThatTheMasterWants() {
        follow(MASTER, TAI);
        DelayReq first = request(2 * SECOND);
        receive(
                new PtpMessage.DelayResp(
                        Messages.header(MASTER, first.header().sequence(), 0, 0, -1), TAI_AT_START, OWN),
                2 * SECOND);
        int requests = 0;
        for (long nanos = 2 * SECOND; nanos < 22 * SECOND; nanos += MILLI) {
            if (nanos % SECOND == 0) {
                receive(Messages.announce(MASTER, (int) (nanos / SECOND) + 2, TAI), nanos);
            }
            for (Outgoing each : client.due(START + nanos)) {
                requests++;
                int sequence = each.message().header().sequence();
                receive(
                        new PtpMessage.DelayResp(Messages.header(MASTER, sequence, 0, 0, -1), TAI_AT_START, OWN),
                        nanos);
            }
        }
        // One in 1 s, then one in 0.5 to 0.625 s.
        assertTrue(requests >= 19 * 1.6 && requests <= 40, "requests: " + requests);
    }

    @Test
    void requestsAreMulticastOfTheClientsOwnPort() {
        follow(MASTER, TAI);
        Outgoing outgoing = client.due(START + 2 * SECOND).get(0);
        assertTrue(outgoing.event());
        assertNull(outgoing.receiver());
        PtpHeader header = outgoing.message().header();
        assertEquals(OWN, header.source());
        assertEquals(127, header.logInterval());
        assertFalse(header.has(PtpHeader.UNICAST));
    }

    @Test
    void aCorrectionThatCantBeIsRefused() {
        follow(MASTER, TAI);
        receive(Messages.oneStep(MASTER, 1, TAI_AT_START, Long.MIN_VALUE), 2 * SECOND);
        assertEquals(List.of(Reason.IMPLAUSIBLE), results.reasons());
    }

    @Test
    void aMasterWithoutAccuracyStatesNoError() {
        client = client(Messages.settings(Messages.claims(5_000, false)));
        ClockQuality unknown = new ClockQuality(248, 0xFE, 0xFFFF);
        receive(Messages.quality(Messages.announce(MASTER, 1, TAI), unknown, 0), 0);
        receive(Messages.quality(Messages.announce(MASTER, 2, TAI), unknown, 0), SECOND);
        exchange(2 * SECOND, 10, 20);
        assertTrue(results.statesNoError);
        assertEquals(5_000, results.claims.get(0).budget().sourceErrorNanos());
    }

    @Test
    void leapFlagsAndScaleAreInTheDetailWhichIsToldWhenItChanges() {
        follow(MASTER, TAI);
        receive(Messages.announce(MASTER, 3, TAI), 2 * SECOND);
        receive(Messages.announce(MASTER, 4, TAI | PtpHeader.LEAP_61), 3 * SECOND);
        assertEquals(2, results.details.size(), results.details::toString);
        assertTrue(results.details.get(0).endsWith("class 6, accuracy 100 ns, 0 steps removed, TAI"));
        assertTrue(results.details.get(1).endsWith(", TAI, leap second announced"));
    }

    @Test
    void announcesAsFastAsTheNetworkCanFillNoQueue() {
        follow(MASTER, TAI);
        int flood = 10_000;
        for (int i = 0; i < flood; i++) {
            // As one that calls itself another grandmaster each time, and one that changes its flags each time.
            Announce announce = Messages.announce(MASTER, i % 0x10000, i % 2 == 0 ? TAI : TAI | PtpHeader.LEAP_61);
            long grandmaster = i < flood / 2 ? MASTER.clock() : 77 + i % 2;
            receive(
                    new Announce(announce.header(), 0, 37, 128, Messages.GOOD, 128, grandmaster, 0, 0x20),
                    2 * SECOND + i * MILLI / 10);
        }
        assertTrue(results.masters.size() <= 3, () -> results.masters.size() + " masters");
        assertTrue(results.details.size() <= 6, () -> results.details.size() + " details");
        assertTrue(results.statements <= 3, () -> results.statements + " statements");
        assertTrue(results.failures.size() <= 4, () -> results.failures.size() + " failures");
    }

    @Test
    void whatWasHeldBackIsSaidLater() {
        follow(MASTER, TAI);
        receive(Messages.announce(MASTER, 3, TAI | PtpHeader.LEAP_61), SECOND + 1);
        assertEquals(1, results.details.size(), results.details::toString);
        client.due(START + 2 * SECOND);
        assertTrue(results.details.get(1).endsWith(", TAI, leap second announced"), results.details::toString);
    }

    @Test
    void aSyncFromBeforeOrBesideABetterAccuracyIsNotTakenForAsGood() {
        ClockQuality poor = new ClockQuality(52, 0x29, 0xFFFF);
        receive(Messages.quality(Messages.announce(MASTER, 1, TAI), poor, 0), 0);
        receive(Messages.quality(Messages.announce(MASTER, 2, TAI), poor, 0), SECOND);
        receive(Messages.twoStep(MASTER, 1, 0), 2 * SECOND);
        DelayReq request = request(2 * SECOND);
        receive(Messages.announce(MASTER, 3, TAI), 2 * SECOND + 1);
        receive(Messages.followUp(MASTER, 1, TAI_AT_START + 2 * SECOND, 0), 2 * SECOND + 2);
        receive(
                Messages.response(MASTER, request.header().sequence(), OWN, TAI_AT_START + 2 * SECOND, 0),
                2 * SECOND + 3);
        // It waited in the other socket.
        receive(Messages.oneStep(MASTER, 2, TAI_AT_START + 2 * SECOND, 0), 2 * SECOND + 4);
        client.due(START + 2 * SECOND + HalfClaims.PATIENCE_NANOS + 5);
        assertEquals(List.of(), results.claims);
        receive(Messages.announce(MASTER, 4, TAI), 7 * SECOND);
        receive(Messages.announce(MASTER, 5, TAI), 7 * SECOND + 1);
        client.noEventWaits();
        receive(Messages.oneStep(MASTER, 3, TAI_AT_START + 7 * SECOND, 0), 7 * SECOND + 2);
        client.due(START + 7 * SECOND + HalfClaims.PATIENCE_NANOS + 3);
        assertEquals(100, results.claims.get(0).budget().sourceErrorNanos());
    }

    @Test
    void syncsDoNotPushTheRareAnswersOutOfAMemoryOfEightClaims() {
        int everyLog = 5;
        follow(MASTER, TAI);
        int sinceUpper = 0;
        int seen = 0;
        for (int second = 2; second < 600; second++) {
            long atNanos = second * SECOND;
            receive(Messages.announce(MASTER, second, TAI), atNanos);
            // The oscillator is 100 ppm fast, so that older Syncs seem to have been faster.
            long taiNanos = TAI_AT_START + atNanos - atNanos / 10_000;
            receive(Messages.oneStep(MASTER, second, taiNanos, 0), atNanos + 10);
            for (Outgoing each : client.due(START + atNanos + 20)) {
                PtpHeader header =
                        Messages.header(MASTER, each.message().header().sequence(), 0, 0, everyLog);
                receive(new DelayResp(header, taiNanos + 30, OWN), atNanos + 40);
            }
            for (Claim claim : results.claims.subList(seen, results.claims.size())) {
                sinceUpper = claim.hasUpper() ? 0 : sinceUpper + 1;
                assertTrue(sinceUpper < 4, "too many claims with a lower half only");
            }
            seen = results.claims.size();
        }
        assertTrue(seen > 20, "claims: " + seen);
    }

    @Test
    void whatAMasterSaidBeforeALongAbsenceCountsNoMore() {
        follow(MASTER, TAI);
        receive(Messages.oneStep(MASTER, 1, TAI_AT_START + 2 * SECOND, 0), 2 * SECOND);
        client.wasAway(START + 3 * SECOND);
        receive(Messages.oneStep(MASTER, 2, TAI_AT_START + 3 * SECOND, 0), 3 * SECOND);
        client.due(START + 3 * SECOND + HalfClaims.PATIENCE_NANOS + 1);
        assertEquals(List.of(), results.claims);
        receive(Messages.announce(MASTER, 7, TAI), 8 * SECOND);
        receive(Messages.announce(MASTER, 8, TAI), 9 * SECOND);
        exchange(10 * SECOND, 10, 20);
        assertEquals(1, results.claims.size());
        assertEquals(1, results.masters.size(), "it is the one before");
    }

    @Test
    void bytesThatAreNoMessageAreReportedByReason() {
        for (PtpRejection rejection : PtpRejection.values()) {
            client.rejected(rejection, SENDER, START);
        }
        assertEquals(Set.of(Reason.MALFORMED, Reason.UNUSED_KIND), Set.copyOf(results.reasons()));
    }

    @Test
    void aSyncThatComesAfterAPauseStillGivesATrueHalf() {
        follow(MASTER, TAI);
        Sync sync = Messages.oneStep(MASTER, 1, TAI_AT_START + 2 * SECOND, 0);
        receive(sync, 3 * SECOND);
        client.due(START + 3 * SECOND + HalfClaims.PATIENCE_NANOS + 1);
        Claim claim = results.claims.get(0);
        assertTrue(claim.hasLower() && !claim.hasUpper());
        assertEquals(START + 3 * SECOND, claim.lowerTicks());
        assertEquals(TAI_AT_START + 2 * SECOND - 100, claim.lowerTaiNanos());
    }

    private void follow(PortIdentity master, int flags) {
        receive(Messages.announce(master, 1, flags), 0);
        receive(Messages.announce(master, 2, flags), SECOND);
    }

    /** A Sync that takes one delay and a Delay_Req that takes another, at about the same time. */
    private void exchange(long atNanos, long backNanos, long thereNanos) {
        receive(Messages.oneStep(MASTER, (int) (atNanos / SECOND), TAI_AT_START + atNanos, 0), atNanos + backNanos);
        DelayReq request = request(atNanos);
        receive(
                Messages.response(MASTER, request.header().sequence(), OWN, TAI_AT_START + atNanos + thereNanos, 0),
                atNanos + 2 * thereNanos);
    }

    private DelayReq request(long atNanos) {
        return client.due(START + atNanos).stream()
                .map(Outgoing::message)
                .filter(DelayReq.class::isInstance)
                .map(DelayReq.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private void receive(PtpMessage message, long atNanos) {
        client.received(message, SENDER, START + atNanos);
    }

    private PtpClient client(PtpSettings settings) {
        return new PtpClient(settings, OWN, new SplittableRandom(1), results, START);
    }
}
