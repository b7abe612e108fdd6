package dev.truechimer.vector;

import java.util.Map;
import java.util.SortedMap;

/**
 * How many updates of each replica a copy of some data has seen: tells a copy that is out of date from one in conflict.
 *
 * <p><b>Guarantee:</b> if each replica that updates its copy counts that with {@link #increment}, one update after the
 * other, and takes over what it gets from others with {@link #merge}, then {@code a.compareTo(b)} is
 * {@link Causality#BEFORE} exactly if copy b has seen all updates that copy a has seen, and more, and
 * {@link Causality#CONCURRENT} exactly if each has seen one that the other has not. {@link #merge} is the least upper
 * bound: commutative, associative, idempotent.
 *
 * <p><b>Not a {@link VectorClock}</b>, though it has the same shape: it counts updates of data, not events of
 * processes. Reading, sending and receiving count nothing, so copies with the same updates have equal vectors.
 *
 * <p><b>Hazard:</b> one vector names one state of one copy. Where one replica takes writes of several clients that have
 * not seen each other's, no vector with an entry for the replica can name both: one of them is lost, or stays as a
 * false sibling. That is what {@link DottedVersionVectorSet} is for; there, version vectors are the contexts of reads.
 * A replica that forgets its count and goes on from an older one makes different states equal: keep it, or come back
 * under a new id.
 *
 * <p><b>Shape:</b> immutable and sparse: replicas without updates take no room. Replica ids are any {@code long}, in
 * ascending signed order; counters are 1 to {@link Long#MAX_VALUE}; at most {@link VectorClock#MAX_ENTRIES} replicas.
 *
 * <p><b>Cost</b> in the number of replicas n: {@link #get} and {@link #contains} O(log n); {@link #increment},
 * {@link #merge} and {@link #compareTo} O(n); comparing allocates nothing, and {@code merge} nothing where this side
 * has seen all. 16n bytes, and at most 19 bytes for each replica when encoded.
 *
 * <p><b>Threads:</b> immutable.
 *
 * <p><b>Source:</b> Parker, Popek, Rudisin, Stoughton, Walker, Walton, Chow, Edwards, Kiser, Kline, "Detection of
 * mutual inconsistency in distributed systems", IEEE TSE 9(3), 1983.
 */
public final class VersionVector {

    /** Has seen no update; {@link Causality#BEFORE} every other. The context of a write that has read nothing. */
    public static final VersionVector EMPTY = new VersionVector(VectorClock.ZERO);

    private static final int FORMAT = 0x21;
    private static final int USUAL_ENTRY_BYTES = 4;

    private final VectorClock counts;

    private VersionVector(VectorClock counts) {
        this.counts = counts;
    }

    /**
     * A vector with the given counters.
     *
     * @param counts number of updates by replica id; zero is the same as absent
     * @throws IllegalArgumentException if a counter is negative, or there are more than {@link VectorClock#MAX_ENTRIES}
     */
    public static VersionVector of(Map<Long, Long> counts) {
        return of(VectorClock.of(counts));
    }

    static VersionVector of(VectorClock counts) {
        return counts.size() == 0 ? EMPTY : new VersionVector(counts);
    }

    /** The counters without the name of what they count. */
    VectorClock counts() {
        return counts;
    }

    /**
     * The vector of a replica's copy after one more update.
     *
     * @param replica the replica where the copy is updated
     * @throws ArithmeticException if the replica's counter is {@link Long#MAX_VALUE}
     * @throws IllegalStateException if the replica is new and there are {@link VectorClock#MAX_ENTRIES} others
     */
    public VersionVector increment(long replica) {
        return new VersionVector(counts.tick(replica));
    }

    /**
     * What both have seen together: the greater counter of each replica.
     *
     * @return this vector itself if it has seen all that the other has seen
     * @throws IllegalStateException if both together know more than {@link VectorClock#MAX_ENTRIES} replicas
     */
    @SuppressWarnings("ReferenceEquality") // The very clock comes back if nothing in the other is new.
    public VersionVector merge(VersionVector other) {
        VectorClock merged = counts.merge(other.counts);
        return merged == counts ? this : new VersionVector(merged);
    }

    /**
     * How this vector stands to another, in the order of what they have seen. Not {@link Comparable}: the order is
     * partial.
     *
     * @return {@link Causality#BEFORE} if the other has seen all that this one has seen, and more;
     *     {@link Causality#CONCURRENT} for a conflict
     */
    public Causality compareTo(VersionVector other) {
        return counts.compareTo(other.counts);
    }

    /** Whether this has seen all that the other has seen: {@link Causality#AFTER} or {@link Causality#EQUAL}. */
    public boolean dominates(VersionVector other) {
        return counts.dominates(other.counts);
    }

    /** Whether this has seen one update: with an update, all earlier ones of its replica are seen. */
    public boolean contains(Dot dot) {
        return dot.counter() <= counts.get(dot.replica());
    }

    /** How many updates of a replica this has seen; 0 if none. */
    public long get(long replica) {
        return counts.get(replica);
    }

    /** How many replicas have made an update that this has seen. */
    public int size() {
        return counts.size();
    }

    /** Whether this has seen no update. */
    public boolean isEmpty() {
        return counts.size() == 0;
    }

    /**
     * The id of a replica, in ascending order.
     *
     * @param index 0 to {@link #size()} - 1
     * @throws IndexOutOfBoundsException if it is not
     */
    public long replicaAt(int index) {
        return counts.nodeAt(index);
    }

    /**
     * The counter of the replica at an index, {@code >= 1}.
     *
     * @param index 0 to {@link #size()} - 1
     * @throws IndexOutOfBoundsException if it is not
     */
    public long countAt(int index) {
        return counts.countAt(index);
    }

    /** All counters by replica id, in ascending order of the ids: a copy. */
    public SortedMap<Long, Long> toMap() {
        return counts.toMap();
    }

    /**
     * The one encoding of this vector: equal vectors have equal bytes.
     *
     * <p><b>Layout:</b> one byte {@code 0x21} for kind and version 1, then as {@link VectorClock#encode}.
     */
    public byte[] encode() {
        VarintWriter out = new VarintWriter(4 + USUAL_ENTRY_BYTES * size());
        out.writeByte(FORMAT);
        counts.writeEntries(out);
        return out.toBytes();
    }

    /**
     * Decodes what {@link #encode} made.
     *
     * @param bytes any bytes; may come from strangers
     * @throws MalformedClockException for bytes that {@link #encode} can't have made, and nothing else
     */
    public static VersionVector decode(byte[] bytes) {
        return decode(bytes, VectorClock.MAX_ENTRIES);
    }

    /**
     * Decodes what {@link #encode} made, if it has not too many entries.
     *
     * @param bytes any bytes; may come from strangers
     * @param maxEntries the most replicas that are accepted, 0 to {@link VectorClock#MAX_ENTRIES}
     * @throws MalformedClockException for more entries, and for bytes that {@link #encode} can't have made
     * @throws IllegalArgumentException if {@code maxEntries} is out of range
     */
    public static VersionVector decode(byte[] bytes, int maxEntries) {
        DecodeLimit.check("maxEntries", maxEntries, VectorClock.MAX_ENTRIES);
        VarintReader in = new VarintReader(bytes);
        in.expectFormat(FORMAT);
        VectorClock counts = VectorClock.readEntries(in, maxEntries);
        in.expectEnd();
        return of(counts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionVector that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    /** For people: {@code {3=1, 17=42}}. */
    @Override
    public String toString() {
        return counts.toString();
    }
}
