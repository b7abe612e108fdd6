package dev.truechimer.gps.daemon;

import dev.truechimer.testing.Account;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.DaemonProcess;
import dev.truechimer.testing.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A satellite receiver at a serial line, which tells this host's CLOCK_REALTIME or what it is told to. */
public final class Receiver implements AutoCloseable {

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(20);

    private final TemporaryFolder folder = new TemporaryFolder("receiver");
    private final Path link = folder.file("gps");
    private final DaemonProcess process;

    private Receiver(List<String> settings) throws InterruptedException {
        set(settings);
        Path script = folder.file("receiver.py");
        copy("receiver.py", script);
        if (Account.isRoot()) {
            folder.giveTo(Account.nobody());
        }
        process = DaemonProcess.start(
                "receiver",
                folder.file("log"),
                List.of(
                        "python3",
                        script.toString(),
                        link.toString(),
                        folder.file("control").toString(),
                        Integer.toString(Account.isRoot() ? Account.nobody().uid() : 0)));
        Await.until(
                "the receiver's line",
                READY_TIMEOUT,
                () -> Files.exists(link, LinkOption.NOFOLLOW_LINKS) || !process.isAlive(),
                this::log);
    }

    /** Starts one with these settings, as its script explains them: {@code "fix 0"}, {@code "weeks -1024"}. */
    public static Receiver start(String... settings) throws InterruptedException {
        return new Receiver(List.of(settings));
    }

    /** A resource beside this class as a file. */
    public static void copy(String resource, Path file) {
        try (InputStream in = Objects.requireNonNull(Receiver.class.getResourceAsStream(resource), resource)) {
            Files.copy(in, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes it, from its next second on; what is not named is as by default. */
    public void set(String... settings) {
        set(List.of(settings));
    }

    private void set(List<String> settings) {
        Path written = folder.write("control.new", settings);
        try {
            Files.move(
                    written,
                    folder.file("control"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line's name. */
    public String device() {
        return link.toString();
    }

    public String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }
}
