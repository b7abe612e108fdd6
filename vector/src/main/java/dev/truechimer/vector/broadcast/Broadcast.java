package dev.truechimer.vector.broadcast;

import dev.truechimer.vector.Causality;
import dev.truechimer.vector.VectorClock;
import java.util.Objects;

/**
 * One message to all members of a group, with the stamp that tells what its sender had delivered when it sent it.
 *
 * <p><b>Shape:</b> only sends count as events: the entry of the sender in {@code clock} numbers its messages in this
 * view, the other entries say how many messages of each other member it had delivered. {@code view}, {@code sender} and
 * {@link #count} together name the message. On the wire: two numbers, {@link VectorClock#encode()}, and the payload in
 * whatever form it has.
 *
 * <p><b>Hazard:</b> nothing here is checked, since it may come from outside; {@link CausalDelivery#receive} checks it.
 * That the sender is who it says must be shown by the transport. <b>Cost</b> in the number of members n: 16n bytes
 * beside the payload; {@link #count} O(log n), {@link #compareTo} O(n). <b>Threads:</b> immutable if the payload is.
 *
 * <p><b>Source:</b> Birman, Schiper, Stephenson, "Lightweight causal and atomic group multicast", ACM TOCS 9(3), 1991:
 * the vector timestamp of a CBCAST message.
 *
 * @param view the number of the view that it was sent in, see {@link View#number}
 * @param sender the member that sent it
 * @param clock what the sender had delivered, this message included
 * @param payload what it says; two copies of one message are told by their names, never by their payloads
 * @param <M> the type of the payload
 */
public record Broadcast<M>(long view, long sender, VectorClock clock, M payload) {

    /** Checks that nothing is null, and nothing more. */
    public Broadcast {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(payload, "payload");
    }

    /**
     * The number of this message among those of its sender, counted on from what its view starts from; 0 if the stamp
     * has none.
     */
    public long count() {
        return clock.get(sender);
    }

    /**
     * How this message stands to another one of the same group. Not {@link Comparable}: the order is partial.
     *
     * <p>Messages of different views are ordered as the views are: whoever sends in a view has delivered all that its
     * start covers. <b>Hazard:</b> true of messages that were delivered. One that was given up at a view change is
     * before nothing.
     */
    public Causality compareTo(Broadcast<?> other) {
        if (view != other.view) {
            return view < other.view ? Causality.BEFORE : Causality.AFTER;
        }
        return clock.compareTo(other.clock);
    }
}
