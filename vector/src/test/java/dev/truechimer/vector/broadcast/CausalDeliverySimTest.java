package dev.truechimer.vector.broadcast;

import org.junit.jupiter.api.Test;

/**
 * Random runs, in which each message is delivered in exactly the step by which all that happened before it has arrived.
 */
class CausalDeliverySimTest {

    private static final int EXECUTIONS = 100_000;

    @Test
    void deliversWhatHappenedBeforeFirstAndNothingLaterThanNeeded() {
        Tally tally = new Tally();
        for (long seed = 0; seed < EXECUTIONS; seed++) {
            new RandomGroup(seed, tally).run();
        }
        tally.assertAtLeast(
                10_000,
                Outcome.DELIVERED.name(),
                Outcome.BUFFERED.name(),
                Outcome.DUPLICATE_OF_DELIVERED.name(),
                Outcome.DUPLICATE_OF_BUFFERED.name(),
                Outcome.REFUSED_FULL.name(),
                "released by another",
                "released in a burst",
                "nothing is missing",
                "something is missing",
                "control: causality violated",
                "control: causality kept");
    }
}
