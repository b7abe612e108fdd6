package dev.truechimer.gps.daemon;

import dev.truechimer.testing.Account;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.Command;
import dev.truechimer.testing.DaemonProcess;
import dev.truechimer.testing.SharedLibrary;
import dev.truechimer.testing.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real gpsd on loopback, without privileges, fed by a {@link Receiver}.
 *
 * <p>With a pulse it loads a library that makes one, and its segments of shared memory have keys of their own, and are
 * removed at the end. <b>Threads:</b> one at a time.
 */
public final class Gpsd implements AutoCloseable {

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(20);

    /** The units of a gpsd that is not root are 2 to 7. */
    private static final int FIRST_UNIT = 2;

    private static final int LAST_UNIT = 7;
    private static final int FIRST_KEY = 0x4E54_5030;

    /** Under which gpsd shows its state; "GPSD". */
    private static final int STATE_KEY = 0x4750_5344;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TemporaryFolder folder = new TemporaryFolder("gpsd");
    private final Path logFile = folder.file("log");
    private final int port = freePort();
    private final Receiver receiver;
    private final boolean hasPulse;
    private final int keyShift;
    private @Nullable Path library;
    private @Nullable DaemonProcess process;

    private Gpsd(Receiver receiver, boolean hasPulse) {
        this.receiver = receiver;
        this.hasPulse = hasPulse;
        this.keyShift = 16 + 8 * (int) ((ProcessHandle.current().pid() + COUNT.incrementAndGet()) % 28);
    }

    /** Where the program is, if this host has it. */
    public static Optional<Path> program() {
        return List.of("/usr/sbin/gpsd", "/usr/local/sbin/gpsd", "/sbin/gpsd", "/usr/bin/gpsd").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts one and waits until it answers. */
    public static Gpsd start(Receiver receiver, boolean hasPulse) throws InterruptedException {
        Gpsd gpsd = new Gpsd(receiver, hasPulse);
        try {
            gpsd.start();
        } catch (AssertionError | RuntimeException | InterruptedException e) {
            gpsd.close();
            throw e;
        }
        return gpsd;
    }

    /** Starts it again at the same port. */
    public void start() throws InterruptedException {
        List<String> command = new ArrayList<>();
        if (Account.isRoot()) {
            if (!hasPulse) {
                // Its segments are nobody else's, and end with it.
                command.addAll(List.of("unshare", "--ipc"));
            }
            folder.giveTo(Account.nobody());
            command.addAll(Account.nobody().prefix());
        }
        if (hasPulse) {
            command.addAll(List.of("env", "SERIAL_PULSE_KEY_SHIFT=" + keyShift, "LD_PRELOAD=" + library()));
        }
        command.add(program().orElseThrow().toString());
        command.addAll(List.of("-N", "-n", "-p", "-f", "8N1", "-s", "9600", "-S", Integer.toString(port)));
        command.add(receiver.device());
        DaemonProcess started = DaemonProcess.start("gpsd", logFile, command);
        process = started;
        Await.until("gpsd to listen", READY_TIMEOUT, () -> !started.isAlive() || listens(), this::log);
        if (!started.isAlive()) {
            throw new AssertionError("gpsd ended\n" + log());
        }
    }

    /** Ends it; nobody listens at its port until it is started again. */
    public void stop() {
        DaemonProcess running = process;
        process = null;
        if (running != null) {
            running.close();
        }
    }

    public int port() {
        return port;
    }

    /** The unit of shared memory to which it writes what its receiver's sentences say. */
    public int unitOfSentences() {
        return FIRST_UNIT + keyShift;
    }

    /** The same for the pulse. */
    public int unitOfPulse() {
        return FIRST_UNIT + 1 + keyShift;
    }

    /** Removes a unit of this gpsd's, as an operator would. */
    public void removeUnit(int unit) {
        Command.run("ipcrm", "-M", Integer.toString(FIRST_KEY + unit));
    }

    public String log() {
        return DaemonProcess.log("gpsd at port " + port, logFile) + "\n" + receiver.log();
    }

    @Override
    public void close() {
        stop();
        if (hasPulse) {
            for (int unit = FIRST_UNIT; unit <= LAST_UNIT; unit++) {
                removeUnit(unit + keyShift);
            }
            Command.run("ipcrm", "-M", Integer.toString(STATE_KEY + keyShift));
        }
        folder.close();
    }

    private Path library() throws InterruptedException {
        Path built = library;
        if (built == null) {
            try {
                built = SharedLibrary.build(Gpsd.class, "serial-pulse.c", folder.path());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            library = built;
        }
        return built;
    }

    private boolean listens() {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
