package dev.truechimer.ptp;

import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.PtpClient.Outgoing;
import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage.AcknowledgeCancel;
import dev.truechimer.ptp.wire.PtpMessage.CancelUnicast;
import dev.truechimer.ptp.wire.PtpMessage.GrantUnicast;
import dev.truechimer.ptp.wire.PtpMessage.Signaling;
import dev.truechimer.ptp.wire.PtpMessage.UnicastTlv;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates with the masters that the user named; does nothing if none are. <b>Limit:</b> what a master makes us answer
 * waits for the next turn, {@value #MOST_ANSWERS} answers at most. <b>Threads:</b> confined to the client's. <b>Source:</b>
 * IEEE 1588-2019, 16.1.
 */
final class UnicastClient {

    private static final int MOST_ANSWERS = 16;

    /** So many requests without an answer are reported, again and again. */
    private static final int PATIENCE = 2;

    private static final int SEQUENCES = 0x10000;

    private final PtpSettings settings;
    private final PortIdentity own;
    private final Complaints complaints;
    private final Map<InetAddress, UnicastGrants> masters = new LinkedHashMap<>();
    private final List<Outgoing> answers = new ArrayList<>();
    private @Nullable InetAddress followed;
    private int nextSequence;

    UnicastClient(PtpSettings settings, PortIdentity own, Complaints complaints, long nowTicks) {
        this.settings = settings;
        this.own = own;
        this.complaints = complaints;
        settings.unicastMasters().forEach(master -> masters.put(master, new UnicastGrants(nowTicks)));
    }

    /** What to send now. */
    List<Outgoing> due(Optional<InetAddress> nowFollowed, long nowTicks) {
        List<Outgoing> outgoing = new ArrayList<>(answers);
        answers.clear();
        release(nowFollowed, nowTicks).ifPresent(outgoing::add);
        masters.forEach((master, grants) -> {
            List<UnicastTlv> wanted =
                    grants.due(nowFollowed.filter(master::equals).isPresent(), nowTicks);
            if (wanted.isEmpty()) {
                return;
            }
            outgoing.add(signal(master, wanted));
            if (grants.unanswered() >= PATIENCE) {
                complaints.add(
                        Reason.NO_REPLY,
                        master.getHostAddress() + " does not answer requests for unicast messages",
                        nowTicks);
            }
        });
        return outgoing;
    }

    /** A master of ours has answered, or cancels something. */
    void received(Signaling signaling, InetAddress sender, long nowTicks) {
        UnicastGrants grants = masters.get(sender);
        boolean forUs = signaling.target().equals(own) || signaling.target().equals(PortIdentity.ALL);
        if (grants == null || !forUs) {
            return;
        }
        for (UnicastTlv tlv : signaling.tlvs()) {
            if (tlv instanceof GrantUnicast answer && !grants.answered(answer, nowTicks)) {
                complaints.add(
                        Reason.RATE_LIMITED,
                        sender.getHostAddress() + " refuses to send messages of type " + answer.messageType()
                                + " by unicast: it may serve too many clients, or not allow unicast",
                        nowTicks);
            } else if (tlv instanceof CancelUnicast cancel) {
                grants.cancelled(cancel, nowTicks);
                answer(sender, cancel);
                complaints.add(
                        Reason.RATE_LIMITED,
                        sender.getHostAddress() + " cancels messages of type " + cancel.messageType(),
                        nowTicks);
            }
        }
    }

    /** The interval of Delay_Req that a master grants. */
    OptionalInt delayLogInterval(InetAddress master, long nowTicks) {
        UnicastGrants grants = masters.get(master);
        return grants == null ? OptionalInt.empty() : grants.delayLogInterval(nowTicks);
    }

    /** The interval of Announce that a master granted last, or that it is asked for. */
    int announceLogInterval(InetAddress master) {
        UnicastGrants grants = masters.get(master);
        return grants == null ? 0 : grants.announceLogInterval();
    }

    /** Cancels what is granted. */
    List<Outgoing> goodbye(long nowTicks) {
        List<Outgoing> outgoing = new ArrayList<>();
        masters.forEach((master, grants) -> {
            List<UnicastTlv> cancels = grants.releaseAll(nowTicks);
            if (!cancels.isEmpty()) {
                outgoing.add(signal(master, cancels));
            }
        });
        return outgoing;
    }

    private Optional<Outgoing> release(Optional<InetAddress> nowFollowed, long nowTicks) {
        InetAddress before = followed;
        followed = nowFollowed.orElse(null);
        UnicastGrants grants = before == null || before.equals(followed) ? null : masters.get(before);
        if (before == null || grants == null) {
            return Optional.empty();
        }
        List<UnicastTlv> cancels = grants.release(nowTicks);
        return cancels.isEmpty() ? Optional.empty() : Optional.of(signal(before, cancels));
    }

    private void answer(InetAddress master, CancelUnicast cancel) {
        if (answers.size() < MOST_ANSWERS) {
            answers.add(signal(master, List.of(new AcknowledgeCancel(cancel.messageType()))));
        }
    }

    private Outgoing signal(InetAddress master, List<UnicastTlv> tlvs) {
        PtpHeader header = new PtpHeader(
                settings.sdoId(), 0, settings.domain(), PtpHeader.UNICAST, 0, own, nextSequence, LogInterval.NONE);
        nextSequence = (nextSequence + 1) % SEQUENCES;
        return new Outgoing(new Signaling(header, PortIdentity.ALL, tlvs), false, master);
    }
}
