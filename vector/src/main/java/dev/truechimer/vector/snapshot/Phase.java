package dev.truechimer.vector.snapshot;

/** How far one snapshot has got at one process. */
public enum Phase {
    /** Nothing is known of it here. */
    ABSENT,
    /** The local state is recorded; messages that arrive on channels without a marker so far are recorded too. */
    RECORDING,
    /** At the initiator: what it has to tell itself is complete, and something of others is missing. */
    COLLECTING,
    /** Nothing more is kept of it here: it was completed, passed on to the initiator, or aborted. */
    ENDED
}
