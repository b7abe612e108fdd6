package dev.truechimer.vector.cut;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;

/** How often each outcome occurred: a test that never met one has proved nothing about it. */
public final class Outcomes {

    private final Map<String, Long> counts = new TreeMap<>();

    /** Counts an outcome if it occurred. */
    public void count(String outcome, boolean occurred) {
        counts.merge(outcome, occurred ? 1L : 0L, Long::sum);
    }

    /** Fails unless each outcome that was ever asked for occurred at least so often. */
    public void assertEachAtLeast(long least) {
        assertTrue(!counts.isEmpty(), "nothing was counted");
        counts.forEach((outcome, count) -> assertTrue(count >= least, () -> outcome + " in " + counts));
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
