package dev.truechimer.vector.snapshot;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Makes the outputs that are counted, and counts them. */
final class Tally<S, M> {

    private final Map<AbortReason, Long> aborts = new EnumMap<>(AbortReason.class);
    private final Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);
    private long asked;
    private long recorded;
    private long completed;

    /** The local state; what throws is counted. */
    S recorded(Callback callback, Supplier<? extends S> localState) {
        asked++;
        S state = Objects.requireNonNull(callback.get(localState), "localState.get()");
        recorded++;
        return state;
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
        return new SnapshotCounters(recorded, asked - recorded, completed, aborts, refusals);
    }
}
