package dev.truechimer.vector;

import java.util.Arrays;

/**
 * A vector clock of a fixed set of nodes, each with an index: mutable, in one array, for the hot path of one owner.
 *
 * <p><b>Guarantee:</b> as {@link VectorClock}, whose two conventions about what counts as an event hold here too. What
 * is sent along with a message must not change any more: send a {@link #copy}, or {@link #toVectorClock}.
 *
 * <p><b>Shape:</b> the set of nodes never changes; all clocks that meet must have the same nodes at the same indexes.
 * Counters are 0 to {@link Long#MAX_VALUE}.
 *
 * <p><b>Cost</b> in the number of nodes n: {@link #tick} and {@link #get} O(1); {@link #merge} and {@link #compareTo}
 * O(n), in loops that the compiler turns into vector instructions (comparing since JDK 21); none of these allocates. 8n
 * bytes.
 *
 * <p><b>Threads:</b> confined to one, or guarded by the caller.
 *
 * <p><b>Source:</b> Fidge, "Timestamps in message-passing systems that preserve the partial ordering", 1988; Mattern,
 * "Virtual time and global states of distributed systems", 1989.
 */
public final class DenseVectorClock {

    private final long[] counts;

    /**
     * A clock that knows of no event.
     *
     * @param nodes how many nodes there are, 1 to {@link VectorClock#MAX_ENTRIES}
     * @throws IllegalArgumentException if it is out of range
     */
    public DenseVectorClock(int nodes) {
        this(new long[checkedNodes(nodes)]);
    }

    /** Takes the array as it is: a counter for each node, none negative. */
    DenseVectorClock(long[] counts) {
        this.counts = counts;
    }

    /**
     * The same knowledge as a sparse clock has.
     *
     * @param clock the sparse clock
     * @param nodes the id of each index, strictly ascending
     * @throws IllegalArgumentException if {@code nodes} is not ascending, or the clock knows of a node that is not in
     * it
     */
    public static DenseVectorClock from(VectorClock clock, long[] nodes) {
        DenseVectorClock dense = new DenseVectorClock(checkedAscending(nodes).length);
        for (int i = 0; i < clock.size(); i++) {
            int index = Arrays.binarySearch(nodes, clock.nodeAt(i));
            if (index < 0) {
                throw new IllegalArgumentException("the clock knows of a node without index: " + clock.nodeAt(i));
            }
            dense.counts[index] = clock.countAt(i);
        }
        return dense;
    }

    /** How many nodes there are. */
    public int nodes() {
        return counts.length;
    }

    /**
     * How many events of a node this clock knows of.
     *
     * @throws IndexOutOfBoundsException if {@code index} is not 0 to {@link #nodes()} - 1
     */
    public long get(int index) {
        return counts[index];
    }

    /**
     * Counts one more event.
     *
     * @param index of the node where it happens
     * @return the node's new counter
     * @throws IndexOutOfBoundsException if {@code index} is not 0 to {@link #nodes()} - 1
     * @throws ArithmeticException if the counter is {@link Long#MAX_VALUE}; nothing changes
     */
    public long tick(int index) {
        long next = Math.addExact(counts[index], 1);
        counts[index] = next;
        return next;
    }

    /**
     * Learns all that another clock knows.
     *
     * @throws IllegalArgumentException if the other has another number of nodes
     */
    public void merge(DenseVectorClock other) {
        checkSameNodes(other);
        Counters.raise(counts, other.counts);
    }

    /**
     * A receipt, where every event counts: {@code merge(remote)}, then {@code tick(index)}.
     *
     * @param index of the node that receives
     * @param remote the clock that the message carries
     * @throws IllegalArgumentException if the remote clock has another number of nodes, or knows of more events of this
     *     node than this clock: this node has lost its clock, or somebody makes up counters; nothing changes
     * @throws IndexOutOfBoundsException if {@code index} is not 0 to {@link #nodes()} - 1
     * @throws ArithmeticException if the node's counter is {@link Long#MAX_VALUE}; nothing changes
     */
    public void receive(int index, DenseVectorClock remote) {
        checkSameNodes(remote);
        // Before anything changes.
        VectorClock.checkNotAhead(index, remote.counts[index], counts[index]);
        long next = Math.addExact(counts[index], 1);
        Counters.raise(counts, remote.counts);
        counts[index] = next;
    }

    /**
     * How this clock stands to another, in the order of what they know.
     *
     * @return {@link Causality#BEFORE} if the other knows all that this one knows, and more
     * @throws IllegalArgumentException if the other has another number of nodes
     */
    public Causality compareTo(DenseVectorClock other) {
        checkSameNodes(other);
        return Counters.compare(counts, other.counts);
    }

    /**
     * Whether this clock knows all that the other knows: {@link Causality#AFTER} or {@link Causality#EQUAL}.
     *
     * @throws IllegalArgumentException if the other has another number of nodes
     */
    public boolean dominates(DenseVectorClock other) {
        checkSameNodes(other);
        return Counters.isWithin(other.counts, counts);
    }

    /** This clock as it is now; later changes of either don't change the other. */
    public DenseVectorClock copy() {
        return new DenseVectorClock(counts.clone());
    }

    /**
     * The same knowledge, immutable and ready to be encoded.
     *
     * @param nodes the id of each index, strictly ascending
     * @throws IllegalArgumentException if {@code nodes} is not ascending or has another length
     */
    public VectorClock toVectorClock(long[] nodes) {
        if (checkedAscending(nodes).length != counts.length) {
            throw new IllegalArgumentException("ids must be as many as nodes, " + counts.length + ": " + nodes.length);
        }
        return VectorClock.ofAscending(nodes, counts);
    }

    private void checkSameNodes(DenseVectorClock other) {
        if (counts.length != other.counts.length) {
            throw new IllegalArgumentException(
                    "both clocks must have the same nodes: " + counts.length + " and " + other.counts.length);
        }
    }

    private static int checkedNodes(int nodes) {
        if (nodes < 1 || nodes > VectorClock.MAX_ENTRIES) {
            throw new IllegalArgumentException("nodes must be 1 to " + VectorClock.MAX_ENTRIES + ": " + nodes);
        }
        return nodes;
    }

    private static long[] checkedAscending(long[] nodes) {
        for (int i = 1; i < nodes.length; i++) {
            if (nodes[i] <= nodes[i - 1]) {
                throw new IllegalArgumentException(
                        "ids must be strictly ascending: " + nodes[i] + " behind " + nodes[i - 1]);
            }
        }
        return nodes;
    }

    /** Equal counters. Of a mutable object: don't use it as a key. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DenseVectorClock that && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    /** For people: {@code [1, 0, 42]}. */
    @Override
    public String toString() {
        return Arrays.toString(counts);
    }
}
