package dev.truechimer.vector.broadcast;

import java.util.List;
import java.util.Objects;

/**
 * What installing a view did.
 *
 * <p>The application learns of the new view first and is handed {@code delivered} after it: these were sent in the new
 * view.
 *
 * <p><b>Cost:</b> the two lists. <b>Threads:</b> immutable. <b>Source:</b> Birman, Schiper, Stephenson, "Lightweight
 * causal and atomic group multicast", 1991: the order of views and messages is that of virtual synchrony; that what is
 * given up is listed is our own.
 *
 * @param view the view that holds now
 * @param delivered messages of the new view that had come early and are delivered now, in a causal order
 * @param dropped messages that had been kept and never will be delivered here
 * @param <M> the type of the payloads
 */
public record ViewChange<M>(View view, List<Broadcast<M>> delivered, List<Dropped<M>> dropped) {

    /** Copies the lists. */
    public ViewChange {
        Objects.requireNonNull(view, "view");
        delivered = List.copyOf(delivered);
        dropped = List.copyOf(dropped);
    }

    /**
     * A message that had been kept, and was given up.
     *
     * <p>If the reason is one that {@link Outcome#isWorthRetrying}, it belongs to the new view and is still needed:
     * have it sent again, even if it was acknowledged when it came early.
     *
     * <p><b>Cost:</b> constant. <b>Threads:</b> immutable.
     *
     * @param message the message
     * @param reason {@link Outcome#REFUSED_OLD_VIEW} if it was sent in the view that is over and lies beyond what all
     *     agreed to deliver of it; else why the new view, which it was sent in, refuses it
     * @param <M> the type of the payload
     */
    public record Dropped<M>(Broadcast<M> message, Outcome reason) {

        /** Checks that nothing is null. */
        public Dropped {
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
