package dev.truechimer.vector.snapshot;

import java.util.EnumMap;
import java.util.Map;

/** Makes the outputs that are counted, and counts them. */
final class Tally<S, M> {

    private final Map<AbortReason, Long> aborts = new EnumMap<>(AbortReason.class);
    private final Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);
    private long recorded;
    private long completed;

    void countRecorded() {
        recorded++;
    }

    SnapshotCompleted<S, M> completed(GlobalSnapshot<S, M> snapshot) {
        completed++;
        return new SnapshotCompleted<>(snapshot);
    }

    SnapshotAborted<S, M> aborted(SnapshotId id, AbortReason reason) {
        aborts.merge(reason, 1L, Long::sum);
        return new SnapshotAborted<>(id, reason);
    }

    SnapshotRefused<S, M> refused(Refusal refusal) {
        refusals.merge(refusal, 1L, Long::sum);
        return new SnapshotRefused<>(refusal);
    }

    SnapshotCounters counters() {
        return new SnapshotCounters(recorded, completed, aborts, refusals);
    }
}
