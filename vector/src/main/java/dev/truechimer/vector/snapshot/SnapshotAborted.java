package dev.truechimer.vector.snapshot;

/**
 * A snapshot ended here without a result, and nothing is kept of it. At its initiator it is over; an abort at another
 * process makes it end by timeout at the initiator, unless the caller tells the initiator, which then gives it up.
 *
 * @param id which snapshot
 * @param reason why
 * @param <S> a process's state
 * @param <M> a message
 */
public record SnapshotAborted<S, M>(SnapshotId id, AbortReason reason)
        implements ChandyLamportOutput<S, M>, LaiYangOutput<S, M> {}
