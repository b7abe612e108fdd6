package dev.truechimer.clock;

/**
 * How much a clock knows at the moment. The interval of a reading is a sound bound in every status; the status says
 * whether it is as good as configured, and if not, why.
 */
public enum ClockStatus {
    /** No interval has been adopted since the start: readings are unbounded. */
    STARTING,
    /** Enough sources agree, and ε is within the configured limit. */
    SYNCHRONIZED,
    /**
     * Too few sources answer, or ε is beyond the configured limit: the last interval ages on, bounded until the holdover limit
     * and unbounded after it. A reader also says so when the timekeeper has stood still for ten seconds, as behind a listener
     * that blocks.
     */
    HOLDOVER,
    /**
     * What was measured contradicts the stated assumptions (too many liars, an oscillator out of its bounds, a
     * suspended machine): everything is discarded and readings are unbounded until the sources have been consistent
     * again for some rounds.
     */
    DISRUPTED,
    /** The timekeeper was closed: readings are unbounded for good. */
    CLOSED
}
