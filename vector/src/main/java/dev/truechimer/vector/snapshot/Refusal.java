package dev.truechimer.vector.snapshot;

/**
 * What was put into a snapshot machine and changed nothing there (but see {@link #FOREIGN_COLOUR}). Each constant is
 * counted: {@link SnapshotCounters}.
 */
public enum Refusal {
    /** A marker of a snapshot that has ended here; usual after an abort. */
    LATE_MARKER,
    /** A second marker of one snapshot on one channel: no reliable channel does that. */
    DUPLICATE_MARKER,
    /** A marker of a snapshot that no member began, or this process itself did not begin. */
    FOREIGN_MARKER,
    /** A piece or report of snapshots that have ended here; usual after an abort. */
    LATE_PIECE,
    /** A second piece or report of one process for one snapshot. */
    DUPLICATE_PIECE,
    /** A piece or report that is not for this process, not of a member, or of a snapshot that was never begun. */
    FOREIGN_PIECE,
    /** A copy of a message for snapshots that have ended here; usual after an abort. */
    LATE_COPY,
    /** The same copy of a message once more. */
    DUPLICATE_COPY,
    /**
     * A copy of a message that is not for this process, not of a member's channel, or of a snapshot that was never
     * begun.
     */
    FOREIGN_COPY,
    /**
     * A colour below 0, or of a snapshot that this process, the only one who could, never began. A message that carries
     * it is counted and applied all the same: its sender has counted it too.
     */
    FOREIGN_COLOUR,
    /** The caller wants to give up a snapshot that is not under way here. */
    NOT_UNDER_WAY
}
