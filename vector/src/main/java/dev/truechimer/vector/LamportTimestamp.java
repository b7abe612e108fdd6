package dev.truechimer.vector;

/**
 * One event's place in Lamport's total order: its counter, and between equal counters the id of its node.
 *
 * <p><b>Guarantee:</b> if event a happened before event b, then a's timestamp is less. The converse does not hold: of
 * two concurrent events one is less all the same, for no reason in what happened. {@link VectorClock} tells such events
 * apart from ordered ones; here nothing does.
 *
 * <p><b>Range:</b> counters are 0 to {@link Long#MAX_VALUE}, ids any {@code long}, in signed order. <b>Cost:</b> O(1)
 * in time and memory, whatever the number of nodes. <b>Threads:</b> immutable. <b>Hazard:</b> the order is total only
 * if no two nodes have the same id; {@link NodeIds} gives such ids. Between equal counters the lower id always comes
 * first: where that would be unfair, as for a lock, don't let the order alone decide.
 *
 * <p><b>Source:</b> Lamport, "Time, clocks, and the ordering of events in a distributed system", CACM 21(7), 1978: the
 * relation that the paper writes as a double arrow.
 *
 * @param counter the event's counter, {@code >= 0}
 * @param node the id of the node where it happened
 */
public record LamportTimestamp(long counter, long node) implements Comparable<LamportTimestamp> {

    /**
     * Checks the counter.
     *
     * @throws IllegalArgumentException if {@code counter} is negative
     */
    public LamportTimestamp {
        if (counter < 0) {
            throw new IllegalArgumentException("counter must be >= 0: " + counter);
        }
    }

    /** Lamport's total order; consistent with {@code equals}. */
    @Override
    public int compareTo(LamportTimestamp other) {
        int order = Long.compare(counter, other.counter);
        return order != 0 ? order : Long.compare(node, other.node);
    }
}
