package dev.truechimer.vector.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;

/** How often what was to occur did: a test in which one of them never did has proved nothing about it. */
final class Outcomes {

    /** What a simulation counts beside {@link AbortReason} and {@link Refusal}. */
    enum Outcome {
        COMPLETED,
        /** Completed, while another was under way at some process for a part of it. */
        OVERLAPPING,
        /** Begun while one of another initiator was under way. */
        SEVERAL_INITIATORS,
        MESSAGES_IN_CHANNEL,
        EMPTY_CHANNEL,
        /** Messages on one channel arrived in another order than sent. */
        OVERTAKEN,
        MARKER_LOST,
        /** Begun while the outputs of another call are acted on. */
        STARTED_BY_OUTPUT,
        /** A marker, or what stands for it, was lost, and the snapshot was aborted. */
        LOSS_ABORTED,
        /** A message brought news of more than one snapshot at once. */
        COLOUR_JUMPED,
        /** The oracle says no. */
        VIOLATION,
        /** A message is received and not sent. */
        ORPHAN,
        /** Also the plain total is wrong. */
        WRONG_TOTAL
    }

    private final Map<Enum<?>, Long> counts = new HashMap<>();

    void count(Enum<?> outcome) {
        add(outcome, 1);
    }

    /** Counts what a machine has aborted and refused. */
    void count(SnapshotCounters counters) {
        counters.aborted().forEach(this::add);
        counters.refused().forEach(this::add);
    }

    long of(Enum<?> outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    void assertEachAtLeast(long least, Enum<?>... outcomes) {
        for (Enum<?> outcome : outcomes) {
            assertTrue(of(outcome) >= least, () -> outcome + " in " + counts);
        }
    }

    void assertNone(Enum<?>... outcomes) {
        for (Enum<?> outcome : outcomes) {
            assertEquals(0, of(outcome), () -> outcome + " in " + counts);
        }
    }

    private void add(Enum<?> outcome, long count) {
        counts.merge(outcome, count, Long::sum);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
