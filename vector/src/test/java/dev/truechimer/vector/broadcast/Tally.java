package dev.truechimer.vector.broadcast;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often each thing happened: a test in which one of them never did has proved nothing about it. */
final class Tally {

    private final Map<String, LongAdder> counts = new HashMap<>();

    void count(String what) {
        counts.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    void assertAtLeast(long least, String... whats) {
        for (String what : whats) {
            assertTrue(of(what) >= least, () -> what + " in " + counts);
        }
    }

    long of(String what) {
        LongAdder count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
