package dev.truechimer.vector;

import java.util.Objects;

/**
 * A stamp of an interval tree clock: the happened-before relation for processes that come and go, without any names for
 * them.
 *
 * <p>The first process has the {@link #seed}, which owns the whole interval [0, 1). Who begins another process gives it
 * a part of what it owns ({@link #fork}), who takes one over gets the part back ({@link #join}). An {@link #event}
 * raises the count of events somewhere in the part that is owned, which nobody else can do.
 *
 * <pre>{@code
 * IntervalTreeClock.Fork fork = IntervalTreeClock.seed().fork();
 * IntervalTreeClock here = fork.left().event();          // Something happens, or a message is sent:
 * IntervalTreeClock message = here.peek();               // this travels with it.
 * IntervalTreeClock there = fork.right().receive(message);
 * }</pre>
 *
 * <p><b>Guarantee:</b> if all stamps come from one seed, each is used for one operation only, and each event takes an
 * {@code event} ({@link #receive} and a {@code join} followed by {@code event} included), then {@code a.compareTo(b)}
 * is {@link Causality#BEFORE} exactly if a happened before b, and {@link Causality#CONCURRENT} exactly if neither
 * happened before the other.
 *
 * <p><b>Hazard:</b> a stamp that was forked or joined has been given away, and one that had an event is old: whoever
 * goes on with it, from a copy or a backup, gives two events the same stamp. Nothing can detect that but a join of
 * both, which is refused. What a crashed process owned is lost: the order stays right, but the trees keep its shape
 * until its stamp is found again. Counters of a stranger are believed: authenticate messages where strangers can send
 * them.
 *
 * <p><b>Shape:</b> immutable, in normal form: equal stamps have equal trees, bytes and hash. Counters are 0 to
 * {@link Long#MAX_VALUE}, trees at most {@link #MAX_DEPTH} levels deep. Stamps share what they have in common.
 *
 * <p><b>Cost</b> in n, the nodes of the trees of the stamps: O(n) time for every operation, less where a part of one
 * tree is below all of the other; comparing allocates nothing. Forking is O(depth). Encoded, a node takes 2 to 5 bits,
 * and a number about twice its bits. n doesn't grow with the processes that ever were, only with those that are: it is
 * about twice their number if who ends is taken over by whom it was forked from, and several times that, growing faster
 * than their number, if anybody takes over anybody, which leaves everybody with scattered pieces. Processes that crash
 * and are never taken over count as alive for ever.
 *
 * <p><b>Threads:</b> immutable. Two threads that make events from the same stamp break the guarantee: replace it under
 * a lock.
 *
 * <p><b>Source:</b> Almeida, Baquero, Fonte, "Interval tree clocks: a logical clock for dynamic systems", OPODIS 2008.
 */
public final class IntervalTreeClock {

    /**
     * How many levels the trees of a stamp can have. A process that forks again and again, and gets nothing back, is
     * one level deeper each time; processes that let their children fork too get as far with about as many levels as
     * the logarithm of their number. Operations recurse so deep, which takes less than half a MiB of stack.
     */
    public static final int MAX_DEPTH = 512;

    private static final IntervalTreeClock SEED = new IntervalTreeClock(ItcId.ALL, ItcEvents.ZERO);

    private final ItcId id;
    private final ItcEvents events;

    private IntervalTreeClock(ItcId id, ItcEvents events) {
        this.id = id;
        this.events = events;
    }

    static IntervalTreeClock of(ItcId id, ItcEvents events) {
        return new IntervalTreeClock(id, events);
    }

    /** The stamp of the first process of a system: owns everything, knows of no event. Take it once. */
    public static IntervalTreeClock seed() {
        return SEED;
    }

    /**
     * Two stamps in place of one, which both know what that knew.
     *
     * @param left goes on with one part of what it owned
     * @param right begins with the other part
     */
    public record Fork(IntervalTreeClock left, IntervalTreeClock right) {

        /** Two stamps. */
        public Fork {
            Objects.requireNonNull(left, "left");
            Objects.requireNonNull(right, "right");
        }
    }

    /**
     * Splits what this stamp owns, for a process that begins. Not an event: if beginning another process is one, take
     * {@link #event} first. An anonymous stamp gives two anonymous ones.
     *
     * @throws IllegalStateException if what this stamp owns is one interval at depth {@link #MAX_DEPTH}
     */
    public Fork fork() {
        if (id.depthOfParts() > MAX_DEPTH) {
            throw new IllegalStateException("a stamp can be split at most " + MAX_DEPTH
                    + " times in a row: join stamps that are no longer used,"
                    + " or fork from a stamp that was split less often");
        }
        return new Fork(new IntervalTreeClock(id.firstPart(), events), new IntervalTreeClock(id.secondPart(), events));
    }

    /**
     * Counts one event: the new stamp is behind this one, and nobody else knows of it yet.
     *
     * <p>Where in the owned part it is counted is chosen so that trees stay small: first where the tree becomes simpler
     * by it, then where the fewest nodes are added, then where the tree is least deep.
     *
     * @throws IllegalStateException if this stamp {@linkplain #isAnonymous() is anonymous}
     * @throws ArithmeticException if all counters that could rise are {@link Long#MAX_VALUE}
     */
    public IntervalTreeClock event() {
        if (isAnonymous()) {
            throw new IllegalStateException("an anonymous stamp, from peek(), can't count events:"
                    + " join it to the stamp of the process where the event happens, and take event() of that");
        }
        return new IntervalTreeClock(id, ItcGrowth.event(id, events));
    }

