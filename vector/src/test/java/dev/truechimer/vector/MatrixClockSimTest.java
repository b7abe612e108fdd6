package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.vector.execution.Execution;
import dev.truechimer.vector.execution.Execution.Event;
import dev.truechimer.vector.execution.RandomExecution;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Matrix clocks tell exactly what each node can know of what the others know, and the stable cut is what all have seen.
 */
class MatrixClockSimTest {

    private static final int EXECUTIONS = 100_000;
    private static final long LEAST_OF_EACH = 10_000;

    private long seed;
    private long nonZeroCuts;
    private long cutsThatGrew;
    private long cutsBehindTheTruth;
    private long cutsThatAreTheTruth;

    @Test
    void entriesFollowFromTheCausalPast() {
        for (seed = 0; seed < EXECUTIONS; seed++) {
            run(RandomExecution.withFixedProcesses(seed));
        }
        long[] counts = {nonZeroCuts, cutsThatGrew, cutsBehindTheTruth, cutsThatAreTheTruth};
        for (long count : counts) {
            assertTrue(
                    count >= LEAST_OF_EACH,
                    () -> "cuts that are not zero, grew, are behind what all had seen, are that: "
                            + Arrays.toString(counts));
        }
    }

    private void run(Execution execution) {
        int nodes = execution.processes();
        List<Event> events = execution.events();
        MatrixClock[] clocks = new MatrixClock[nodes];
        Arrays.setAll(clocks, self -> new MatrixClock(nodes, self));
        MatrixClock.Snapshot[] sent = new MatrixClock.Snapshot[events.size()];
        DenseVectorClock[] cuts = new DenseVectorClock[nodes];
        Arrays.setAll(cuts, self -> new DenseVectorClock(nodes));
        long[][] pasts = new long[events.size()][];
        int[] latest = new int[nodes];
        Arrays.fill(latest, -1);
        for (Event event : events) {
            int here = event.process();
            if (event.cause() < 0) {
                clocks[here].tick();
            } else {
                clocks[here].receive(sent[event.cause()]);
            }
            sent[event.index()] = clocks[here].snapshot();
            pasts[event.index()] = past(execution, event.index());
            latest[here] = event.index();
            checkRows(execution, event, clocks[here], pasts);
            DenseVectorClock cut = clocks[here].stableCut();
            checkCut(clocks[here], cut, cuts[here], pasts, latest);
            cuts[here] = cut;
        }
    }

    /** How many events of each process the event knows of, itself included: by counting them. */
    private static long[] past(Execution execution, int index) {
        long[] counts = new long[execution.processes()];
        for (Event event : execution.events()) {
            if (execution.isInPast(event.index(), index)) {
                counts[event.process()]++;
            }
        }
        return counts;
    }

    /** Row i is the past of the last event of process i in the event's own past; of no event, nothing is known. */
    private void checkRows(Execution execution, Event event, MatrixClock clock, long[][] pasts) {
        int[] lastOf = new int[clock.nodes()];
        Arrays.fill(lastOf, -1);
        for (int earlier = 0; earlier <= event.index(); earlier++) {
            if (execution.isInPast(earlier, event.index())) {
                lastOf[execution.events().get(earlier).process()] = earlier;
            }
        }
        for (int i = 0; i < lastOf.length; i++) {
            for (int j = 0; j < lastOf.length; j++) {
                long truth = lastOf[i] < 0 ? 0 : pasts[lastOf[i]][j];
                if (clock.knows(i, j) != truth) {
                    fail("seed " + seed + ", " + event + ": node " + i + " knows " + truth + " of " + j + ": " + clock);
                }
            }
        }
    }

    /**
     * The cut is the least of each column, not behind the one before, and no event of it is unseen by anybody at that
     * moment.
     */
    private void checkCut(
            MatrixClock clock, DenseVectorClock cut, DenseVectorClock before, long[][] pasts, int[] latest) {
        boolean zero = true;
        boolean behind = false;
        for (int j = 0; j < clock.nodes(); j++) {
            long least = Long.MAX_VALUE;
            long seenByAll = Long.MAX_VALUE;
            for (int i = 0; i < clock.nodes(); i++) {
                least = Math.min(least, clock.knows(i, j));
                seenByAll = Math.min(seenByAll, latest[i] < 0 ? 0 : pasts[latest[i]][j]);
            }
            if (cut.get(j) != least || cut.get(j) > seenByAll || cut.get(j) < before.get(j)) {
                fail("seed " + seed + ": " + cut + " behind " + before + " of " + clock + ", all have seen " + seenByAll
                        + " of " + j);
            }
            zero &= cut.get(j) == 0;
            behind |= cut.get(j) < seenByAll;
        }
        nonZeroCuts += zero ? 0 : 1;
        cutsThatGrew += cut.compareTo(before) == Causality.AFTER ? 1 : 0;
        cutsBehindTheTruth += behind ? 1 : 0;
        cutsThatAreTheTruth += !zero && !behind ? 1 : 0;
    }
}
