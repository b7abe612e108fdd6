package dev.truechimer.vector.broadcast;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;

/** How often each thing happened: a test in which one of them never did has proved nothing about it. */
final class Tally {

    private final Map<String, Long> counts = new TreeMap<>();

    void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    void assertAtLeast(long least, String... whats) {
        for (String what : whats) {
            assertTrue(counts.getOrDefault(what, 0L) >= least, () -> what + " in " + counts);
        }
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
