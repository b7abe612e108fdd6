package dev.truechimer.ptp.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether a process of this name runs, as far as this process can see: not beyond its container.
 *
 * <p><b>Threads:</b> one at a time. <b>Source:</b> proc(5), /proc/pid/stat.
 */
public final class RunningProcess {

    /** Where the system tells about its processes. */
    public static final Path PROC = Path.of("/proc");

    /** Running, sleeping, waiting for a disk, idle; not zombie, dead, stopped or traced. */
    private static final String RUNNING_STATES = "RSDI";

    private final String name;
    private final Path proc;
    private @Nullable Path lastSeen;

    /**
     * A process by name.
     *
     * @param name the program's, at most 15 characters, which is all that the kernel keeps
     * @param proc {@link #PROC}, or what stands in for it
     */
    public RunningProcess(String name, Path proc) {
        this.name = name;
        this.proc = proc;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Whether there is one now. */
    public boolean isRunning() {
        Path known = lastSeen;
        if (known != null && isRunning(known)) {
            return true;
        }
        lastSeen = search();
        return lastSeen != null;
    }

    private @Nullable Path search() {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[1-9]*")) {
            for (Path each : processes) {
                if (isRunning(each)) {
                    return each;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Without the list nothing can be seen to run, which is the answer.
            return null;
        }
        return null;
    }

    private boolean isRunning(Path process) {
        try {
            return isRunning(Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1), name);
        } catch (IOException e) {
            // It has ended meanwhile.
            return false;
        }
    }

    /** Whether a line such as {@code 42 (phc2sys) S 1 ...} is of a process of this name that has not ended or stopped. */
    static boolean isRunning(String stat, String name) {
        int open = stat.indexOf('(');
        // The name itself may contain parentheses.
        int close = stat.lastIndexOf(')');
        return open >= 0
                && close > open
                && close + 2 < stat.length()
                && stat.substring(open + 1, close).equals(name)
                && RUNNING_STATES.indexOf(stat.charAt(close + 2)) >= 0;
    }
}
