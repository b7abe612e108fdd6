package dev.truechimer.ntp.daemon;

import dev.truechimer.testing.Account;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.DaemonProcess;
import dev.truechimer.testing.Ipv4;
import dev.truechimer.testing.TemporaryFolder;
import java.math.BigDecimal;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real chronyd as a server on loopback: no privilege, no control of the host's clock, files of its own.
 *
 * <p>Each has an address of its own in 127.213.0.0/16 and a port below the ephemeral range, so that nothing takes its place
 * while it is stopped. It serves the host's CLOCK_REALTIME, unless it is told to lie. <b>Threads:</b> one at a time.
 */
final class Chronyd implements TimeServer {

    /** What a chronyd says about the time. */
    sealed interface Role permits Honest, Falseticker, Unsynchronized {}

    /** Serves the host's clock as stratum 1; it claims no error at all. */
    record Honest() implements Role {}

    /**
     * Follows another server and serves its time, put forward.
     *
     * @param reference the server it follows; it must be up when the falseticker starts
     * @param lie how far it is ahead of the truth
     */
    record Falseticker(Chronyd reference, Duration lie) implements Role {}

    /** Has no source: it answers, and says that it does not know the time. */
    record Unsynchronized() implements Role {}

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration REPLY_TIMEOUT = Duration.ofMillis(500);
    private static final long READY_OFFSET_NANOS = 20_000_000;
    private static final int LOWEST_PORT = 20_000;
    private static final int PORTS = 12_000;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final InetSocketAddress address;
    private final TemporaryFolder folder;
    private final Path logFile;
    private @Nullable DaemonProcess process;

    private Chronyd(String name) {
        this.name = name;
        this.address = unusedAddress();
        this.folder = new TemporaryFolder("chronyd");
        this.logFile = folder.file("log");
    }

    /** Where the program is, if this host has it. */
    static Optional<Path> program() {
        return List.of("/usr/sbin/chronyd", "/usr/local/sbin/chronyd", "/sbin/chronyd", "/usr/bin/chronyd").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts a server and waits until it answers as its role demands. */
    static Chronyd start(String name, Role role) throws InterruptedException {
        Chronyd server = new Chronyd(name);
        try {
            server.start(role);
        } catch (AssertionError | RuntimeException | InterruptedException e) {
            server.close();
            throw e;
        }
        return server;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    /** Starts it again after {@link #stop()}, at the same address, perhaps in another role; waits until it is ready. */
    void start(Role role) throws InterruptedException {
        if (process != null) {
            throw new IllegalStateException(name + " is running");
        }
        Path config = folder.write("chrony.conf", config(role));
        List<String> command = new ArrayList<>();
        if (Account.isRoot()) {
            Account nobody = Account.nobody();
            folder.giveTo(nobody);
            command.addAll(nobody.prefix());
        }
        // -x: no control of the system clock. -U: may run without root. -d: in the foreground, log to stderr.
        command.addAll(List.of(program().orElseThrow().toString(), "-x", "-U", "-d", "-f", config.toString()));
        DaemonProcess started = DaemonProcess.start(name, logFile, command);
        process = started;
        Await.until(
                name + " to be ready",
                READY_TIMEOUT,
                () -> !started.isAlive() || isReady(role),
                () -> "last reply " + ask() + "\n" + log());
        if (!started.isAlive()) {
            throw new AssertionError(name + " ended\n" + log());
        }
    }

    /** Ends the daemon; nobody answers at its address until it is started again. */
    void stop() {
        DaemonProcess running = process;
        process = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public String log() {
        return DaemonProcess.log(name + " at " + address, logFile);
    }

    @Override
    public void close() {
        stop();
        folder.close();
    }

    private Optional<NtpQuery> ask() {
        return NtpQuery.ask(address, REPLY_TIMEOUT);
    }

    private boolean isReady(Role role) {
        return ask().filter(reply -> fits(reply, role)).isPresent();
    }

    private static boolean fits(NtpQuery reply, Role role) {
        if (role instanceof Unsynchronized) {
            return !reply.isSynchronized();
        }
        long lieNanos = role instanceof Falseticker falseticker ? falseticker.lie.toNanos() : 0;
        return reply.isSynchronized() && Math.abs(reply.offsetNanos() - lieNanos) < READY_OFFSET_NANOS;
    }

    private List<String> config(Role role) {
        List<String> lines = new ArrayList<>();
        lines.add("port " + address.getPort());
        lines.add("bindaddress " + address.getAddress().getHostAddress());
        lines.add("allow 127.0.0.0/8");
        lines.add("cmdport 0");
        lines.add("bindcmdaddress " + folder.file("command.sock"));
        lines.add("pidfile " + folder.file("pid"));
        lines.add("user " + (Account.isRoot() ? "nobody" : System.getProperty("user.name")));
        if (role instanceof Honest) {
            lines.add("local stratum 1");
        } else if (role instanceof Falseticker falseticker) {
            lines.add(source(falseticker));
        }
        return lines;
    }

    private static String source(Falseticker role) {
        InetSocketAddress reference = role.reference.address;
        // A decimal fraction of seconds. Without "makestep": under -x the step would fail for ever.
        String offset = BigDecimal.valueOf(role.lie.toNanos(), 9).toPlainString();
        return "server " + reference.getAddress().getHostAddress() + " port " + reference.getPort()
                + " minpoll -4 maxpoll 0 xleave iburst offset " + offset;
    }

    private static InetSocketAddress unusedAddress() {
        int number = COUNT.incrementAndGet();
        int pid = (int) (ProcessHandle.current().pid() % 250);
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = LOWEST_PORT + (number * 101 + pid * 7 + attempt) % PORTS;
            InetSocketAddress candidate = new InetSocketAddress(Ipv4.of(127, 213, pid + 1, 1 + number % 250), port);
            if (isFree(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("no free UDP port for a chronyd");
    }

    private static boolean isFree(InetSocketAddress candidate) {
        try (DatagramSocket probe = new DatagramSocket(candidate)) {
            return probe.isBound();
        } catch (SocketException e) {
            return false;
        }
    }
}
