package dev.truechimer.ntp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host name into addresses. May block: it is called on a thread of its own. */
@FunctionalInterface
interface NameResolver {

    /** The host's own resolver. */
    NameResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * The addresses of a name, in the order in which they should be tried.
     *
     * @throws UnknownHostException if there is none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
