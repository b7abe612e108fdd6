package dev.truechimer.clock.commit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;

/** A thread that waits for something, and what came of it. */
final class Waiter implements AutoCloseable {

    /** What it does. */
    interface Action {
        void run() throws Exception;
    }

    private final Thread thread;
    private volatile @Nullable Throwable thrown;

    Waiter(Action action) {
        thread = new Thread(() -> run(action), "waiter");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Action action) {
        try {
            action.run();
        } catch (Exception | AssertionError e) {
            thrown = e;
        }
    }

    void assertWaiting() {
        assertTrue(thread.isAlive(), () -> "it ended although nothing has passed: " + thrown);
    }

    void interrupt() {
        thread.interrupt();
    }

    /** What it threw, once it has ended; null if nothing. */
    @Nullable
    Throwable outcome() throws InterruptedException {
        thread.join();
        return thrown;
    }

    /** Ends the wait of a test that failed. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
