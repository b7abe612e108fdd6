package dev.truechimer.ntp.daemon;

import dev.truechimer.testing.Await;
import dev.truechimer.testing.DaemonProcess;
import dev.truechimer.testing.NetworkNamespace;
import dev.truechimer.testing.TemporaryFolder;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ntpsec's ntpd, a second implementation of a server, in a network namespace of its own. It always has port 123 and must start
 * as root, but has no CAP_SYS_TIME: it can't touch the host's clock, which it serves as an orphan.
 *
 * <p>Debian can't install it beside chrony, so its package is unpacked into a folder that the environment variable {@value
 * #FOLDER_VARIABLE} names. <b>Threads:</b> one at a time.
 */
final class Ntpsec implements TimeServer {

    /** Names the folder into which the package was unpacked. */
    static final String FOLDER_VARIABLE = "TRUECHIMER_NTPSEC";

    /** Whom it serves. */
    enum Access {
        /** Everybody, up to more requests than any test makes: by itself it would limit us. */
        UNLIMITED("limit average 1000"),
        /**
         * Two requests in a second from one address, averaged over four seconds; who asks for more is kissed, at most twice
         * in a second.
         */
        RATE_LIMITED("restrict default limited kod\nlimit average 2 burst 4 kod 2");

        private final String lines;

        Access(String lines) {
            this.lines = lines;
        }
    }

    private static final int NTP_PORT = 123;
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration REPLY_TIMEOUT = Duration.ofMillis(500);
    private static final Duration ASK_EVERY = Duration.ofMillis(500);

    private final String name;
    private final NetworkNamespace namespace;
    private final TemporaryFolder folder;
    private final Path logFile;
    private @Nullable DaemonProcess process;

    private Ntpsec(String name) {
        this.name = name;
        namespace = NetworkNamespace.create();
        folder = new TemporaryFolder("ntpsec");
        logFile = folder.file("log");
    }

    /** The program in the unpacked package; empty if the variable is not set or the folder does not hold it. */
    static Optional<Path> program() {
        return Optional.ofNullable(System.getenv(FOLDER_VARIABLE))
                .map(folder -> Path.of(folder, "usr", "sbin", "ntpd"))
                .filter(Files::isExecutable);
    }

    /** Starts a server and waits until it serves time, which takes some seconds. */
    static Ntpsec start(String name, Access access) throws InterruptedException {
        Ntpsec server = new Ntpsec(name);
        try {
            server.start(access);
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
        return namespace.inside(NTP_PORT);
    }

    @Override
    public String log() {
        return DaemonProcess.log(name + " at " + address(), logFile);
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        namespace.close();
        folder.close();
    }

    private void start(Access access) throws InterruptedException {
        Path config = folder.write("ntp.conf", config(access));
        List<String> command = new ArrayList<>(namespace.prefix());
        command.addAll(List.of("setpriv", "--bounding-set=-sys_time", "--inh-caps=-sys_time"));
        // -n: in the foreground, log to stderr. -p: file for the process id.
        command.addAll(List.of(
                program().orElseThrow().toString(),
                "-n",
                "-c",
                config.toString(),
                "-p",
                folder.file("pid").toString()));
        DaemonProcess started = DaemonProcess.start(name, logFile, command);
        process = started;
        // Asks seldom, so that a limited server still has patience with the test itself afterwards.
        Await.untilPatiently(
                name + " to serve time",
                READY_TIMEOUT,
                ASK_EVERY,
                () -> !started.isAlive()
                        || NtpQuery.ask(address(), REPLY_TIMEOUT)
                                .filter(NtpQuery::isSynchronized)
                                .isPresent(),
                this::log);
        if (!started.isAlive()) {
            throw new AssertionError(name + " ended\n" + log());
        }
    }

    private List<String> config(Access access) {
        List<String> lines = new ArrayList<>();
        lines.add("interface ignore wildcard");
        lines.add("interface listen " + address().getAddress().getHostAddress());
        lines.add("disable ntp");
        lines.add("disable kernel");
        lines.add("tos orphan 5 orphanwait 1");
        lines.add(access.lines);
        return lines;
    }
}
