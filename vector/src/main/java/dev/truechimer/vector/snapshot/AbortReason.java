package dev.truechimer.vector.snapshot;

/**
 * Why a snapshot ended without a result. None of them says anything about the system itself, and another may be begun
 * at once.
 */
public enum AbortReason {
    /**
     * It was under way for longer than {@link SnapshotLimits#timeoutNanos()}: a process failed, or something of it was
     * lost.
     */
    TIMEOUT,
    /** {@link SnapshotLimits#maxConcurrent()} others were under way here. */
    TOO_MANY_SNAPSHOTS,
    /** It would have held more than {@link SnapshotLimits#maxRecordedMessages()}. */
    TOO_MANY_MESSAGES,
    /**
     * More messages arrived at a process than were sent to it: a message arrived twice, or was not counted when it was
     * sent.
     */
    CONTRADICTION,
    /** The caller gave it up. */
    GIVEN_UP
}
