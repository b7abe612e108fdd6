package dev.truechimer.vector.snapshot;

/**
 * What was put in changed nothing of any snapshot. There is nothing to do but perhaps to note it; it is counted.
 *
 * @param refusal why
 * @param <S> a process's state
 * @param <M> a message
 */
public record SnapshotRefused<S, M>(Refusal refusal) implements ChandyLamportOutput<S, M>, LaiYangOutput<S, M> {}
