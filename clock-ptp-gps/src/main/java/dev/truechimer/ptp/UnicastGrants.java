package dev.truechimer.ptp;

import dev.truechimer.ptp.wire.PtpMessage.CancelUnicast;
import dev.truechimer.ptp.wire.PtpMessage.GrantUnicast;
import dev.truechimer.ptp.wire.PtpMessage.RequestUnicast;
import dev.truechimer.ptp.wire.PtpMessage.UnicastTlv;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one master has granted: Announce from each that is asked, Sync and Delay_Resp from the one that is followed.
 *
 * <p>A grant is renewed at half of its time. What is not answered is asked for again after 1, 2, 4, 8 and then always 16 s;
 * what is refused, after 16 s. <b>Threads:</b> confined to the client's. <b>Source:</b> IEEE 1588-2019, 16.1.
 */
final class UnicastGrants {

    static final long WANTED_SECONDS = 60;
    static final long NANOS_PER_SECOND = 1_000_000_000L;
    static final long LONGEST_PAUSE_NANOS = 16 * NANOS_PER_SECOND;

    /** Longer grants are used for so long only: who forgets us must not keep us silent for years. */
    private static final long MOST_SECONDS = 3600;

    private static final int MOST_DOUBLINGS = 4;

    /** A kind of message that a master may grant. */
    enum Kind {
        ANNOUNCE(11),
        SYNC(0),
        DELAY_RESP(9);

        private final int messageType;

        Kind(int messageType) {
            this.messageType = messageType;
        }

        private static Optional<Kind> of(int messageType) {
            for (Kind each : values()) {
                if (each.messageType == messageType) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    private static final class Grant {
        private boolean granted;
        private long untilTicks;
        private long askTicks;
        private int unanswered;
        private int logInterval;
    }

    private final Map<Kind, Grant> grants = new EnumMap<>(Kind.class);

    /**
     * None yet.
     *
     * @param nowTicks when asking may begin
     */
    UnicastGrants(long nowTicks) {
        for (Kind kind : Kind.values()) {
            Grant grant = new Grant();
            grant.askTicks = nowTicks;
            grants.put(kind, grant);
        }
    }

    /**
     * What to ask for now.
     *
     * @param followed whether this is the master that is followed
     */
    List<UnicastTlv> due(boolean followed, long nowTicks) {
        List<UnicastTlv> requests = new ArrayList<>();
        grants.forEach((kind, grant) -> {
            boolean wanted = followed || kind == Kind.ANNOUNCE;
            if (wanted && nowTicks - grant.askTicks >= 0) {
                grant.askTicks = nowTicks + (NANOS_PER_SECOND << Math.min(grant.unanswered, MOST_DOUBLINGS));
                grant.unanswered++;
                requests.add(new RequestUnicast(kind.messageType, 0, WANTED_SECONDS));
            }
        });
        return requests;
    }

    /** How often the kind that waits longest was asked for in vain. */
    int unanswered() {
        // The last request may be on its way still.
        return grants.values().stream()
                .mapToInt(grant -> grant.unanswered - 1)
                .max()
                .orElse(0);
    }

    /**
     * An answer.
     *
     * @return false if it refuses
     */
    boolean answered(GrantUnicast answer, long nowTicks) {
        Optional<Kind> kind = Kind.of(answer.messageType());
        if (kind.isEmpty()) {
            return true;
        }
        Grant grant = grant(kind.get());
        grant.granted = answer.durationSeconds() > 0;
        grant.unanswered = 0;
        if (grant.granted) {
            grant.logInterval = answer.logInterval();
        }
        long nanos = Math.min(answer.durationSeconds(), MOST_SECONDS) * NANOS_PER_SECOND;
        grant.untilTicks = nowTicks + nanos;
        grant.askTicks = nowTicks + (grant.granted ? nanos / 2 : LONGEST_PAUSE_NANOS);
        return grant.granted;
    }

    /** The master sends no more of a kind. It is asked again after a pause. */
    void cancelled(CancelUnicast cancel, long nowTicks) {
        Kind.of(cancel.messageType()).map(this::grant).ifPresent(grant -> {
            grant.granted = false;
            grant.unanswered = 0;
            grant.askTicks = nowTicks + LONGEST_PAUSE_NANOS;
        });
    }

    /** The interval of Delay_Req that is granted, as a power of two; empty if none is. */
    OptionalInt delayLogInterval(long nowTicks) {
        Grant grant = grant(Kind.DELAY_RESP);
        return isInForce(grant, nowTicks) ? OptionalInt.of(grant.logInterval) : OptionalInt.empty();
    }

    /** The interval of Announce that was granted last, as a power of two; that which is asked for if none was. */
    int announceLogInterval() {
        return grant(Kind.ANNOUNCE).logInterval;
    }

    /** What to cancel of a master that is not followed any more. */
    List<UnicastTlv> release(long nowTicks) {
        return cancel(List.of(Kind.SYNC, Kind.DELAY_RESP), nowTicks);
    }

    /** What to cancel at the end. */
    List<UnicastTlv> releaseAll(long nowTicks) {
        return cancel(List.of(Kind.values()), nowTicks);
    }

    private List<UnicastTlv> cancel(List<Kind> kinds, long nowTicks) {
        List<UnicastTlv> cancels = new ArrayList<>();
        for (Kind kind : kinds) {
            Grant grant = grant(kind);
            if (isInForce(grant, nowTicks)) {
                cancels.add(new CancelUnicast(kind.messageType));
            }
            grant.granted = false;
            grant.unanswered = 0;
            grant.askTicks = nowTicks;
        }
        return cancels;
    }

    private static boolean isInForce(Grant grant, long nowTicks) {
        return grant.granted && grant.untilTicks - nowTicks > 0;
    }

    private Grant grant(Kind kind) {
        return Objects.requireNonNull(grants.get(kind));
    }
}
