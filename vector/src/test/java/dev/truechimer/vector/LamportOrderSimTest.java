package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.vector.execution.Execution;
import dev.truechimer.vector.execution.Execution.Event;
import dev.truechimer.vector.execution.RandomExecution;
import dev.truechimer.vector.execution.Verdicts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Lamport clocks never contradict the happened-before relation of random executions, and their total order extends it.
 */
class LamportOrderSimTest {

    private static final int EXECUTIONS = 100_000;
    private static final long LEAST_OF_EACH = 100_000;

    private long concurrentWithEqualCounters;
    private long concurrentWithDifferentCounters;

    @Test
    void orderIsAStrictLinearExtensionOfTheRelation() {
        Verdicts verdicts = new Verdicts();
        for (long seed = 0; seed < EXECUTIONS; seed++) {
            Execution execution = RandomExecution.ofSeed(seed);
            LamportTimestamp[] stamps = stamps(execution.events());
            for (int a = 0; a < stamps.length; a++) {
                for (int b = 0; b < stamps.length; b++) {
                    Causality truth = execution.relation(a, b);
                    verdicts.count(truth);
                    check(truth, stamps[a], stamps[b], seed, a, b);
                }
            }
        }
        verdicts.assertEachAtLeast(LEAST_OF_EACH);
        // The converse is not implied: both kinds of concurrent events occur.
        assertTrue(concurrentWithEqualCounters >= LEAST_OF_EACH, () -> "equal: " + concurrentWithEqualCounters);
        assertTrue(
                concurrentWithDifferentCounters >= LEAST_OF_EACH,
                () -> "different: " + concurrentWithDifferentCounters);
    }

    /** The id of a process is not its number, or ties would always go to the older one. */
    private static LamportTimestamp[] stamps(List<Event> events) {
        LamportTimestamp[] stamps = new LamportTimestamp[events.size()];
        List<LamportClock> clocks = new ArrayList<>();
        for (Event event : events) {
            if (event.process() == clocks.size()) {
                clocks.add(LamportClock.of(-event.process()));
            }
            LamportClock clock = clocks.get(event.process());
            stamps[event.index()] = event.cause() < 0 ? clock.stamp() : clock.stamp(stamps[event.cause()]);
        }
        return stamps;
    }

    private void check(Causality truth, LamportTimestamp first, LamportTimestamp second, long seed, int a, int b) {
        int order = first.compareTo(second);
        boolean ok = switch (truth) {
            case EQUAL -> order == 0;
            case BEFORE -> order < 0 && first.counter() < second.counter();
            case AFTER -> order > 0 && first.counter() > second.counter();
            case CONCURRENT -> order != 0 && Integer.signum(order) == -Integer.signum(second.compareTo(first));
        };
        if (!ok) {
            fail("seed " + seed + ", events " + a + " and " + b + " are " + truth + ": " + first + ", " + second);
        }
        if (truth == Causality.CONCURRENT) {
            boolean equal = first.counter() == second.counter();
            concurrentWithEqualCounters += equal ? 1 : 0;
            concurrentWithDifferentCounters += equal ? 0 : 1;
        }
    }
}
