package dev.truechimer.ptp;

import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The masters that are heard, and which of them is the best.
 *
 * <p>One qualifies by two different Announce messages within four intervals, and is forgotten three intervals after the last.
 * <b>Limit:</b> {@value #MOST} masters; the one that was silent for the longest makes room, but never the one that is
 * followed. <b>Threads:</b> confined to the client's. <b>Source:</b> IEEE 1588-2019, 9.3.2.4 and 9.2.6.12.
 */
final class ForeignMasters {

    static final int MOST = 16;

    private static final AnnounceOrder ORDER = new AnnounceOrder();
    private static final int WINDOW_INTERVALS = 4;
    private static final int TIMEOUT_INTERVALS = 3;
    private static final int SLAVE_ONLY = 255;
    private static final int TOO_FAR = 255;

    private final Map<PortIdentity, Heard> heard = new LinkedHashMap<>();

    /** One that is heard. */
    private record Heard(Master master, long intervalNanos, long lastTicks, boolean qualified) {

        private long silenceNanos() {
            return (qualified ? TIMEOUT_INTERVALS : WINDOW_INTERVALS) * intervalNanos;
        }
    }

    /**
     * A master has spoken.
     *
     * @param master with what it said
     * @param intervalNanos how often it speaks
     * @param followed whom the client follows, who keeps its place
     * @param nowTicks after it was received
     */
    void heard(Master master, long intervalNanos, Optional<PortIdentity> followed, long nowTicks) {
        Announce announce = master.announce();
        if (announce.quality().clockClass() == SLAVE_ONLY || announce.stepsRemoved() >= TOO_FAR) {
            return;
        }
        Heard before = heard.get(master.port());
        if (before == null && heard.size() >= MOST) {
            makeRoom(followed, nowTicks);
        }
        boolean qualified = before != null && qualifies(before, announce, intervalNanos, nowTicks);
        heard.put(master.port(), new Heard(master, intervalNanos, nowTicks, qualified));
    }

    /** The best that is qualified and not silent. */
    Optional<Master> best(long nowTicks) {
        heard.values().removeIf(each -> nowTicks - each.lastTicks > each.silenceNanos());
        return heard.values().stream()
                .filter(Heard::qualified)
                .map(Heard::master)
                .min(Comparator.comparing(Master::announce, ORDER));
    }

    /** Forgets all. */
    void clear() {
        heard.clear();
    }

    /** How many are heard, qualified or not. */
    int size() {
        return heard.size();
    }

    private static boolean qualifies(Heard before, Announce announce, long intervalNanos, long nowTicks) {
        boolean another = before.master.announce().header().sequence()
                != announce.header().sequence();
        return before.qualified || (another && nowTicks - before.lastTicks <= WINDOW_INTERVALS * intervalNanos);
    }

    private void makeRoom(Optional<PortIdentity> followed, long nowTicks) {
        heard.entrySet().stream()
                .filter(each -> followed.isEmpty() || !each.getKey().equals(followed.get()))
                .max(Comparator.comparingLong(each -> nowTicks - each.getValue().lastTicks))
                .map(Map.Entry::getKey)
                .ifPresent(heard::remove);
    }
}
