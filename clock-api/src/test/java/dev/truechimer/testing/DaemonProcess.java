package dev.truechimer.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A daemon in the foreground as a child of this JVM, with its log in a file. It is ended by its own process handle only, at the
 * latest when the JVM ends. <b>Threads:</b> one at a time.
 */
public final class DaemonProcess implements AutoCloseable {

    private static final int GRACE_SECONDS = 5;
    private static final int LOG_LINES = 60;

    private final String name;
    private final Process process;
    private final Path logFile;
    private final Thread atExit;

    private DaemonProcess(String name, Process process, Path logFile) {
        this.name = name;
        this.process = process;
        this.logFile = logFile;
        this.atExit = new Thread(process::destroyForcibly, "end " + name);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts the command; its output is appended to the log file. */
    public static DaemonProcess start(String name, Path logFile, List<String> command) {
        try {
            Files.writeString(
                    logFile,
                    "$ " + String.join(" ", command) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
                    .start();
            process.getOutputStream().close();
            return new DaemonProcess(name, process, logFile);
        } catch (IOException e) {
            throw new UncheckedIOException("can't start " + name + ": " + command, e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The end of what the daemon has written so far, with its name above. */
    public String log() {
        return log(name, logFile);
    }

    /** The end of a daemon's log, with its name above. */
    public static String log(String name, Path logFile) {
        try {
            List<String> lines = Files.exists(logFile)
                    ? Files.readAllLines(logFile, StandardCharsets.ISO_8859_1)
                    : List.of("(nothing)");
            List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
            return "--- " + name + "\n" + String.join("\n", last);
        } catch (IOException e) {
            return "--- " + name + ": log is unreadable: " + e;
        }
    }

    /** Ends the daemon: by request, then by force. Returns when it is gone. */
    @Override
    public void close() {
        process.destroy();
        boolean interrupted = false;
        boolean gone = false;
        while (!gone) {
            try {
                if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                gone = !process.isAlive();
            } catch (InterruptedException e) {
                interrupted = true;
                process.destroyForcibly();
            }
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs now, on a process that is gone.
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