    /**
     * Owns and knows what both stamps own and know: to take over a process that ends, or to learn from the
     * {@link #peek} of another. Not an event: where receiving or taking over is one, take {@link #event} of the result.
     *
     * @param other of a process that ends, or anonymous
     * @throws IllegalArgumentException if both own the same part, so that one of them was not to be used any more
     */
    public IntervalTreeClock join(IntervalTreeClock other) {
        ItcId joinedId = id.plus(other.id);
        ItcEvents joinedEvents = events.join(other.events);
        return joinedId == id && joinedEvents == events ? this : new IntervalTreeClock(joinedId, joinedEvents);
    }

    /**
     * What is sent along with a message, or kept with a record: knows the same and owns nothing. To send is
     * {@link #event}, then this.
     */
    public IntervalTreeClock peek() {
        return isAnonymous() ? this : new IntervalTreeClock(ItcId.NONE, events);
    }

    /** Whether this stamp owns nothing, so that it can be compared and joined but not count events. */
    public boolean isAnonymous() {
        return id == ItcId.NONE;
    }

    /**
     * The stamp of a receipt, where that is an event: {@code join(message).event()}.
     *
     * @param message the anonymous stamp that the message carries; {@code decode(bytes).peek()} of what strangers sent
     * @throws IllegalArgumentException if the message owns something: two processes would own it then, and count their
     *     events in one place
     * @throws IllegalStateException if this stamp {@linkplain #isAnonymous() is anonymous}
     * @throws ArithmeticException if all counters that could rise are {@link Long#MAX_VALUE}
     */
    public IntervalTreeClock receive(IntervalTreeClock message) {
        if (!message.isAnonymous()) {
            throw new IllegalArgumentException(
                    "a message must carry an anonymous stamp: send peek(), or join() the stamp"
                            + " of a process that ends: " + message);
        }
        return join(message).event();
    }

    /**
     * Both processes learn what the other knows, and share what they own anew: {@code join(other).fork()}.
     *
     * @throws IllegalArgumentException if both own the same part
     * @throws IllegalStateException if what they own together is one interval at depth {@link #MAX_DEPTH}
     */
    public Fork sync(IntervalTreeClock other) {
        return join(other).fork();
    }

    /**
     * How this stamp stands to another, in the order of what they know; what they own doesn't matter. Not
     * {@link Comparable}: the order is partial, and {@link Causality#EQUAL} stamps need not be {@link #equals equal}.
     *
     * @return {@link Causality#BEFORE} if the other knows all that this one knows, and more
     */
    public Causality compareTo(IntervalTreeClock other) {
        if (events == other.events) {
            return Causality.EQUAL;
        }
        return Causality.of(events.isWithin(other.events), other.events.isWithin(events));
    }

    /** Whether this stamp knows all that the other knows: {@link Causality#AFTER} or {@link Causality#EQUAL}. */
    public boolean dominates(IntervalTreeClock other) {
        return other.events.isWithin(events);
    }

    /**
     * The bytes of this stamp: equal stamps have equal bytes.
     *
     * <p><b>Layout:</b> one byte {@code 0x41} for kind and version 1; then the string of bits that the paper defines
     * for a stamp, the most significant bit of each byte first; the rest of the last byte is zero.
     */
    public byte[] encode() {
        return ItcCodec.encode(id, events);
    }

    /**
     * Decodes what {@link #encode} made.
     *
     * @param bytes any bytes; may come from strangers, but then take {@link #peek} of the result: what a stamp owns is
     *     believed
     * @throws MalformedClockException for bytes that {@link #encode} can't have made, and nothing else
     */
    public static IntervalTreeClock decode(byte[] bytes) {
        return decode(bytes, MAX_DEPTH);
    }

    /**
     * Decodes what {@link #encode} made, if it is not too deep. What it takes in memory is bounded by the number of
     * bytes: some hundred times as much.
     *
     * @param bytes any bytes; may come from strangers
     * @param maxDepth the most levels of a tree that are accepted, 0 to {@link #MAX_DEPTH}
     * @throws MalformedClockException for deeper trees, and for bytes that {@link #encode} can't have made
     * @throws IllegalArgumentException if {@code maxDepth} is out of range
     */
    public static IntervalTreeClock decode(byte[] bytes, int maxDepth) {
        DecodeLimit.check("maxDepth", maxDepth, MAX_DEPTH);
        return ItcCodec.decode(bytes, maxDepth);
    }

    ItcId id() {
        return id;
    }

    ItcEvents events() {
        return events;
    }

    /** The same knowledge, and the same part that is owned. */
    @Override
    public boolean equals(Object other) {
        return other instanceof IntervalTreeClock that && id.isSameAs(that.id) && events.isSameAs(that.events);
    }

    @Override
    public int hashCode() {
        return 31 * id.hash() + events.hash();
    }

    /**
     * For people, in the paper's notation: {@code ((0, 1), (1, 0, 2))} owns the right half, and knows of more events
     * there.
     */
    @Override
    public String toString() {
        return "(" + id + ", " + events + ")";
    }
}
