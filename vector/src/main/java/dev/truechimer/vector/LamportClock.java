package dev.truechimer.vector;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node's logical clock in one number, which never contradicts what happened before what.
 *
 * <pre>{@code
 * LamportClock clock = LamportClock.of(node);
 * long sent = clock.tick();                   // a local event, or a message that is sent with this number
 * long received = clock.update(remote);       // the receipt of a message that came with the number remote
 * }</pre>
 *
 * <p><b>Guarantee:</b> if event a happened before event b, then a's counter is less. The converse is not implied: from
 * a lesser counter nothing follows but that b did not happen before a. {@link LamportTimestamp} makes a total order of
 * it.
 *
 * <p><b>Range:</b> counters are 1 to {@link Long#MAX_VALUE}, 0 before the first event. From other nodes up to
 * {@link #MAX_REMOTE} is accepted, so that nobody can lead a clock to its end: a node that was led to that limit still
 * has as many counters of its own as lie below it, but the others refuse them, and so are not led on.
 *
 * <p><b>Cost:</b> O(1) in time and memory, whatever the number of nodes n; nothing is allocated for plain counters.
 *
 * <p><b>Threads:</b> any number; lock-free. Who calls {@link #tick} or {@link #update} in several threads has one node
 * whose events are in the order of their counters. <b>Hazard:</b> a node that restarts from 0 gives its old timestamps
 * to new events: keep a counter that no event has reached, and {@link #resume} from it. A counter below
 * {@link #MAX_REMOTE} is believed, however far ahead, and stays in all clocks that hear of it: who accepts messages
 * from strangers takes {@link #update(long, long)}.
 *
 * <p><b>Source:</b> Lamport, "Time, clocks, and the ordering of events in a distributed system", CACM 21(7), 1978,
 * rules IR1 and IR2.
 */
public final class LamportClock {

    /** The greatest counter that is accepted from another node: half of all there are. */
    public static final long MAX_REMOTE = Long.MAX_VALUE >> 1;

    private final long node;

    /** The counter of the last event; only grows. */
    private final AtomicLong last;

    private LamportClock(long node, long counter) {
        this.node = node;
        this.last = new AtomicLong(counter);
    }

    /**
     * The clock of a node that has had no event.
     *
     * @param node its id, which no other node has
     */
    public static LamportClock of(long node) {
        return new LamportClock(node, 0);
    }

    /**
     * The clock of a node that comes back.
     *
     * @param node its id, which no other node has
     * @param counter at least the counter of each event that the node has had, {@code >= 0}; the next event has a
     *     greater one
     * @throws IllegalArgumentException if {@code counter} is negative
     */
    public static LamportClock resume(long node, long counter) {
        if (counter < 0) {
            throw new IllegalArgumentException("counter must be >= 0: " + counter);
        }
        return new LamportClock(node, counter);
    }

    /** The id of this clock's node. */
    public long node() {
        return node;
    }

    /**
     * Counts a local event, or the sending of a message.
     *
     * @return its counter, greater than every one before
     * @throws ArithmeticException if the last counter is {@link Long#MAX_VALUE}; nothing changes
     */
    public long tick() {
        return countAbove(0);
    }

    /**
     * Counts the receipt of a message.
     *
     * @param remote the counter that came with the message
     * @return the counter of the receipt, greater than {@code remote} and every one before
     * @throws MalformedClockException if {@code remote} is negative or beyond {@link #MAX_REMOTE}; nothing changes
     * @throws ArithmeticException if the last counter is {@link Long#MAX_VALUE}; nothing changes
     */
    public long update(long remote) {
        return update(remote, MAX_REMOTE);
    }

    /**
     * Counts the receipt of a message whose sender is not trusted to count right: one message with a great counter
     * would lead this clock, and all that hear of it, close to the limit for good.
     *
     * @param remote the counter that came with the message
     * @param maxAhead how far it may be ahead of this clock, {@code >= 0}: more than the events that can happen
     *     elsewhere between two messages
     * @return the counter of the receipt, greater than {@code remote} and every one before
     * @throws MalformedClockException if {@code remote} is negative, beyond {@link #MAX_REMOTE} or too far ahead;
     *     nothing changes
     * @throws IllegalArgumentException if {@code maxAhead} is negative
     * @throws ArithmeticException if the last counter is {@link Long#MAX_VALUE}; nothing changes
     */
    public long update(long remote, long maxAhead) {
        if (maxAhead < 0) {
            throw new IllegalArgumentException("maxAhead must be >= 0: " + maxAhead);
        }
        if (remote < 0 || remote > MAX_REMOTE) {
            throw new MalformedClockException(
                    Reason.OVERFLOW, "a remote counter must be 0 to " + MAX_REMOTE + ": " + remote);
        }
        long current = last.get();
        if (remote - current > maxAhead) {
            throw new MalformedClockException(
                    Reason.OVERFLOW,
                    "a remote counter must be at most " + maxAhead + " ahead of " + current + ": " + remote);
        }
        return countAbove(remote);
    }

    /** As {@link #tick}, with this node's id. */
    public LamportTimestamp stamp() {
        return new LamportTimestamp(tick(), node);
    }

    /**
     * As {@link #update}, with this node's id.
     *
     * @param remote the timestamp that came with the message
     * @throws MalformedClockException if its counter is beyond {@link #MAX_REMOTE}; nothing changes
     * @throws ArithmeticException if the last counter is {@link Long#MAX_VALUE}; nothing changes
     */
    public LamportTimestamp stamp(LamportTimestamp remote) {
        return new LamportTimestamp(update(remote.counter()), node);
    }

    /** The counter of the last event, 0 before the first, without a new one. */
    public long current() {
        return last.get();
    }

    private long countAbove(long heard) {
        while (true) {
            long before = last.get();
            long next = Math.addExact(Math.max(before, heard), 1);
            if (last.compareAndSet(before, next)) {
                return next;
            }
        }
    }

    /** For people: {@code node 3 at 17}. */
    @Override
    public String toString() {
        return "node " + node + " at " + current();
    }
}
