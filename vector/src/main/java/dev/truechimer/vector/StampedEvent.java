package dev.truechimer.vector;

import java.util.Objects;

/**
 * An event as {@link HybridOrder} sees it: what it knows of, where it happened, and between which times.
 *
 * <p><b>Unit:</b> times are nanoseconds on one scale for all events, both ends inclusive; {@link Long#MIN_VALUE} and
 * {@link Long#MAX_VALUE} mean unbounded on that side. <b>Guarantee:</b> none of its own: what is in it is believed.
 * <b>Hazard:</b> only events that the clock counts can be ordered by it, see the conventions of {@link VectorClock}.
 * <b>Cost:</b> O(log n) to make, in the number of nodes n; the clock is shared. <b>Threads:</b> immutable.
 * <b>Source:</b> our own.
 *
 * @param clock the event's vector clock, itself included
 * @param node where it happened
 * @param earliestNanos true time was not before this when it happened
 * @param latestNanos true time was not after this when it happened
 */
public record StampedEvent(VectorClock clock, long node, long earliestNanos, long latestNanos) {

    /**
     * Checks that the event is one, and the interval too.
     *
     * @throws IllegalArgumentException if {@code earliestNanos > latestNanos}, or the clock counts no event of the node
     */
    public StampedEvent {
        Objects.requireNonNull(clock, "clock");
        if (earliestNanos > latestNanos) {
            throw new IllegalArgumentException(
                    "earliestNanos must be <= latestNanos: " + earliestNanos + " > " + latestNanos);
        }
        if (clock.get(node) == 0) {
            throw new IllegalArgumentException("the clock must count the event itself, at node " + node + ": " + clock);
        }
    }

    /** An event of which no physical time is known. */
    public static StampedEvent at(VectorClock clock, long node) {
        return new StampedEvent(clock, node, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Which event of its node it is, counted from 1. */
    public long counter() {
        return clock.get(node);
    }

    /** Whether this event was over for certain, by the intervals, when the other one happened. */
    boolean isCertainlyBefore(StampedEvent other) {
        return latestNanos < other.earliestNanos;
    }
}
