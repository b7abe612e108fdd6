package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.vector.execution.Execution;
import dev.truechimer.vector.execution.Execution.Event;
import dev.truechimer.vector.execution.RandomExecution;
import dev.truechimer.vector.execution.Verdicts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vector clocks tell exactly the happened-before relation of random executions. */
class HappenedBeforeSimTest {

    private static final int EXECUTIONS = 100_000;
    private static final long LEAST_OF_EACH = 100_000;

    @Test
    void sparseClocksTellTheRelationOfProcessesThatComeAndGo() {
        Verdicts verdicts = new Verdicts();
        for (long seed = 0; seed < EXECUTIONS; seed++) {
            Execution execution = RandomExecution.ofSeed(seed);
            VectorClock[] clocks = sparseClocks(execution.events());
            for (int a = 0; a < clocks.length; a++) {
                for (int b = 0; b < clocks.length; b++) {
                    Causality truth = execution.relation(a, b);
                    verdicts.count(truth);
                    check(truth, clocks[a].compareTo(clocks[b]), seed, a, b);
                    boolean knowsAll = truth == Causality.AFTER || truth == Causality.EQUAL;
                    check(knowsAll, clocks[a].dominates(clocks[b]), seed, a, b);
                }
            }
        }
        verdicts.assertEachAtLeast(LEAST_OF_EACH);
    }

    @Test
    void denseClocksTellTheRelationOfFixedProcesses() {
        Verdicts verdicts = new Verdicts();
        for (long seed = 0; seed < EXECUTIONS; seed++) {
            Execution execution = RandomExecution.withFixedProcesses(seed);
            DenseVectorClock[] clocks = denseClocks(execution);
            for (int a = 0; a < clocks.length; a++) {
                for (int b = 0; b < clocks.length; b++) {
                    Causality truth = execution.relation(a, b);
                    verdicts.count(truth);
                    check(truth, clocks[a].compareTo(clocks[b]), seed, a, b);
                    boolean knowsAll = truth == Causality.AFTER || truth == Causality.EQUAL;
                    check(knowsAll, clocks[a].dominates(clocks[b]), seed, a, b);
                }
            }
        }
        verdicts.assertEachAtLeast(LEAST_OF_EACH);
    }

    /** Every event counts: tick, or receive where another event is the cause. Process p has the id p. */
    static VectorClock[] sparseClocks(List<Event> events) {
        VectorClock[] clocks = new VectorClock[events.size()];
        for (Event event : events) {
            VectorClock before = event.previous() < 0 ? VectorClock.ZERO : clocks[event.previous()];
            clocks[event.index()] = event.cause() < 0
                    ? before.tick(event.process())
                    : before.receive(event.process(), clocks[event.cause()]);
        }
        return clocks;
    }

    private static DenseVectorClock[] denseClocks(Execution execution) {
        DenseVectorClock[] clocks = new DenseVectorClock[execution.events().size()];
        for (Event event : execution.events()) {
            DenseVectorClock clock = event.previous() < 0
                    ? new DenseVectorClock(execution.processes())
                    : clocks[event.previous()].copy();
            if (event.cause() < 0) {
                clock.tick(event.process());
            } else {
                clock.receive(event.process(), clocks[event.cause()]);
            }
            clocks[event.index()] = clock;
        }
        return clocks;
    }

    private static void check(Object truth, Object verdict, long seed, int a, int b) {
        if (!truth.equals(verdict)) {
            assertEquals(truth, verdict, "seed " + seed + ", events " + a + " and " + b);
        }
    }
}
