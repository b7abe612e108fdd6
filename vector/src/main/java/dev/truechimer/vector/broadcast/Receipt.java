package dev.truechimer.vector.broadcast;

import java.util.List;
import java.util.Objects;

/**
 * The answer to one message that arrived: what became of it, and what can be handed to the application now.
 *
 * <p><b>Invariant:</b> {@code delivered} is empty unless the outcome is {@link Outcome#DELIVERED}; then it begins with
 * the message that arrived. <b>Cost:</b> the list, as long as what is delivered. <b>Threads:</b> immutable.
 * <b>Source:</b> our own; the order is the causal delivery of Birman, Schiper, Stephenson, "Lightweight causal and
 * atomic group multicast", 1991.
 *
 * @param outcome what became of the message
 * @param delivered messages that are delivered by this call, in a causal order: hand them to the application in this
 *     one
 * @param <M> the type of the payloads
 */
public record Receipt<M>(Outcome outcome, List<Broadcast<M>> delivered) {

    /** Copies the list. */
    public Receipt {
        Objects.requireNonNull(outcome, "outcome");
        delivered = List.copyOf(delivered);
    }
}
