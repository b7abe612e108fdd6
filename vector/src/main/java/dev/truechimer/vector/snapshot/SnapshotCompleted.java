package dev.truechimer.vector.snapshot;

/**
 * At the initiator: a snapshot is complete.
 *
 * @param snapshot the result
 * @param <S> a process's state
 * @param <M> a message
 */
public record SnapshotCompleted<S, M>(GlobalSnapshot<S, M> snapshot)
        implements ChandyLamportOutput<S, M>, LaiYangOutput<S, M> {}
