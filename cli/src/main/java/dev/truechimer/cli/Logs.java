package dev.truechimer.cli;

import java.io.PrintWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the library logs: nothing of it reaches the console unless somebody wants it.
 *
 * <p><b>Threads:</b> any, for the writer is thread-safe.
 */
final class Logs extends Handler {

    /** Kept, because the log manager does not keep loggers alive. */
    private static final Logger LIBRARY = Logger.getLogger("dev.truechimer");

    private final @Nullable PrintWriter err;

    private Logs(@Nullable PrintWriter err) {
        this.err = err;
    }

    /** Silences the library's logging. */
    static void silence() {
        use(new Logs(null));
    }

    /** Shows the library's logging, with stack traces. */
    static void showOn(PrintWriter err) {
        use(new Logs(err));
    }

    private static void use(Logs logs) {
        for (Handler previous : LIBRARY.getHandlers()) {
            LIBRARY.removeHandler(previous);
        }
        LIBRARY.setUseParentHandlers(false);
        LIBRARY.setLevel(Level.INFO);
        LIBRARY.addHandler(logs);
    }

    @Override
    public void publish(LogRecord logged) {
        if (err == null) {
            return;
        }
        err.println(logged.getLevel() + " " + logged.getLoggerName() + ": " + logged.getMessage());
        if (logged.getThrown() != null) {
            logged.getThrown().printStackTrace(err);
        }
        err.flush();
    }

    @Override
    public void flush() {
        // Each record is flushed.
    }

    @Override
    public void close() {
        // The writer is the command's.
    }
}
