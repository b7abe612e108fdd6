package dev.truechimer.hlc;

import java.util.Arrays;

/**
 * The window in which a timestamp is uncertain for a reader: its value may have existed, in true time, before the reader began,
 * although its timestamp is larger than the reader's. A reader that finds such a value must read again at a later timestamp, or
 * wait; else it could miss a write that was finished before it began.
 *
 * <p>The window narrows by <i>observed timestamps</i>: what a node's clock has returned since the reader began bounds what that
 * node had issued before. <b>Shape:</b> from {@link #timestamp()}, exclusive, to {@link #limit()}, inclusive. <b>Threads:</b>
 * immutable. <b>Hazard:</b> an observation counts only for values that the observed node itself stamped; values that were stamped
 * elsewhere and moved there fall under {@link #limit()}. <b>Source:</b> the idea of observed timestamps is CockroachDB's.
 */
public final class Uncertainty {

    private static final long[] NONE = {};

    private final long timestamp;
    private final long limit;

    /** Sorted. */
    private final long[] nodes;

    /** For each node, the least that was observed. */
    private final long[] observed;

    private Uncertainty(long timestamp, long limit, long[] nodes, long[] observed) {
        this.timestamp = timestamp;
        this.limit = limit;
        this.nodes = nodes;
        this.observed = observed;
    }

    static Uncertainty between(long timestamp, long limit) {
        return new Uncertainty(timestamp, limit, NONE, NONE);
    }

    /** What the reader reads as of; values up to it are certainly to be seen. */
    public long timestamp() {
        return timestamp;
    }

    /** A value above it was certainly written after the reader began. */
    public long limit() {
        return limit;
    }

    /**
     * The limit for values that a node stamped.
     *
     * @param node which node
     * @return what was observed there, if that is less than {@link #limit()}; never below {@link #timestamp()}
     */
    public long limit(long node) {
        int at = Arrays.binarySearch(nodes, node);
        return at < 0 ? limit : observed[at];
    }

    /**
     * Narrows the window for one node.
     *
     * @param node which node
     * @param seen a timestamp that this node's clock returned after the reader began, and above everything that it had issued
     *     until then: the result of its {@link HybridLogicalClock#now()} or {@link HybridLogicalClock#update}
     * @return with the least that was observed of that node so far
     * @throws MalformedTimestampException if {@code seen} is negative
     */
    public Uncertainty observe(long node, long seen) {
        long bound = Math.max(timestamp, HybridTimestamp.requireValid(seen));
        if (bound >= limit(node)) {
            return this;
        }
        int at = Arrays.binarySearch(nodes, node);
        if (at >= 0) {
            long[] changed = observed.clone();
            changed[at] = bound;
            return new Uncertainty(timestamp, limit, nodes, changed);
        }
        return new Uncertainty(timestamp, limit, inserted(nodes, -at - 1, node), inserted(observed, -at - 1, bound));
    }

    private static long[] inserted(long[] sorted, int at, long value) {
        long[] longer = Arrays.copyOf(sorted, sorted.length + 1);
        System.arraycopy(sorted, at, longer, at + 1, sorted.length - at);
        longer[at] = value;
        return longer;
    }

    /**
     * Whether a value is uncertain, wherever it was stamped.
     *
     * @param value its timestamp
     */
    public boolean contains(long value) {
        return value > timestamp && value <= limit;
    }

    /**
     * Whether a value is uncertain that a known node stamped.
     *
     * @param node which node stamped it
     * @param value its timestamp
     */
    public boolean contains(long node, long value) {
        return value > timestamp && value <= limit(node);
    }

    /** The window, and how many nodes were observed. */
    @Override
    public String toString() {
        return "(" + HybridTimestamp.format(timestamp) + ", " + HybridTimestamp.format(limit) + "], " + nodes.length
                + " nodes observed";
    }
}
