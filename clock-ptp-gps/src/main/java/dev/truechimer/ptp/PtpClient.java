package dev.truechimer.ptp;

import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.wire.ClockAccuracy;
import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import dev.truechimer.ptp.wire.PtpMessage.DelayReq;
import dev.truechimer.ptp.wire.PtpMessage.DelayResp;
import dev.truechimer.ptp.wire.PtpRejection;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A clock that follows the best master and is never one: messages in, claims and messages out.
 *
 * <p>It reads no clock and knows no socket: each call carries a reading of the oscillator. <b>Limit:</b> whatever is sent to it, it keeps at most 16 masters and a few messages of one of them.
 * <b>Threads:</b> confined to the source's. <b>Source:</b> IEEE 1588-2019, 9 and 11.3; error model, section 1.
 */
final class PtpClient {

    /** How long it may be without a master, or a master without a Sync, before that is reported, again and again. */
    static final long SILENCE_NANOS = 4_000_000_000L;

    static final long LONGEST_WAIT_NANOS = 250_000_000L;

    /** Of a message that may be of no use to us: another one is sent by the same master. */
    private static final int ALTERNATE_MASTER = 0x0100;

    private static final int LEAST_LOG_DELAY = -3;

    private final PtpSettings settings;
    private final PortIdentity own;
    private final RandomGenerator random;
    private final PtpResults results;
    private final Complaints complaints;
    private final PacedNews news;
    private final ForeignMasters masters = new ForeignMasters();
    private final Measurements measurements;
    private final UnicastClient unicast;
    private @Nullable Master followed;
    private String told = "";
    private long toldTicks;
    private boolean olderEventsMayWait;
    private int delayLogInterval;
    private long nextRequestTicks;
    private long silentSinceTicks;

    /**
     * A message to be sent.
     *
     * @param message what
     * @param event whether to the port of messages that are stamped
     * @param receiver to whom; {@code null} for the group
     */
    record Outgoing(
            PtpMessage message, boolean event, @Nullable InetAddress receiver) {}

    /**
     * One that has heard nothing yet.
     *
     * @param own its port, which nobody else has
     * @param nowTicks a reading
     */
    PtpClient(PtpSettings settings, PortIdentity own, RandomGenerator random, PtpResults results, long nowTicks) {
        this.settings = settings;
        this.own = own;
        this.random = random;
        this.results = results;
        this.complaints = new Complaints(results::failed);
        this.measurements = new Measurements(settings, own, random.nextInt(0x10000), results, complaints);
        this.unicast = new UnicastClient(settings, own, complaints, nowTicks);
        this.silentSinceTicks = nowTicks;
        this.news = new PacedNews(results, nowTicks);
        this.toldTicks = nowTicks - PacedNews.PAUSE_NANOS;
    }

    /**
     * A message came. What waits in the socket of general messages must be handed in before what waits in that of events: a
     * Sync must not be judged by what its master said earlier than that.
     *
     * @param sender where from
     * @param receivedTicks read after it was received
     */
    void received(PtpMessage message, InetAddress sender, long receivedTicks) {
        if (!isForUs(message.header())) {
            return;
        }
        if (settings.isUnicast() && !settings.unicastMasters().contains(sender)) {
            complaints.add(
                    Reason.UNSOLICITED, sender.getHostAddress() + " is not among the unicast masters", receivedTicks);
            return;
        }
        if (message instanceof Announce announce) {
            Optional<PortIdentity> current = Optional.ofNullable(followed).map(Master::port);
            masters.heard(new Master(announce, sender), announceNanos(announce, sender), current, receivedTicks);
            choose(receivedTicks);
        } else if (message instanceof PtpMessage.Signaling signaling) {
            unicast.received(signaling, sender, receivedTicks);
        } else {
            timed(message, receivedTicks);
        }
    }

    /** Bytes came that are no message. */
    void rejected(PtpRejection rejection, InetAddress sender, long receivedTicks) {
        boolean other = rejection == PtpRejection.UNUSED_TYPE || rejection == PtpRejection.WRONG_VERSION;
        complaints.add(
                other ? Reason.UNUSED_KIND : Reason.MALFORMED,
                "from " + sender.getHostAddress() + ": " + rejection,
                receivedTicks);
    }

    /** The socket of events was empty after all general messages were handed in: a Sync from now on is not older than these. */
    void noEventWaits() {
        olderEventsMayWait = false;
    }

    /** Nobody listened for a while: what was announced before may not hold any more, and newer messages may be lost. */
    void wasAway(long nowTicks) {
        masters.clear();
        measurements.forget();
        followed = null;
        silentSinceTicks = nowTicks;
        news.say("no master since this process was held up", nowTicks);
    }

    /** Something outside went wrong. */
    void complain(Reason reason, String text, long nowTicks) {
        complaints.add(reason, text, nowTicks);
    }

    /**
     * What is to be done now.
     *
     * @param nowTicks before anything that is returned is sent
     */
    List<Outgoing> due(long nowTicks) {
        // First what was measured: it is forgotten when another master is chosen.
        measurements.expire(nowTicks, requestNanos());
        choose(nowTicks);
        news.tellWhatWaits(nowTicks);
        reportSilence(nowTicks);
        List<Outgoing> outgoing =
                new ArrayList<>(unicast.due(Optional.ofNullable(followed).map(Master::sender), nowTicks));
        Master master = followed;
        if (master == null || nowTicks - nextRequestTicks < 0) {
            return outgoing;
        }
        if (mayRequest(master, nowTicks)) {
            outgoing.add(request(master, nowTicks));
        } else {
            nextRequestTicks = nowTicks + LONGEST_WAIT_NANOS;
        }
        return outgoing;
    }

