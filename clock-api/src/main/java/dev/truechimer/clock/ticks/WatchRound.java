package dev.truechimer.clock.ticks;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ClockWatch} does each time it wakes. It neither sleeps nor starts a thread.
 *
 * <p><b>Threads:</b> one runs it; any number read the report.
 */
final class WatchRound {

    private static final System.Logger LOG = System.getLogger(ClockWatch.class.getName());

    private final Ticks ticks;
    private final long pollNanos;
    private final PauseDetector pauses;
    private final StepDetector steps;
    private final @Nullable SuspendDetector suspends;
    private final Consumer<? super ClockAnomaly> listener;

    private final AtomicLong stepCount = new AtomicLong();
    private final AtomicLong slewCount = new AtomicLong();
    private final AtomicLong suspensionCount = new AtomicLong();
    private final AtomicLong failureCount = new AtomicLong();

    // The own state of the thread that runs it.
    private long polledTicks;
    private boolean unreadable;
    private boolean busy;

    /** Whether the time since it woke last is known. */
    private boolean measuring;

    WatchRound(
            Ticks ticks,
            long pollNanos,
            PauseDetector pauses,
            StepDetector steps,
            @Nullable SuspendDetector suspends,
            Consumer<? super ClockAnomaly> listener) {
        this.ticks = ticks;
        this.pollNanos = pollNanos;
        this.pauses = pauses;
        this.steps = steps;
        this.suspends = suspends;
        this.listener = listener;
    }

    /** Looks at the clocks for the first time; by any thread, before the one that runs this is started. */
    void look() {
        poll();
    }

    /** Before the first sleep. */
    void begin() {
        try {
            pauses.restart();
            measuring = true;
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** After each sleep. */
    void woke() {
        if (!measuring) {
            begin();
            return;
        }
        busy = false;
        try {
            pauses.woke().ifPresent(this::tell);
            if (ticks.nanos() - polledTicks >= pollNanos) {
                poll();
            }
            if (busy) {
                // What a listener or the log took is no pause of this JVM.
                pauses.restart();
            }
        } catch (RuntimeException | Error e) {
            // It would end the watch without a word.
            failed(e);
            measuring = false;
        }
    }

    private void poll() {
        polledTicks = ticks.nanos();
        // Each by itself, so that a clock which only the one needs does not keep the other from finding something.
        boolean wasReadable = pollSuspends();
        wasReadable &= pollSteps();
        if (wasReadable) {
            unreadable = false;
        }
    }

    private boolean pollSuspends() {
        if (suspends == null) {
            return true;
        }
        try {
            suspends.poll().ifPresent(this::tell);
            return true;
        } catch (RuntimeException | Error e) {
            failed(e);
            return false;
        }
    }

    private boolean pollSteps() {
        try {
            steps.poll().ifPresent(this::tell);
            return true;
        } catch (RuntimeException | Error e) {
            failed(e);
            return false;
        }
    }

    private void failed(Throwable thrown) {
        failureCount.incrementAndGet();
        busy = true;
        if (!unreadable) {
            unreadable = true;
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The clocks of this host can't be compared until they are readable",
                    thrown);
        }
    }

    private void tell(ClockAnomaly anomaly) {
        busy = true;
        count(anomaly);
        try {
            listener.accept(anomaly);
        } catch (RuntimeException | Error e) {
            // An error too: it would end the watch without a word.
            failureCount.incrementAndGet();
            LOG.log(System.Logger.Level.ERROR, "A listener failed when told that " + anomaly.describe(), e);
        }
    }

    private void count(ClockAnomaly anomaly) {
        if (anomaly instanceof WallClockStep) {
            stepCount.incrementAndGet();
        } else if (anomaly instanceof WallClockSlew) {
            slewCount.incrementAndGet();
        } else if (anomaly instanceof Suspension) {
            suspensionCount.incrementAndGet();
        }
    }

    ClockWatchReport report(Optional<String> suspendProblem, boolean running) {
        return new ClockWatchReport(
                pauses.report(),
                stepCount.get(),
                slewCount.get(),
                suspensionCount.get(),
                suspendProblem,
                failureCount.get(),
                running);
    }
}
