package dev.truechimer.ptp;

import java.net.InetAddress;
import java.util.List;

/**
 * Everything a user can set about one client.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param name in reports and events
 * @param networkInterface the interface's name
 * @param domain 0 to 255
 * @param sdoId 0 to 4095
 * @param ipv6 whether over IPv6, in multicast mode
 * @param ipv6Scope the scope of the group's address, 0 to 15
 * @param unicastMasters whom to ask for unicast; empty for multicast
 * @param claims what is known about masters and paths
 * @param ports where everybody listens
 */
record PtpSettings(
        String name,
        String networkInterface,
        int domain,
        int sdoId,
        boolean ipv6,
        int ipv6Scope,
        List<InetAddress> unicastMasters,
        Claims claims,
        Ports ports) {

    PtpSettings {
        unicastMasters = List.copyOf(unicastMasters);
    }

    /**
     * What is known about masters and paths.
     *
     * @param leastDelayThereNanos of a Delay_Req (m_f), {@code >= 0}
     * @param leastDelayBackNanos of a Sync (m_b), {@code >= 0}
     * @param errorFloorNanos added to what the grandmaster states, {@code >= 0}; 0: not declared
     * @param errorPerStepNanos what a boundary clock adds, {@code >= 0}
     * @param utcDeclared whether a master that does not say TAI sends UTC
     */
    record Claims(
            long leastDelayThereNanos,
            long leastDelayBackNanos,
            long errorFloorNanos,
            long errorPerStepNanos,
            boolean utcDeclared) {}

    /** Two UDP ports: for messages that are stamped, and for the others. */
    record Ports(int event, int general) {

        /** The registered ones. */
        static final Ports REGISTERED = new Ports(319, 320);
    }

    /** Whether masters are asked for messages of one's own. */
    boolean isUnicast() {
        return !unicastMasters.isEmpty();
    }
}
