package dev.truechimer.ntp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The one {@link IoLoop} of this JVM, while anybody uses it. The only static state of the module: threads are what it
 * saves.
 *
 * <p><b>Threads:</b> any. The loop is ended outside the lock, since it may itself be about to release one.
 */
final class SharedIoLoop {

    private static final Object LOCK = new Object();
    private static @Nullable IoLoop shared;
    private static int users;

    private SharedIoLoop() {}

    /**
     * Starts the loop, or joins the users of the one that runs.
     *
     * @throws IOException if this process can't have a selector
     */
    static IoLoop acquire() throws IOException {
        synchronized (LOCK) {
            IoLoop loop = shared;
            if (loop == null) {
                loop = IoLoop.start();
                shared = loop;
            }
            users++;
            return loop;
        }
    }

    /** Leaves; the last one ends the loop. Once per {@link #acquire}. */
    static void release() {
        IoLoop unused = null;
        synchronized (LOCK) {
            users--;
            if (users == 0) {
                unused = shared;
                shared = null;
            }
        }
        if (unused != null) {
            unused.end();
        }
    }
}
