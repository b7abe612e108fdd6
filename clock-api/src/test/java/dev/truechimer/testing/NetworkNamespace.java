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
    private final String hostInterface;
    private final int subnet;

    private NetworkNamespace(String name, String hostInterface, int subnet) {
        this.name = name;
        this.hostInterface = hostInterface;
        this.subnet = subnet;
    }

    /** Makes one. @throws IllegalStateException if this host does not allow it; the message says why */
    public static NetworkNamespace create() {
        removeLeftovers();
        long pid = ProcessHandle.current().pid();
        int number = COUNT.incrementAndGet();
        // At most 15 characters are allowed for the name of an interface.
        String interfaces = "tc" + Long.toString(pid, 36) + "n" + number;
        NetworkNamespace made = new NetworkNamespace(PREFIX + pid + "-" + number, interfaces + "h", unusedSubnet());
        String inside = interfaces + "i";
        Command.output("ip", "netns", "add", made.name);
        try {
            made.configure(inside);
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
        return made;
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
        return new InetSocketAddress(Ipv4.of(10, 213, subnet, INSIDE), port);
    }

    /** What stands before a command that shall run inside. */
    public List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    /** Removes the namespace and both interfaces. Whatever runs inside must have been ended before. */
    @Override
    public void close() {
        remove(name);
        Command.run("ip", "link", "delete", hostInterface);
    }

    private void configure(String inside) {
        Command.output("ip", "link", "add", hostInterface, "type", "veth", "peer", "name", inside, "netns", name);
        Command.output("ip", "address", "add", cidr(HOST), "dev", hostInterface);
        Command.output("ip", "link", "set", hostInterface, "up");
        Command.output("ip", "-n", name, "address", "add", cidr(INSIDE), "dev", inside);
        Command.output("ip", "-n", name, "link", "set", inside, "up");
        Command.output("ip", "-n", name, "link", "set", "lo", "up");
    }

    private String cidr(int host) {
        return Ipv4.of(10, 213, subnet, host).getHostAddress() + "/30";
    }

    private static void remove(String namespace) {
        Command.run("ip", "netns", "delete", namespace);
    }

    private static void removeLeftovers() {
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

    private static int unusedSubnet() {
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
