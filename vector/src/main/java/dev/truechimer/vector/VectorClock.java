package dev.truechimer.vector;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many events of each node an event knows of, itself included: the happened-before relation in one value.
 *
 * <p><b>Guarantee:</b> if each node follows one of the conventions below, then {@code a.compareTo(b)} is
 * {@link Causality#BEFORE} exactly if a happened before b, and {@link Causality#CONCURRENT} exactly if neither happened
 * before the other. {@link #merge} is the least upper bound: commutative, associative, idempotent.
 *
 * <p><b>Conventions.</b> What counts as an event is up to the system, and all nodes of one must agree:
 *
 * <ul>
 *   <li><i>Every event</i> (Fidge, Mattern): {@code tick} before each local event and before each send, {@link
 *       #receive}, which is merge and tick, at each receipt. Each event then has a clock of its own, and clocks are
 *       equal only for the same event.
 *   <li><i>Relevant events only</i> (as in causal broadcast, where only sends count): {@code tick} there, and a plain
 *       {@code merge} at receipts. An event that is not counted has the clock of what it knows; compare only counted
 *       ones.
 * </ul>
 *
 * <p><b>Shape:</b> immutable and sparse: nodes that never ticked take no room. Node ids are any {@code long}, kept in
 * ascending signed order; {@link NodeIds} gives them to names. Counters are 1 to {@link Long#MAX_VALUE}; at most {@link
 * #MAX_ENTRIES} nodes. Clocks share the array of ids wherever the set of nodes didn't change, which also makes
 * comparing them faster.
 *
 * <p><b>Cost</b> in the number of nodes n: {@link #get} O(log n); {@code tick}, {@code merge} and {@code compareTo}
 * O(n); comparing allocates nothing, and {@code merge} makes no new counters where one side knows all that the other
 * knows. In memory 16n bytes, 8n where the ids are shared; encoded at most 19 bytes for each node, and usually two to
 * four. That n counters are needed is a theorem (Charron-Bost, "Concerning the size of logical clocks in distributed
 * systems", 1991).
 *
 * <p><b>Threads:</b> immutable. <b>Hazard:</b> a node that forgets its clock and goes on counting from an older one
 * gives two events the same clock. Keep it, or come back under a new id. Counters of strangers are believed: only
 * {@link #receive} refuses those of the own node that can't be. A clock that was merged with {@link Long#MAX_VALUE} for
 * its own node can't tick any more; and the nodes that a message names stay in every clock that is merged with it, up
 * to {@link #MAX_ENTRIES}, where {@code merge} fails: who takes messages from outside the group looks first whether it
 * knows the nodes.
 *
 * <p><b>Source:</b> Fidge, "Timestamps in message-passing systems that preserve the partial ordering", 1988; Mattern,
 * "Virtual time and global states of distributed systems", 1989.
 */
public final class VectorClock {

    /** How many nodes one clock can know of. It bounds what a stranger's message can make us keep. */
    public static final int MAX_ENTRIES = 1 << 16;

    /** Knows of no event; {@link Causality#BEFORE} every other. */
    public static final VectorClock ZERO = new VectorClock(new long[0], new long[0]);

    private static final int FORMAT = 0x11;
    private static final int LEAST_ENTRY_BYTES = 2;
    private static final int USUAL_ENTRY_BYTES = 4;

    private final long[] nodes;
    private final long[] counts;

    /** Takes both arrays as they are: {@code nodes} strictly ascending, {@code counts} as long and all positive. */
    private VectorClock(long[] nodes, long[] counts) {
        this.nodes = nodes;
        this.counts = counts;
    }

    /**
     * A clock with the given counters.
     *
     * @param counts counter by node id; zero is the same as absent
     * @throws IllegalArgumentException if a counter is negative, or there are more than {@link #MAX_ENTRIES}
     */
    public static VectorClock of(Map<Long, Long> counts) {
        SortedMap<Long, Long> sorted = new TreeMap<>(counts);
        sorted.values().removeIf(count -> count == 0);
        if (sorted.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("entries must be <= " + MAX_ENTRIES + ": " + sorted.size());
        }
        long[] nodes = new long[sorted.size()];
        long[] values = new long[nodes.length];
        int i = 0;
        for (Map.Entry<Long, Long> entry : sorted.entrySet()) {
            if (entry.getValue() < 0) {
                throw new IllegalArgumentException(
                        "counter of node " + entry.getKey() + " must be >= 0: " + entry.getValue());
            }
            nodes[i] = entry.getKey();
            values[i++] = entry.getValue();
        }
        return nodes.length == 0 ? ZERO : new VectorClock(nodes, values);
    }

    /** A clock of counters whose zeros are left out; copies both arrays. {@code nodes} is strictly ascending. */
    static VectorClock ofAscending(long[] nodes, long[] counts) {
        long[] keptNodes = new long[nodes.length];
        long[] keptCounts = new long[nodes.length];
        int size = 0;
        for (int i = 0; i < nodes.length; i++) {
            if (counts[i] != 0) {
                keptNodes[size] = nodes[i];
                keptCounts[size++] = counts[i];
            }
        }
        return size == 0 ? ZERO : new VectorClock(Arrays.copyOf(keptNodes, size), Arrays.copyOf(keptCounts, size));
    }

    /**
     * The clock of the next event of a node.
     *
     * @param node the node where the event happens
     * @throws ArithmeticException if the node's counter is {@link Long#MAX_VALUE}
     * @throws IllegalStateException if the node is new and there are {@link #MAX_ENTRIES} others
     */
    public VectorClock tick(long node) {
        int index = Arrays.binarySearch(nodes, node);
        if (index < 0) {
            return insert(-index - 1, node, 1);
        }
        long next = Math.addExact(counts[index], 1);
        long[] ticked = counts.clone();
        ticked[index] = next;
        return new VectorClock(nodes, ticked);
    }

    /**
     * What both know together: the greater counter of each node.
     *
     * @return this clock itself if it knows all that the other knows
     * @throws IllegalStateException if both together know more than {@link #MAX_ENTRIES} nodes
     */
    public VectorClock merge(VectorClock other) {
        if (!hasNodesOf(other)) {
            return switch (compareSparse(other)) {
                case EQUAL, AFTER -> this;
                case BEFORE -> other;
                case CONCURRENT -> mergeSparse(other);
            };
        }
        return switch (Counters.compare(counts, other.counts)) {
            case EQUAL, AFTER -> this;
            case BEFORE -> nodes == other.nodes ? other : new VectorClock(nodes, other.counts);
            case CONCURRENT -> new VectorClock(nodes, Counters.maximum(counts, other.counts));
        };
    }

    /**
     * The clock of a receipt, where every event counts: {@code merge(remote).tick(node)}.
     *
     * @param node the node that receives
     * @param remote the clock that the message carries
     * @throws IllegalArgumentException if the remote clock knows of more events of this node than this one: this node
     *     has lost its clock, or somebody makes up counters
     * @throws ArithmeticException if the node's counter is {@link Long#MAX_VALUE}
     * @throws IllegalStateException if there would be more than {@link #MAX_ENTRIES} nodes
     */
    public VectorClock receive(long node, VectorClock remote) {
        checkNotAhead(node, remote.get(node), get(node));
        return merge(remote).tick(node);
    }

    /**
     * How this clock stands to another, in the order of what they know. Not {@link Comparable}: the order is partial.
     *
     * @return {@link Causality#BEFORE} if the other knows all that this one knows, and more
     */
    public Causality compareTo(VectorClock other) {
        if (hasNodesOf(other)) {
            return Counters.compare(counts, other.counts);
        }
        return compareSparse(other);
    }

    /** Whether this clock knows all that the other knows: {@link Causality#AFTER} or {@link Causality#EQUAL}. */
    public boolean dominates(VectorClock other) {
        if (hasNodesOf(other)) {
            return Counters.isWithin(other.counts, counts);
        }
        Causality causality = compareSparse(other);
        return causality == Causality.AFTER || causality == Causality.EQUAL;
    }

    /** How many events of a node this clock knows of; 0 if none. */
    public long get(long node) {
        int index = Arrays.binarySearch(nodes, node);
        return index < 0 ? 0 : counts[index];
    }

    /** How many nodes this clock knows of. */
    public int size() {
        return nodes.length;
    }

    /**
     * The id of a node that this clock knows of, in ascending order.
     *
     * @param index 0 to {@link #size()} - 1
     * @throws IndexOutOfBoundsException if it is not
     */
    public long nodeAt(int index) {
        return nodes[index];
    }

    /**
     * The counter of the node at an index, {@code >= 1}.
     *
     * @param index 0 to {@link #size()} - 1
     * @throws IndexOutOfBoundsException if it is not
     */
    public long countAt(int index) {
        return counts[index];
    }

    /** All counters by node id, in ascending order of the ids: a copy. */
    public SortedMap<Long, Long> toMap() {
        SortedMap<Long, Long> map = new TreeMap<>();
        for (int i = 0; i < nodes.length; i++) {
            map.put(nodes[i], counts[i]);
        }
        return map;
    }

    /**
     * This clock without one node.
     *
     * <p><b>Hazard:</b> only for a node that has left for good, and at a point where everybody drops it: a clock that
     * still has the node is {@link Causality#AFTER} or {@link Causality#CONCURRENT} to one without, whatever happened.
     */
    public VectorClock without(long node) {
        int index = Arrays.binarySearch(nodes, node);
        if (index < 0) {
            return this;
        }
        return nodes.length == 1 ? ZERO : new VectorClock(removed(nodes, index), removed(counts, index));
    }

    /**
     * The one encoding of this clock: equal clocks have equal bytes.
     *
     * <p><b>Layout:</b> one byte {@code 0x11} for kind and version 1; the number of entries; then for each entry in
     * ascending order its id and its counter. Numbers are varints (unsigned LEB128). The first id is zig-zag coded, so
     * that small ids of either sign are short; each further one is its distance to the one before, less one.
     */
    public byte[] encode() {
        VarintWriter out = new VarintWriter(4 + USUAL_ENTRY_BYTES * nodes.length);
        out.writeByte(FORMAT);
        writeEntries(out);
        return out.toBytes();
    }

    /**
     * Decodes what {@link #encode} made.
     *
     * @param bytes any bytes; may come from strangers
     * @throws MalformedClockException for bytes that {@link #encode} can't have made, and nothing else
     */
    public static VectorClock decode(byte[] bytes) {
        return decode(bytes, MAX_ENTRIES);
    }

    /**
     * Decodes what {@link #encode} made, if it has not too many entries.
     *
     * @param bytes any bytes; may come from strangers
     * @param maxEntries the most nodes that are accepted, 0 to {@link #MAX_ENTRIES}
     * @throws MalformedClockException for more entries, and for bytes that {@link #encode} can't have made
     * @throws IllegalArgumentException if {@code maxEntries} is out of range
     */
    public static VectorClock decode(byte[] bytes, int maxEntries) {
        DecodeLimit.check("maxEntries", maxEntries, MAX_ENTRIES);
        VarintReader in = new VarintReader(bytes);
        in.expectFormat(FORMAT);
        VectorClock clock = readEntries(in, maxEntries);
        in.expectEnd();
        return clock;
    }

    /** Writes the entries as a part of something bigger. */
    void writeEntries(VarintWriter out) {
        out.writeUnsigned(nodes.length);
        for (int i = 0; i < nodes.length; i++) {
            if (i == 0) {
                out.writeSigned(nodes[0]);
            } else {
                out.writeUnsigned(nodes[i] - nodes[i - 1] - 1);
            }
            out.writeUnsigned(counts[i]);
        }
    }

    /** Reads what {@link #writeEntries} wrote. */
    static VectorClock readEntries(VarintReader in, int maxEntries) {
        int size = in.readSize(maxEntries, LEAST_ENTRY_BYTES);
        if (size == 0) {
            return ZERO;
        }
        long[] nodes = new long[size];
        long[] counts = new long[size];
        for (int i = 0; i < size; i++) {
            nodes[i] = i == 0 ? in.readSigned() : nodeAfter(nodes[i - 1], in.readUnsigned());
            counts[i] = in.readCount();
            if (counts[i] == 0) {
                throw new MalformedClockException(Reason.NOT_CANONICAL, "the counter of node " + nodes[i] + " is 0");
            }
        }
        return new VectorClock(nodes, counts);
    }

    /** @param distance to the next id, less one, unsigned */
    private static long nodeAfter(long node, long distance) {
        // What is left above the id, as an unsigned number; for the greatest id there is nothing.
        long left = Long.MAX_VALUE - node;
        if (left == 0 || Long.compareUnsigned(distance, left - 1) > 0) {
            throw new MalformedClockException(Reason.OVERFLOW, "an id more than 64 bits long behind " + node);
        }
        return node + distance + 1;
    }

    /** Whether both know of the same nodes, so that their counters stand in the same places. */
    private boolean hasNodesOf(VectorClock other) {
        return nodes == other.nodes || Arrays.equals(nodes, other.nodes);
    }

    private Causality compareSparse(VectorClock other) {
        long[] otherNodes = other.nodes;
        boolean less = false;
        boolean greater = false;
        int i = 0;
        int j = 0;
        while (i < nodes.length && j < otherNodes.length) {
            if (nodes[i] == otherNodes[j]) {
                long mine = counts[i++];
                long theirs = other.counts[j++];
                less |= mine < theirs;
                greater |= mine > theirs;
            } else if (nodes[i] < otherNodes[j]) {
                greater = true;
                i++;
            } else {
                less = true;
                j++;
            }
            if (less && greater) {
                return Causality.CONCURRENT;
            }
        }
        greater |= i < nodes.length;
        less |= j < otherNodes.length;
        return Causality.of(!greater, !less);
    }

    private VectorClock mergeSparse(VectorClock other) {
        long[] mergedNodes = new long[nodes.length + other.nodes.length];
        long[] mergedCounts = new long[mergedNodes.length];
        int i = 0;
        int j = 0;
        int size = 0;
        while (i < nodes.length || j < other.nodes.length) {
            // Which side has the lower id of the two that are next; both sides if the ids are the same.
            boolean mine = j == other.nodes.length || (i < nodes.length && nodes[i] <= other.nodes[j]);
            boolean theirs = i == nodes.length || (j < other.nodes.length && other.nodes[j] <= nodes[i]);
            mergedNodes[size] = mine ? nodes[i] : other.nodes[j];
            mergedCounts[size++] = Math.max(mine ? counts[i++] : 0, theirs ? other.counts[j++] : 0);
        }
        if (size == nodes.length) {
            return new VectorClock(nodes, Arrays.copyOf(mergedCounts, size));
        }
        if (size == other.nodes.length) {
            return new VectorClock(other.nodes, Arrays.copyOf(mergedCounts, size));
        }
        checkEntries(size);
        return new VectorClock(Arrays.copyOf(mergedNodes, size), Arrays.copyOf(mergedCounts, size));
    }

    /** Nobody knows of an event before it happened. */
    static void checkNotAhead(long node, long remote, long own) {
        if (remote > own) {
            throw new IllegalArgumentException("a message knows of " + remote + " events of node " + node
                    + ", which counts " + own + ": it has lost its clock and must come back under a new id,"
                    + " or the message is forged");
        }
    }

    private VectorClock insert(int index, long node, long count) {
        checkEntries(nodes.length + 1);
        return new VectorClock(inserted(nodes, index, node), inserted(counts, index, count));
    }

    private static void checkEntries(int entries) {
        if (entries > MAX_ENTRIES) {
            throw new IllegalStateException("a vector clock knows at most " + MAX_ENTRIES + " nodes, not " + entries
                    + ": do nodes come back under new ids, or are ids given to clients?");
        }
    }

    private static long[] inserted(long[] values, int index, long value) {
        long[] longer = new long[values.length + 1];
        System.arraycopy(values, 0, longer, 0, index);
        longer[index] = value;
        System.arraycopy(values, index, longer, index + 1, values.length - index);
        return longer;
    }

    private static long[] removed(long[] values, int index) {
        long[] shorter = Arrays.copyOf(values, values.length - 1);
        System.arraycopy(values, index + 1, shorter, index, shorter.length - index);
        return shorter;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VectorClock that
                && Arrays.equals(nodes, that.nodes)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(nodes) + Arrays.hashCode(counts);
    }

    /** For people: {@code {3=1, 17=42}}. */
    @Override
    public String toString() {
        return toMap().toString();
    }
}
