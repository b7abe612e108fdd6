package dev.truechimer.vector;

/**
 * How two events, or two states of knowledge, stand to each other in a partial order.
 *
 * <p>Not an {@code int} of a {@link java.util.Comparator}: concurrency is not transitive, so sorting by it is
 * meaningless. To sort, take {@link HybridOrder}, or the total order of {@link LamportTimestamp}.
 *
 * <p><b>Source:</b> the relation is Lamport's, CACM 21(7), 1978; comparing vectors gives it by Fidge, 1988, and
 * Mattern, 1989, see {@link VectorClock}.
 */
public enum Causality {
    /** The same event, or the same knowledge. */
    EQUAL,
    /** The first happened before the second: it may have caused it. */
    BEFORE,
    /** The second happened before the first. */
    AFTER,
    /** Neither knows of the other: neither can have caused the other. */
    CONCURRENT;

    /** The answer with the two sides exchanged. */
    public Causality reversed() {
        return switch (this) {
            case BEFORE -> AFTER;
            case AFTER -> BEFORE;
            case EQUAL, CONCURRENT -> this;
        };
    }

    /**
     * The answer that follows from both directions of "knows at most what the other knows".
     *
     * @param firstWithinSecond whether the second knows all that the first knows
     * @param secondWithinFirst whether the first knows all that the second knows
     */
    static Causality of(boolean firstWithinSecond, boolean secondWithinFirst) {
        if (firstWithinSecond) {
            return secondWithinFirst ? EQUAL : BEFORE;
        }
        return secondWithinFirst ? AFTER : CONCURRENT;
    }
}
