package dev.truechimer.testing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network namespace of the test's own, joined to the test's by a pair of virtual interfaces: a server in it may have port
 * 123 and be reached at an address of its own. Needs the superuser.
 *
 * <p>Its name tells the JVM that made it. What a JVM that has ended left behind is removed when the next namespace is made.
 */
public final class NetworkNamespace implements AutoCloseable {

    private static final String PREFIX = "truechimer-";
    private static final int NETWORKS = 256;
    private static final int HOST = 1;
    private static final int INSIDE = 2;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final String interfaces;
    private final int subnet;
    private final int inside;

    private NetworkNamespace(String name, String interfaces, int subnet, int inside) {
        this.name = name;
        this.interfaces = interfaces;
        this.subnet = subnet;
        this.inside = inside;
    }

    /** Makes one. @throws IllegalStateException if this host does not allow it; the message says why */
    public static NetworkNamespace create() {
        removeLeftovers();
        NetworkNamespace made = add(unusedSubnet(), INSIDE);
        try {
            made.configureInside();
            made.configureHost();
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
        return made;
    }

    /** Makes one whose other end is a port of a bridge. */
    static NetworkNamespace behind(String bridge, int subnet, int number) {
        NetworkNamespace made = add(subnet, HOST + number);
        try {
            made.configureInside();
            Command.output("ip", "link", "set", made.hostInterface(), "master", bridge);
            Command.output("ip", "link", "set", made.hostInterface(), "up");
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
        return made;
    }

    private static NetworkNamespace add(int subnet, int inside) {
        int number = COUNT.incrementAndGet();
        String name = PREFIX + ProcessHandle.current().pid() + "-" + number;
        Command.output("ip", "netns", "add", name);
        return new NetworkNamespace(name, interfaceName("n" + number), subnet, inside);
    }

    /** A name for an interface of this JVM. At most 15 characters are allowed. */
    static String interfaceName(String suffix) {
        return "tc" + Long.toString(ProcessHandle.current().pid(), 36) + suffix;
    }

    /** Why no namespace can be made here; empty if one can. */
    public static Optional<String> obstacle() {
        try {
            create().close();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The address of the end inside. */
    public InetSocketAddress inside(int port) {
        return new InetSocketAddress(Ipv4.of(10, 213, subnet, inside), port);
    }

    /** The interface at the end inside. */
    public String insideInterface() {
        return interfaces + "i";
    }

    /** The interface at the end of the test; a port of the bridge, if there is one. */
    public String hostInterface() {
        return interfaces + "h";
    }

    /** Takes the end of the test down. */
    public void hostDown() {
        Command.output("ip", "link", "set", hostInterface(), "down");
    }

    /** Brings the end of the test up again. */
    public void hostUp() {
        Command.output("ip", "link", "set", hostInterface(), "up");
    }

    /** The IPv6 address of the end inside, a unique local one. */
    public String insideIpv6() {
        return ipv6(subnet, inside);
    }

    /** What stands before a command that shall run inside. */
    public List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    /** Removes the namespace and both interfaces. Whatever runs inside must have been ended before. */
    @Override
    public void close() {
        remove(name);
        Command.run("ip", "link", "delete", hostInterface());
    }

    private void configureInside() {
        String there = insideInterface();
        Command.output("ip", "link", "add", hostInterface(), "type", "veth", "peer", "name", there, "netns", name);
        Command.output("ip", "-n", name, "address", "add", cidr(subnet, inside), "dev", there);
        Command.run("ip", "-n", name, "address", "add", ipv6(subnet, inside) + "/64", "dev", there, "nodad");
        Command.output("ip", "-n", name, "link", "set", there, "up");
        Command.output("ip", "-n", name, "link", "set", "lo", "up");
        Command.output("ip", "-n", name, "route", "add", "224.0.0.0/4", "dev", there);
    }

    private void configureHost() {
        configureHost(hostInterface(), subnet);
    }

    /** Gives an interface of the test's own side its addresses. A host without IPv6 goes without one. */
    static void configureHost(String hostInterface, int subnet) {
        Command.output("ip", "address", "add", cidr(subnet, HOST), "dev", hostInterface);
        Command.run("ip", "address", "add", ipv6(subnet, HOST) + "/64", "dev", hostInterface, "nodad");
        Command.output("ip", "link", "set", hostInterface, "up");
    }

    private static String cidr(int subnet, int host) {
        return Ipv4.of(10, 213, subnet, host).getHostAddress() + "/24";
    }

    private static String ipv6(int subnet, int host) {
        return "fd00:213:" + Integer.toHexString(subnet) + "::" + Integer.toHexString(host);
    }

    private static void remove(String namespace) {
        Command.run("ip", "netns", "delete", namespace);
    }

    static void removeLeftovers() {
        for (String line : Command.output("ip", "netns", "list").lines().toList()) {
            String namespace = line.split(" ", 2)[0];
            if (namespace.matches(PREFIX + "\\d+-\\d+") && makerHasEnded(namespace)) {
                // Only what a test put there can run in a namespace of this name.
                pidsIn(namespace).forEach(NetworkNamespace::end);
                remove(namespace);
            }
        }
    }

    private static boolean makerHasEnded(String namespace) {
        String pid = namespace.substring(PREFIX.length(), namespace.lastIndexOf('-'));
        return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    private static List<ProcessHandle> pidsIn(String namespace) {
        return Command.run("ip", "netns", "pids", namespace)
                .output()
                .lines()
                .filter(line -> line.matches("\\d+"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList();
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    }

    static int unusedSubnet() {
        List<String> used = hostAddresses();
        int start = (int) (ProcessHandle.current().pid() % NETWORKS);
        for (int i = 0; i < NETWORKS; i++) {
            int candidate = (start + i) % NETWORKS;
            if (used.stream().noneMatch(address -> address.startsWith("10.213." + candidate + "."))) {
                return candidate;
            }
        }
        throw new IllegalStateException("no free subnet in 10.213.0.0/16");
    }

    private static List<String> hostAddresses() {
        List<String> addresses = new ArrayList<>();
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                each.inetAddresses()
                        .filter(Inet4Address.class::isInstance)
                        .map(InetAddress::getHostAddress)
                        .forEach(addresses::add);
            }
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
        return addresses;
    }
}