    /**
     * A Delay_Req leaves now.
     *
     * @param beforeTicks read before it is sent
     */
    void leaving(DelayReq request, long beforeTicks) {
        measurements.leaving(request.header().sequence(), beforeTicks);
    }

    /** How long nothing is to be done, if no message comes. */
    long waitNanos(long nowTicks) {
        if (followed == null) {
            return LONGEST_WAIT_NANOS;
        }
        return Math.max(0, Math.min(LONGEST_WAIT_NANOS, nextRequestTicks - nowTicks));
    }

    /** What to say at the end. */
    List<Outgoing> goodbye(long nowTicks) {
        return unicast.goodbye(nowTicks);
    }

    /** How often a master announces itself: by unicast as it granted, which the message itself need not say. */
    private long announceNanos(Announce announce, InetAddress sender) {
        long saidNanos = LogInterval.nanos(announce.header().logInterval());
        return settings.isUnicast()
                ? Math.max(saidNanos, LogInterval.nanos(unicast.announceLogInterval(sender)))
                : saidNanos;
    }

    private boolean isForUs(PtpHeader header) {
        return header.domain() == settings.domain()
                && header.sdoId() == settings.sdoId()
                && header.source().clock() != own.clock()
                && !header.has(ALTERNATE_MASTER);
    }

    private void timed(PtpMessage message, long receivedTicks) {
        Master master = followed;
        if (master == null
                || (olderEventsMayWait && message instanceof PtpMessage.Sync)
                || !message.header().source().equals(master.port())
                || !measurements.received(message, master, receivedTicks)) {
            return;
        }
        if (!(message instanceof DelayResp)) {
            silentSinceTicks = receivedTicks;
        } else if (!settings.isUnicast()) {
            delayLogInterval = message.header().logInterval();
        }
    }

    /** Follows the best master, which may have changed. */
    private void choose(long nowTicks) {
        Master before = followed;
        Optional<Master> first = masters.best(nowTicks);
        Master best = first.filter(each -> each.address().equals(told) || nowTicks - toldTicks >= PacedNews.PAUSE_NANOS)
                .orElse(null);
        if (Objects.equals(before, best)) {
            return;
        }
        followed = best;
        if (before == null || best == null || !before.isSame(best)) {
            measurements.forget();
            silentSinceTicks = nowTicks;
        } else if (!before.isAsTrueAs(best)) {
            // What was sent before must be judged neither by the one nor by the other.
            measurements.forget();
            olderEventsMayWait = true;
        }
        if (best == null) {
            String what = first.isPresent() ? " was preferred for less than a second" : " announces itself no more";
            complaints.add(Reason.NO_REPLY, Objects.requireNonNull(before).port() + what, nowTicks);
            news.say("no master", nowTicks);
            return;
        }
        if (before == null || !before.isSame(best)) {
            delayLogInterval = 0;
            nextRequestTicks = nowTicks + random.nextLong(LogInterval.nanos(LEAST_LOG_DELAY));
            tell(best, nowTicks);
        }
        news.statesNoError(
                ClockAccuracy.errorNanos(best.announce().quality().accuracy()).isEmpty());
        news.say(best.text(), nowTicks);
    }

    private void tell(Master master, long nowTicks) {
        // A master that was away for a while is the one before: what it said is not forgotten.
        if (!master.address().equals(told)) {
            told = master.address();
            toldTicks = nowTicks;
            results.follows(master.address(), master.mark());
        }
    }

    private void reportSilence(long nowTicks) {
        Master master = followed;
        int expired = measurements.expireRequests(nowTicks);
        if (master != null && expired > 0) {
            complaints.add(
                    Reason.NO_REPLY,
                    master.port() + " did not answer " + expired
                            + " Delay_Req: they don't reach it, or delays are measured from peer to peer there, which"
                            + " gives lower halves only",
                    nowTicks);
        }
        if (nowTicks - silentSinceTicks <= SILENCE_NANOS) {
            return;
        }
        silentSinceTicks = nowTicks;
        String what = master != null
                ? "no Sync of " + master.port() + " that is complete"
                : masters.size() > 0
                        ? "no master has announced itself often enough yet"
                        : "no master announces itself in domain " + settings.domain() + " on "
                                + settings.networkInterface();
        complaints.add(Reason.NO_REPLY, what, nowTicks);
    }

    private boolean mayRequest(Master master, long nowTicks) {
        if (!settings.isUnicast()) {
            return true;
        }
        OptionalInt granted = unicast.delayLogInterval(master.sender(), nowTicks);
        granted.ifPresent(log -> delayLogInterval = log);
        return granted.isPresent();
    }

    private long requestNanos() {
        return LogInterval.nanos(Math.max(LEAST_LOG_DELAY, delayLogInterval));
    }

    private Outgoing request(Master master, long nowTicks) {
        long intervalNanos = requestNanos();
        // Never more often than the master wants it, and not in step with other clients.
        nextRequestTicks = nowTicks + intervalNanos + random.nextLong(intervalNanos / 4);
        PtpHeader header = new PtpHeader(
                settings.sdoId(),
                0,
                settings.domain(),
                settings.isUnicast() ? PtpHeader.UNICAST : 0,
                0,
                own,
                measurements.request(nowTicks),
                LogInterval.NONE);
        return new Outgoing(new DelayReq(header, 0), true, settings.isUnicast() ? master.sender() : null);
    }
}
