package dev.truechimer.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The current values of one key in a store where clients write at any replica: one value, or the siblings that wait for
 * a client to make one of them. Dotted version vectors in their compact form.
 *
 * <p><b>Use.</b> A read hands {@link #values} <i>and</i> {@link #context} to the client. The client sends the context
 * back with what it writes, and the replica that coordinates the write stores {@link #write}: what the client had read
 * is replaced, what it had not read stays as a sibling. Replicas exchange whole sets, at any time, in any order, late
 * or twice, and store {@link #merge}.
 *
 * <p><b>Guarantee:</b> a value is current exactly if no write or {@link #delete} that this set knows of had read it: no
 * update is lost, and no sibling is false. A version vector per value can't do that, because the entry of a replica
 * can't name two writes of clients that did not know of each other; here each value has a {@link Dot}. The number of
 * siblings is that of really concurrent writes: if every client reads what it has written before it writes again, at
 * most one for each client.
 *
 * <p><b>Shape:</b> for each replica the number n of its events that are known, and its values that are current, which
 * are those of its newest events, newest first: the dot of the k-th (from 0) is (replica, n - k). {@link #toString}
 * shows just that. Immutable; at most {@link VectorClock#MAX_ENTRIES} replicas and {@link #MAX_SIBLINGS} siblings. Two
 * sets are equal if they know and hold the same; values are compared by their own {@code equals}.
 *
 * <p><b>Hazards.</b>
 *
 * <ul>
 *   <li><i>A context stands for the values of the same read.</i> A client that gets the context without the values, or
 *       uses one for what it has not taken into account, overwrites unread values. After a write, read again, or answer
 *       with both.
 *   <li><i>Dots are unique only if a replica never forgets.</i> A replica's writes to one key happen one after the
 *       other, and the new set is durable before anybody sees it. A replica that lost its set, or came back with an
 *       older one, must get a new id: under the old one it gives known dots to new values, which then vanish at the
 *       next merge. {@link #write} refuses contexts that prove such a loss, but blind writes prove nothing. For the
 *       same reason the set of a deleted key must be kept, or the replica get another id for that key.
 *   <li><i>A context is a power of attorney.</i> One that claims events that never happened discards what these
 *       replicas write later, up to all that they ever could. Give contexts out signed, if clients may be hostile, and
 *       bound their size when they are decoded.
 *   <li><i>Writes without a context are siblings of everything</i>, and stay until somebody who has read them writes.
 *   <li><i>Resolve at clients, or at one replica:</i> {@code write(context(), replica, resolved)}. If all replicas do
 *       it by themselves, their results are siblings again.
 * </ul>
 *
 * <p><b>Cost</b> for n replicas that coordinated writes of this key (not clients) and s siblings: {@link #write},
 * {@link #delete} and {@link #merge} O(n + s), {@link #compareTo} O(n) and without allocation; merging allocates
 * nothing where one side knows all. At most 32n bytes and the values; encoded at most 20 bytes and a number of values
 * for each replica, and a length for each value.
 *
 * <p><b>Threads:</b> immutable, if the values are.
 *
 * <p><b>Source:</b> Preguiça, Baquero, Almeida, Fonte, Gonçalves, "Dotted version vectors: logical clocks for
 * optimistic replication", 2010, and "Brief announcement: efficient causality tracking in distributed storage systems
 * with dotted version vectors", PODC 2012; the compact set: Almeida, Baquero, Gonçalves, Preguiça, Fonte, "Scalable and
 * accurate causality tracking for eventually consistent stores", DAIS 2014. Kept here as two vectors, the events known
 * and the events superseded: the current values are those of the events between, and every operation is a merge of
 * vectors.
 *
 * @param <V> the type of the values; immutable, not null
 */
public final class DottedVersionVectorSet<V> {

    /** How many siblings one set can have. It bounds what clients that write without context can make us keep. */
    public static final int MAX_SIBLINGS = 1 << 16;

    private static final DottedVersionVectorSet<Object> EMPTY =
            new DottedVersionVectorSet<>(VectorClock.ZERO, VectorClock.ZERO, List.of());

    private final VectorClock known;
    /** Of each replica the oldest events, so many, have no current value. Nowhere more than {@link #known}. */
    private final VectorClock superseded;
    /** In ascending order of replicas, newest first for each: the events that are known and not superseded. */
    private final List<V> values;

    /** Takes all three as they are; {@code values} must not change any more. */
    DottedVersionVectorSet(VectorClock known, VectorClock superseded, List<V> values) {
        this.known = known;
        this.superseded = superseded;
        this.values = values;
    }

    /** Knows of no event and has no value. */
    @SuppressWarnings("unchecked")
    public static <V> DottedVersionVectorSet<V> empty() {
        // It holds no value of any type.
        return (DottedVersionVectorSet<V>) EMPTY;
    }

    /** All events that this set knows of: what a client that reads {@link #values} must send back with its write. */
    public VersionVector context() {
        return VersionVector.of(known);
    }

    /**
     * The siblings: in ascending order of the replicas that coordinated their writes, newest first for each.
     * Unmodifiable.
     */
    public List<V> values() {
        return values;
    }

    /** The dots of {@link #values}, in the same order: a copy. */
    public List<Dot> dots() {
        List<Dot> dots = new ArrayList<>(values.size());
        SiblingCursor<V> cursor = new SiblingCursor<>(this);
        for (int i = 0; i < known.size(); i++) {
            long newest = cursor.moveTo(known.nodeAt(i));
            for (int k = 0; k < cursor.siblings(); k++) {
                dots.add(new Dot(known.nodeAt(i), newest - k));
            }
        }
        return dots;
    }

    /** How many values are current; more than one if clients have to resolve a conflict. */
    public int siblings() {
        return values.size();
    }

    /** Whether no value is current: nothing was written yet, or all was deleted, which the set still knows. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * A client's write, as its coordinating replica stores it: what the context has seen gives way to the value.
     *
     * @param context of the read that the write is based on; {@link VersionVector#EMPTY} if the client has read nothing
     * @param replica the replica whose set this is, and which gives the value its dot
     * @param value what the client writes
     * @throws IllegalArgumentException if the context has seen events of this very replica that the set doesn't know:
     *     the replica lost them, or the context is forged. The papers would count on from there, but the values of
     *     these events may still be somewhere, under the dots that this and later writes would get
     * @throws ArithmeticException if the replica's counter is {@link Long#MAX_VALUE}
     * @throws IllegalStateException if there would be too many siblings or replicas
     */
    public DottedVersionVectorSet<V> write(VersionVector context, long replica, V value) {
        Objects.requireNonNull(value, "value");
        DottedVersionVectorSet<V> unread = delete(context, replica);
        checkSiblings(unread.values.size() + 1);
        List<V> written = new ArrayList<>(unread.values.size() + 1);
        written.addAll(unread.values);
        written.add(unread.startOf(replica), value);
        return new DottedVersionVectorSet<>(unread.known.tick(replica), unread.superseded, List.copyOf(written));
    }

    /**
     * A client's delete, as its coordinating replica stores it: what the context has seen goes; what it has not seen
     * stays.
     *
     * <p><b>Hazard:</b> the set must be kept and merged even if it {@link #isEmpty} now. Without it, the deleted values
     * come back from a replica or a message that still has them, and the replica would use their dots again. A delete
     * has no dot, so readers don't see that a sibling was written concurrently with it; who wants that writes a value
     * that means deleted.
     *
     * @param context of the read that the delete is based on; with {@link VersionVector#EMPTY} nothing is deleted
     * @param replica the replica whose set this is
     * @throws IllegalArgumentException as for {@link #write}
     * @throws IllegalStateException if there would be too many replicas
     */
    public DottedVersionVectorSet<V> delete(VersionVector context, long replica) {
        if (context.get(replica) > known.get(replica)) {
            throw new IllegalArgumentException(
                    "context must not have seen more events of the coordinating replica " + replica
                            + " than it knows itself, " + known.get(replica) + ": " + context.get(replica)
                            + "; did the replica lose its state?");
        }
        VectorClock read = context.counts();
        if (superseded.dominates(read)) {
            return this;
        }
        VectorClock nowKnown = known.merge(read);
        VectorClock nowSuperseded = superseded.merge(read);
        return new DottedVersionVectorSet<>(
                nowKnown, nowSuperseded, SiblingCursor.survivors(nowKnown, nowSuperseded, this, this));
    }

    /**
     * What two replicas know and hold together: a value stays if both hold it, or if one holds it and the other has not
     * heard of it. The least upper bound: commutative, associative, idempotent.
     *
     * @return this set itself if it knows all that the other knows; else the other itself, if it knows all
     * @throws IllegalStateException if there would be too many siblings or replicas
     */
    public DottedVersionVectorSet<V> merge(DottedVersionVectorSet<V> other) {
        return switch (compareTo(other)) {
            case EQUAL, AFTER -> this;
            case BEFORE -> other;
            case CONCURRENT -> {
                VectorClock nowKnown = known.merge(other.known);
                VectorClock nowSuperseded = superseded.merge(other.superseded);
                List<V> merged = SiblingCursor.survivors(nowKnown, nowSuperseded, this, other);
                checkSiblings(merged.size());
                yield new DottedVersionVectorSet<>(nowKnown, nowSuperseded, merged);
            }
        };
    }

    /**
     * How this set stands to another, in the order of what they know: which events there were, and which of them are
     * superseded. Not {@link Comparable}: the order is partial.
     *
     * @return {@link Causality#BEFORE} if merging would bring something to this set and nothing to the other
     */
    public Causality compareTo(DottedVersionVectorSet<?> other) {
        Causality events = known.compareTo(other.known);
        Causality losses = superseded.compareTo(other.superseded);
        if (events == Causality.EQUAL || events == losses) {
            return losses;
        }
        return losses == Causality.EQUAL ? events : Causality.CONCURRENT;
    }

    /**
     * This set without the entry of a replica that has left for good and none of whose values is current any more.
     *
     * <p>The only pruning there is. Dropping entries by age or number, as Dynamo does, takes knowledge away that is
     * still needed: values come back as false siblings.
     *
     * <p><b>Hazard:</b> safe only if the replica never coordinates a write of this key again under that id, and no set
     * of this key that may still be merged, at a replica, in a message, in a backup, holds a value of it. Then replicas
     * may forget at different times, and contexts that have the entry may still come; they or a merge only bring the
     * entry back. If a set that holds a value of the replica comes later, the value is back, though it was overwritten;
     * if the id is used again, contexts from before discard new values.
     *
     * @param replica the replica that has left
     * @return this set itself if it has no such entry
     * @throws IllegalStateException if a value of the replica is current: overwrite it first, by a write at another
     *     replica
     */
    public DottedVersionVectorSet<V> forget(long replica) {
        long current = known.get(replica) - superseded.get(replica);
        if (current != 0) {
            throw new IllegalStateException(
                    "a replica that is forgotten must have no current value: replica " + replica + " has " + current);
        }
        if (known.get(replica) == 0) {
            return this;
        }
        return new DottedVersionVectorSet<>(known.without(replica), superseded.without(replica), values);
    }

    /**
     * The one encoding of this set: equal sets have equal bytes, if equal values have.
     *
     * <p><b>Layout:</b> one byte {@code 0x31} for kind and version 1; the replicas and their numbers of known events as
     * in {@link VectorClock#encode}; then for each replica, in the same order, the number of its values, and for each
     * value, newest first, the number of its bytes and the bytes. Numbers are varints (unsigned LEB128).
     *
     * @param valueEncoder gives the bytes of a value; it is called once for each
     */
    public byte[] encode(Function<? super V, byte[]> valueEncoder) {
        return SiblingCodec.encode(this, valueEncoder);
    }

    /**
     * Decodes what {@link #encode} made.
     *
     * @param bytes any bytes; may come from strangers
     * @param valueDecoder makes a value of its bytes; refuses them by any {@link RuntimeException}. It should refuse all
     *     that the encoder doesn't make: {@code new String(bytes, UTF_8)} accepts bytes that are no UTF-8
     * @throws MalformedClockException for bytes that {@link #encode} can't have made, and nothing else; what the
     *     decoder threw is the cause
     */
    public static <V> DottedVersionVectorSet<V> decode(byte[] bytes, Function<byte[], ? extends V> valueDecoder) {
        return decode(bytes, valueDecoder, VectorClock.MAX_ENTRIES, MAX_SIBLINGS);
    }

    /**
     * Decodes what {@link #encode} made, if it is not too big.
     *
     * @param bytes any bytes; may come from strangers
     * @param valueDecoder makes a value of its bytes; refuses them by any {@link RuntimeException}
     * @param maxReplicas the most replicas that are accepted, 0 to {@link VectorClock#MAX_ENTRIES}
     * @param maxSiblings the most values that are accepted, 0 to {@link #MAX_SIBLINGS}
     * @throws MalformedClockException for bigger ones, and for bytes that {@link #encode} can't have made
     * @throws IllegalArgumentException if a limit is out of range
     */
    public static <V> DottedVersionVectorSet<V> decode(
            byte[] bytes, Function<byte[], ? extends V> valueDecoder, int maxReplicas, int maxSiblings) {
        DecodeLimit.check("maxReplicas", maxReplicas, VectorClock.MAX_ENTRIES);
        DecodeLimit.check("maxSiblings", maxSiblings, MAX_SIBLINGS);
        return SiblingCodec.decode(bytes, valueDecoder, maxReplicas, maxSiblings);
    }

    VectorClock known() {
        return known;
    }

    VectorClock superseded() {
        return superseded;
    }

    /** Where in {@link #values} those of a replica start, or would start. */
    private int startOf(long replica) {
        SiblingCursor<V> cursor = new SiblingCursor<>(this);
        for (int i = 0; i < known.size() && known.nodeAt(i) < replica; i++) {
            cursor.moveTo(known.nodeAt(i));
        }
        return cursor.end();
    }

    private static void checkSiblings(int siblings) {
        if (siblings > MAX_SIBLINGS) {
            throw new IllegalStateException("a set holds at most " + MAX_SIBLINGS + " siblings, not " + siblings
                    + ": do clients write without the context of what they read?");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DottedVersionVectorSet<?> that
                && known.equals(that.known)
                && superseded.equals(that.superseded)
                && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(known, superseded, values);
    }

    /**
     * For people, as in the papers: replica, number of its known events, its current values: <code>{(1, 3, [c, b]), (2,
     * 1, [])}</code>.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        SiblingCursor<V> cursor = new SiblingCursor<>(this);
        for (int i = 0; i < known.size(); i++) {
            long events = cursor.moveTo(known.nodeAt(i));
            text.append(i == 0 ? "(" : ", (")
                    .append(known.nodeAt(i))
                    .append(", ")
                    .append(events);
            text.append(", ").append(cursor.newest(cursor.siblings())).append(')');
        }
        return text.append('}').toString();
    }
}
