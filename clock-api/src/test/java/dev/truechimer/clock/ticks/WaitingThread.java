package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A thread that waits for something, and what came of it. */
final class WaitingThread<T> implements AutoCloseable {

    private final FutureTask<T> task;
    private final Thread thread;

    WaitingThread(Callable<T> wait) {
        task = new FutureTask<>(wait);
        thread = new Thread(task, "waiting");
        thread.setDaemon(true);
        thread.start();
    }

    /** What a wait comes to that has a thread of its own, as locks want it. */
    static <T> T outcomeOf(Callable<T> wait) throws Exception {
        try (WaitingThread<T> waiting = new WaitingThread<>(wait)) {
            return waiting.outcome();
        }
    }

    /** Returns once it is blocked. */
    void awaitBlocked() {
        Thread.State state = thread.getState();
        while (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
            assertTrue(state != Thread.State.TERMINATED, "it did not wait");
            Thread.onSpinWait();
            state = thread.getState();
        }
    }

    void assertWaiting() {
        assertTrue(!task.isDone(), "it has ended");
    }

    void interrupt() {
        thread.interrupt();
    }

    /** What it returned, once it has ended; throws what it threw. */
    T outcome() throws Exception {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw e;
        }
    }

    /** Ends the wait of a test that failed. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
