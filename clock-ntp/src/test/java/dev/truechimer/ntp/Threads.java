package dev.truechimer.ntp;

import java.util.List;

/** Live threads by name. */
final class Threads {

    private Threads() {}

    static List<Thread> named(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }

    /** Waits for those that are about to end. */
    static List<Thread> survivors(String prefix) {
        for (Thread thread : named(prefix)) {
            try {
                thread.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        return named(prefix);
    }
}
