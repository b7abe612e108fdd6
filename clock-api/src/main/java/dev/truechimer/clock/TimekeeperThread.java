package dev.truechimer.clock;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a timekeeper: named, daemon, ended by {@link #close()}. A task that throws is logged and does not stop
 * the next one; tasks after the close are dropped.
 */
final class TimekeeperThread {

    private static final System.Logger LOG = System.getLogger(Timekeeper.class.getName());
    private static final String NAME = "truechimer-timekeeper";
    private static final long CLOSE_WAIT_SECONDS = 5;

    private final ScheduledThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    TimekeeperThread() {
        executor = new ScheduledThreadPoolExecutor(1, this::newThread, new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    private Thread newThread(Runnable task) {
        Thread made = new Thread(task, NAME);
        made.setDaemon(true);
        thread = made;
        return made;
    }

    ScheduledExecutorService scheduler() {
        return executor;
    }

    void execute(Runnable task) {
        executor.execute(guarded(task));
    }

    void every(long nanos, Runnable task) {
        // The periodic task ends with the executor; nothing else waits for it.
        ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(guarded(task), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                // An error too: the executor would swallow it, and the heartbeat would end without a word.
                LOG.log(System.Logger.Level.ERROR, "A task of the timekeeper failed", e);
            }
        };
    }

    /**
     * Lets what was handed in run, ends the thread and waits for it, unless the caller is that thread. An interrupt is kept
     * for the caller.
     */
    void close() {
        Thread ending = thread;
        if (Thread.currentThread() == ending) {
            executor.shutdown();
            return;
        }
        try {
            CountDownLatch handedInHasRun = new CountDownLatch(1);
            executor.execute(handedInHasRun::countDown);
            boolean inTime = handedInHasRun.await(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
            executor.shutdown();
            if (!inTime || !executor.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
            if (ending != null) {
                // The executor has ended a moment before its thread has.
                ending.join(TimeUnit.SECONDS.toMillis(CLOSE_WAIT_SECONDS));
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
