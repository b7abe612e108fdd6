package dev.truechimer.vector.snapshot;

/**
 * Why a snapshot ended without a result. Another may be begun at once, but not every cause is gone by then.
 *
 * <p><b>Hazard:</b> with {@link LaiYangSnapshot} a message that was lost, repeated or not counted is never forgotten:
 * the counts of its channel differ for good, and each later snapshot ends by {@link #TIMEOUT} or
 * {@link #CONTRADICTION}. If one contradicts itself, or several in a row time out though all processes run, stop
 * sending, wait until nothing is under way any more, and make new instances everywhere.
 */
public enum AbortReason {
    /**
     * It was under way for longer than {@link SnapshotLimits#timeoutNanos()}: a process failed or aborted it, something
     * of it was lost, the processes' views of the {@link Topology} differ, or, with {@link LaiYangSnapshot}, a message
     * was lost at any time since the instance began.
     */
    TIMEOUT,
    /** {@link SnapshotLimits#maxConcurrent()} others were under way here, whoever began them. */
    TOO_MANY_SNAPSHOTS,
    /** It would have held more than {@link SnapshotLimits#maxRecordedMessages()}. */
    TOO_MANY_MESSAGES,
    /**
     * Only with {@link LaiYangSnapshot}: more messages arrived at a process than were sent to it, because one arrived
     * twice, was not counted when it was sent, or is left over from before this instance. All later snapshots of the
     * instance will end so or by timeout: it has to be replaced, everywhere.
     */
    CONTRADICTION,
    /** The caller gave it up. */
    GIVEN_UP
}
