package dev.truechimer.ptp;

import static dev.truechimer.ptp.Messages.TAI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.PtpClient.Outgoing;
import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage;
import dev.truechimer.ptp.wire.PtpMessage.AcknowledgeCancel;
import dev.truechimer.ptp.wire.PtpMessage.CancelUnicast;
import dev.truechimer.ptp.wire.PtpMessage.DelayReq;
import dev.truechimer.ptp.wire.PtpMessage.GrantUnicast;
import dev.truechimer.ptp.wire.PtpMessage.RequestUnicast;
import dev.truechimer.ptp.wire.PtpMessage.Signaling;
import dev.truechimer.ptp.wire.PtpMessage.UnicastTlv;
import dev.truechimer.testing.Ipv4;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A client that negotiates with two masters. */
class UnicastClientTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = Messages.ticksBeforeTheEnd(SECOND);
    private static final PortIdentity OWN = new PortIdentity(0x0200_0000_0000_0001L, 1);
    private static final InetAddress GOOD_ADDRESS = Ipv4.of(192, 0, 2, 1);
    private static final InetAddress BAD_ADDRESS = Ipv4.of(192, 0, 2, 2);
    private static final PortIdentity GOOD = new PortIdentity(1, 1);
    private static final PortIdentity BAD = new PortIdentity(2, 1);

    private final RecordingResults results = new RecordingResults();
    private final PtpClient client = new PtpClient(
            new PtpSettings(
                    "ptp",
                    "eth0",
                    0,
                    0,
                    false,
                    0xE,
                    List.of(GOOD_ADDRESS, BAD_ADDRESS),
                    Messages.claims(0, false),
                    PtpSettings.Ports.REGISTERED),
            OWN,
            new SplittableRandom(1),
            results,
            START);

    @Test
    void asksAllForAnnounceAndTheBestForTheRest() {
        List<Outgoing> first = client.due(START);
        assertEquals(List.of(GOOD_ADDRESS, BAD_ADDRESS), receivers(first));
        for (Outgoing each : first) {
            assertFalse(each.event());
            assertTrue(each.message().header().has(PtpHeader.UNICAST));
            assertEquals(List.of(new RequestUnicast(11, 0, 60)), ((Signaling) each.message()).tlvs());
        }
        announce(BAD, BAD_ADDRESS);
        List<Outgoing> second = client.due(START + 1);
        assertEquals(List.of(BAD_ADDRESS), receivers(second));
        assertEquals(
                List.of(new RequestUnicast(0, 0, 60), new RequestUnicast(9, 0, 60)),
                ((Signaling) second.get(0).message()).tlvs());
    }

    @Test
    void sendsNoDelayReqBeforeTheAnswerIsGranted() {
        announce(GOOD, GOOD_ADDRESS);
        assertTrue(delayReqs(START + SECOND).isEmpty());
        assertTrue(client.waitNanos(START + SECOND) > 0, "it must not spin");
        grant(GOOD_ADDRESS, 9, 60);
        List<Outgoing> sent = delayReqs(START + 2 * SECOND);
        assertEquals(List.of(GOOD_ADDRESS), receivers(sent));
        assertTrue(sent.get(0).event() && sent.get(0).message().header().has(PtpHeader.UNICAST));
    }

    /** ptp4l's Announce says the interval of its multicast, and comes at that which it granted. */
    @Test
    void aMasterMayBeAsSilentAsItGranted() {
        client.due(START);
        signal(GOOD_ADDRESS, OWN, new GrantUnicast(11, 1, 60, true));
        announce(GOOD, GOOD_ADDRESS);
        client.due(START + 6 * SECOND);
        assertEquals(1, results.details.size(), results.details::toString);
        client.due(START + 6 * SECOND + 1);
        assertEquals("no master", results.details.get(results.details.size() - 1));
    }

    @Test
    void othersAreNotListenedTo() {
        PtpMessage announce = Messages.announce(GOOD, 1, TAI);
        client.received(announce, Ipv4.of(192, 0, 2, 3), START);
        client.received(Messages.announce(GOOD, 2, TAI), Ipv4.of(192, 0, 2, 3), START);
        assertEquals(List.of(), results.masters);
        assertEquals(List.of(Reason.UNSOLICITED), results.reasons());
    }

    @Test
    void aMasterThatIsNotTheBestAnyMoreIsReleased() {
        announce(BAD, BAD_ADDRESS);
        for (int type : new int[] {0, 9, 11}) {
            grant(BAD_ADDRESS, type, 60);
        }
        client.due(START);
        announce(GOOD, GOOD_ADDRESS);
        List<UnicastTlv> toBad = tlvs(client.due(START + 1), BAD_ADDRESS);
        assertEquals(List.of(new CancelUnicast(0), new CancelUnicast(9)), toBad);
    }

    @Test
    void aCancelIsAcknowledgedAndReported() {
        announce(GOOD, GOOD_ADDRESS);
        grant(GOOD_ADDRESS, 9, 60);
        client.due(START);
        signal(GOOD_ADDRESS, OWN, new CancelUnicast(9));
        assertEquals(List.of(Reason.RATE_LIMITED), results.reasons());
        assertEquals(
                List.of(new AcknowledgeCancel(9)),
                tlvs(client.due(START + 1), GOOD_ADDRESS).subList(0, 1));
        assertTrue(delayReqs(START + 2 * SECOND).isEmpty());
    }

    @Test
    void aFloodOfCancelsIsNotAnsweredWithoutEnd() {
        client.due(START);
        for (int i = 0; i < 1000; i++) {
            signal(GOOD_ADDRESS, OWN, new CancelUnicast(9));
        }
        assertEquals(16, client.due(START + 1).size());
    }

    @Test
    void whatIsMeantForAnotherClientIsNotForUs() {
        signal(GOOD_ADDRESS, new PortIdentity(77, 1), new GrantUnicast(9, 0, 0, false));
        assertEquals(List.of(), results.failures);
        signal(GOOD_ADDRESS, PortIdentity.ALL, new GrantUnicast(9, 0, 0, false));
        assertEquals(List.of(Reason.RATE_LIMITED), results.reasons());
        assertTrue(results.failures.get(0).detail().contains("192.0.2.1 refuses"), results.failures::toString);
    }

    @Test
    void silenceIsReported() {
        for (long second = 0; second < 4; second++) {
            client.due(START + second * SECOND);
        }
        assertTrue(
                results.failures.stream().anyMatch(each -> each.detail().contains("does not answer requests")),
                results.failures::toString);
    }

    private void announce(PortIdentity port, InetAddress sender) {
        client.received(Messages.announce(port, 1, TAI), sender, START);
        client.received(Messages.announce(port, 2, TAI), sender, START);
    }

    private void grant(InetAddress sender, int messageType, long seconds) {
        signal(sender, OWN, new GrantUnicast(messageType, 0, seconds, true));
    }

    private void signal(InetAddress sender, PortIdentity target, UnicastTlv tlv) {
        PtpHeader header = Messages.header(GOOD, 0, PtpHeader.UNICAST, 0, 127);
        client.received(new Signaling(header, target, List.of(tlv)), sender, START);
    }

    private List<Outgoing> delayReqs(long ticks) {
        return client.due(ticks).stream()
                .filter(each -> each.message() instanceof DelayReq)
                .toList();
    }

    private static List<UnicastTlv> tlvs(List<Outgoing> outgoing, InetAddress receiver) {
        List<UnicastTlv> tlvs = new ArrayList<>();
        for (Outgoing each : outgoing) {
            if (receiver.equals(each.receiver()) && each.message() instanceof Signaling signaling) {
                tlvs.addAll(signaling.tlvs());
            }
        }
        return tlvs;
    }

    private static List<InetAddress> receivers(List<Outgoing> outgoing) {
        List<InetAddress> receivers = new ArrayList<>();
        outgoing.forEach(each -> receivers.add(each.receiver()));
        return receivers;
    }
}
