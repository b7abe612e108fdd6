package dev.truechimer.vector.execution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.Causality;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often each answer was the right one: a test whose executions never gave one of them has proved nothing about it.
 */
public final class Verdicts {

    private final Map<Causality, Long> counts = new EnumMap<>(Causality.class);

    /** Counts one pair of events. */
    public void count(Causality truth) {
        counts.merge(truth, 1L, Long::sum);
    }

    /** Fails unless each answer was the right one at least so often. */
    public void assertEachAtLeast(long least) {
        for (Causality causality : Causality.values()) {
            assertTrue(counts.getOrDefault(causality, 0L) >= least, () -> causality + " in " + counts);
        }
    }
}
