package dev.truechimer.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bridge of the test's own with network namespaces behind it: whoever is in one of them, and the test itself, hears what the
 * others send to all. Needs the superuser.
 */
public final class NetworkBridge implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("tc([0-9a-z]+)b");
    private static final int PID_RADIX = 36;

    private final String name;
    private final List<NetworkNamespace> namespaces = new ArrayList<>();

    private NetworkBridge(String name) {
        this.name = name;
    }

    /** Makes one with so many namespaces. @throws IllegalStateException if this host does not allow it */
    public static NetworkBridge create(int count) {
        NetworkNamespace.removeLeftovers();
        removeLeftovers();
        int subnet = NetworkNamespace.unusedSubnet();
        NetworkBridge made = new NetworkBridge(NetworkNamespace.interfaceName("b"));
        // It passes everything on at once, to all: nobody asks for groups here.
        Command.output("ip", "link", "add", made.name, "type", "bridge", "mcast_snooping", "0", "forward_delay", "0");
        try {
            NetworkNamespace.configureHost(made.name, subnet);
            for (int i = 1; i <= count; i++) {
                made.namespaces.add(NetworkNamespace.behind(made.name, subnet, i));
            }
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
        return made;
    }

    /** The interface of the test. */
    public String hostInterface() {
        return name;
    }

    /** One of the namespaces, from 0. */
    public NetworkNamespace namespace(int index) {
        return namespaces.get(index);
    }

    /** Removes everything. Whatever runs inside must have been ended before. */
    @Override
    public void close() {
        namespaces.forEach(NetworkNamespace::close);
        Command.run("ip", "link", "delete", name);
    }

    private static void removeLeftovers() {
        for (String line : Command.output("ip", "-o", "link", "show", "type", "bridge")
                .lines()
                .toList()) {
            String bridge = line.split(": ", 3)[1];
            Matcher matcher = NAME.matcher(bridge);
            if (matcher.matches()
                    && ProcessHandle.of(Long.parseLong(matcher.group(1), PID_RADIX))
                            .isEmpty()) {
                Command.run("ip", "link", "delete", bridge);
            }
        }
    }
}
