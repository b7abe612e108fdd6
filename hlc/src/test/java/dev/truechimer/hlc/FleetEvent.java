package dev.truechimer.hlc;

/**
 * A stamped event of a fleet.
 *
 * @param order the how-manieth event of the world this was: the order in true time
 * @param node whose event
 * @param first its timestamp
 * @param last the same, or the last one of a batch
 * @param trueNanos when it was, on UTC
 * @param after what it really comes after
 * @param physical what is known of the clock that stamped it
 */
record FleetEvent(int order, int node, long first, long last, long trueNanos, TrueOrder after, Physical physical) {

    /** How good the physical clock was at the event. */
    enum Physical {
        /** An interval that held true time. */
        INTERVAL,
        /** An interval whose latest end was before true time, after a suspension that nobody told of. */
        LAGGING_INTERVAL,
        /** A wall clock within its error. */
        WALL,
        /** A wall clock far behind. */
        WALL_BEHIND,
        /** A wall clock far ahead. */
        WALL_AHEAD;

        /** Whether a timestamp says that the event was not later. */
        boolean boundsFromBelow() {
            return this == INTERVAL || this == WALL;
        }

        /** Whether the contract of the cluster holds for the timestamp. */
        boolean boundsFromAbove() {
            return this != WALL_AHEAD;
        }
    }

    /** Whether a chain of events of nodes and messages leads from this event to the other one. */
    boolean happenedBefore(FleetEvent other) {
        return order != other.order && after.isKnownTo(other.after, node);
    }

    /** The physical part of the first timestamp, minus true time. */
    long aheadNanos() {
        return HybridTimestamp.micros(first) * 1_000 - trueNanos;
    }

    @Override
    public String toString() {
        return "event " + order + " of node " + node + " (" + physical + ") at true "
                + TimestampText.formatNanos(trueNanos) + ": " + HybridTimestamp.format(first)
                + (first == last ? "" : ".." + HybridTimestamp.format(last));
    }
}
