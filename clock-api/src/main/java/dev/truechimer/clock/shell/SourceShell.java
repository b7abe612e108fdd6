package dev.truechimer.clock.shell;

import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceInUseException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The life of a source that measures on a thread of its own: started once, closed once, and silent afterwards.
 *
 * <p><b>Threads:</b> any; the daemon thread that it makes is called {@code truechimer-} and the source's name. A fault in a
 * turn is reported, logged the first time, and does not end the thread.
 */
public final class SourceShell {

    private static final System.Logger LOG = System.getLogger(SourceShell.class.getName());
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(5);
    private static final long FAULT_PAUSE_NANOS = 1_000_000_000L;

    private final String name;
    private final Object lock = new Object();
    private @Nullable Worker worker;
    private volatile boolean closed;

    /**
     * A life that has not begun.
     *
     * @param name the source's
     */
    public SourceShell(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /** The source's name. */
    public String name() {
        return name;
    }

    /**
     * Begins to measure.
     *
     * @param context where the results go
     * @param maker makes what the thread does, on the caller's thread; what it throws, this throws, and nothing was started
     * @throws SourceInUseException if it was started or closed before
     */
    public void start(SourceContext context, Function<SourceContext, Measuring> maker) {
        Objects.requireNonNull(context, "context");
        synchronized (lock) {
            if (worker != null || closed) {
                throw new SourceInUseException(
                        "a source can be started once, before it is closed, so each timekeeper needs one of its own: "
                                + name + (closed ? " is closed" : ""));
            }
            Worker made = new Worker(context, maker.apply(context));
            worker = made;
            made.thread.start();
        }
    }

    /** Whether it was closed: what a turn has measured meanwhile is of no use any more. */
    public boolean isClosed() {
        return closed;
    }

    /** Ends the thread and waits for it, at most five seconds, unless it is the caller. Later calls do nothing. */
    public void close() {
        Worker ending;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            ending = worker;
        }
        if (ending != null) {
            ending.stop();
        }
    }

    private final class Worker implements Runnable {

        private final SourceContext context;
        private final Measuring measuring;
        private final Thread thread = new Thread(this, "truechimer-" + name);
        private boolean faultLogged;

        Worker(SourceContext context, Measuring measuring) {
            this.context = context;
            this.measuring = measuring;
            thread.setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (!closed) {
                    pause(guardedTurn());
                }
            } finally {
                measuring.end();
            }
        }

        private long guardedTurn() {
            try {
                return measuring.turn();
            } catch (InterruptedException e) {
                // Only close() interrupts this thread, and the loop ends by it.
                return 0;
            } catch (RuntimeException | Error e) {
                if (!closed) {
                    report(e);
                }
                return FAULT_PAUSE_NANOS;
            }
        }

        private void report(Throwable fault) {
            context.failed(new SourceFailure(SourceFailure.Reason.INTERNAL, name + ": " + fault));
            if (!faultLogged) {
                faultLogged = true;
                LOG.log(System.Logger.Level.ERROR, name + " goes on after a fault; further ones are not logged", fault);
            }
        }

        private void pause(long nanos) {
            if (nanos > 0 && !closed) {
                LockSupport.parkNanos(this, nanos);
            }
        }

        private void stop() {
            try {
                measuring.wake();
            } finally {
                thread.interrupt();
            }
            if (thread == Thread.currentThread()) {
                return;
            }
            try {
                thread.join(JOIN_LIMIT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
