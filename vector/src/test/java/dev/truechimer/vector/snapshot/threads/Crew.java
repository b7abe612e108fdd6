package dev.truechimer.vector.snapshot.threads;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The threads of one test: named, daemons, joined at the end, and their failures are told at once. */
public final class Crew {

    /** What a thread does. */
    public interface Task {
        void run() throws Exception;
    }

    private static final long JOIN_LIMIT_SECONDS = 10;

    private final List<Thread> threads = new ArrayList<>();
    private final Consumer<Object> failures;

    public Crew(Consumer<Object> failures) {
        this.failures = failures;
    }

    public void start(String name, Task task) {
        Thread thread = new Thread(() -> run(name, task), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** All have ended, by themselves. */
    public void join() throws InterruptedException {
        joinThose("");
    }

    /** All whose name begins like this have ended, by themselves. */
    public void joinThose(String prefix) throws InterruptedException {
        for (Thread thread : threads) {
            if (!thread.getName().startsWith(prefix)) {
                continue;
            }
            thread.join(TimeUnit.SECONDS.toMillis(JOIN_LIMIT_SECONDS));
            assertFalse(thread.isAlive(), () -> thread.getName() + " has not ended");
        }
    }

    /** For the end of a test that failed: a thread that waits for others, waits no longer. */
    public void interrupt() {
        threads.forEach(Thread::interrupt);
    }

    private void run(String name, Task task) {
        try {
            task.run();
        } catch (Throwable failure) {
            failures.accept(new AssertionError("thread " + name + " failed", failure));
        }
    }
}
