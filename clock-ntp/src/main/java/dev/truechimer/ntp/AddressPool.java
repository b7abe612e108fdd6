package dev.truechimer.ntp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which member of a pool asks which address of its name: each a different one. A source with a name of its own is a pool
 * of one.
 *
 * <p><b>Invariant:</b> no address belongs to two members. <b>Threads:</b> any; short critical sections.
 */
final class AddressPool {

    private final Map<Integer, InetAddress> inUse = new TreeMap<>();

    /**
     * Gives a member an address: the one after its present one in the list, so that a member in trouble moves on if it
     * can.
     *
     * @param member number of the member
     * @param candidates what the name resolves to now
     * @return the present address if no other is free; {@code null} if there is none at all
     */
    synchronized @Nullable InetAddress assign(int member, List<InetAddress> candidates) {
        InetAddress present = inUse.remove(member);
        List<InetAddress> free = new ArrayList<>(new LinkedHashSet<>(candidates));
        free.removeAll(inUse.values());
        if (free.isEmpty()) {
            if (present != null) {
                inUse.put(member, present);
            }
            return present;
        }
        InetAddress next = free.get((free.indexOf(present) + 1) % free.size());
        inUse.put(member, next);
        return next;
    }

    /** Gives a member's address back. */
    synchronized void release(int member) {
        inUse.remove(member);
    }
}
