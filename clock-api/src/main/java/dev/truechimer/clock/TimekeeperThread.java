package dev.truechimer.clock;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of a timekeeper: named, daemon, ended by {@link #close()}. A task that throws is logged and does not stop
 * the next one; tasks after the close are dropped.
 */
final class TimekeeperThread {

    private static final System.Logger LOG = System.getLogger(Timekeeper.class.getName());
    private static final String NAME = "truechimer-timekeeper";
    private static final long CLOSE_WAIT_SECONDS = 5;

    private final ScheduledThreadPoolExecutor executor;

    TimekeeperThread() {
        executor =
                new ScheduledThreadPoolExecutor(1, TimekeeperThread::newThread, new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, NAME);
        thread.setDaemon(true);
        return thread;
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
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "A task of the timekeeper failed", e);
            }
        };
    }

    /**
     * Lets what was handed in run, ends the thread and waits for it, unless the caller is that thread. An interrupt is kept
     * for the caller.
     */
    void close() {
        if (Thread.currentThread().getName().equals(NAME)) {
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
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
