package dev.truechimer.vector.broadcast;

/**
 * What became of a message that arrived. Where several reasons to refuse it hold, the first in this order is given.
 *
 * <p><b>Source:</b> our own; the two that are no refusal and no duplicate are those of the delivery rule of Birman,
 * Schiper and Stephenson. <b>Cost:</b> none.
 */
public enum Outcome {
    /** All that it follows had been delivered, so it was too, and perhaps others that had waited for it. */
    DELIVERED,
    /** Kept until what it follows has been delivered; {@link CausalDelivery#missing()} tells what that is. */
    BUFFERED,
    /** Of the view after this one: kept until that one is installed. */
    EARLY,
    /** Had been delivered here before. */
    DUPLICATE_OF_DELIVERED,
    /** Is kept here already. */
    DUPLICATE_OF_BUFFERED,
    /** Of a view that is over: it was delivered here, or given up by all who went on from that view. */
    REFUSED_OLD_VIEW,
    /** Of a view that is not even the next one: this member has missed one, and has to join again. */
    REFUSED_LATER_VIEW,
    /** The sender is no member. */
    REFUSED_STRANGER,
    /** The stamp has no entry of its sender, so the message has no number. */
    REFUSED_UNSTAMPED,
    /** Its number is one that was used up when its view began, so nobody has sent it in that view. */
    REFUSED_BEFORE_START,
    /**
     * Another message of the same name is kept here, or was delivered here: the sender used a number twice, or somebody
     * forged one. Told by the stamp; of messages that were delivered only where the stamp is one that can't have been
     * delivered.
     */
    REFUSED_EQUIVOCATION,
    /** The stamp has an entry of somebody who is no member, or more entries than members are allowed. */
    REFUSED_UNKNOWN_MEMBER,
    /**
     * It is, or follows, a message of this member that this member has not sent. Either the sender lies, or this member
     * came back from too old a state and has begun to give its numbers a second time: see
     * {@link CausalDelivery#resume}.
     */
    REFUSED_FORGOTTEN,
    /** It, or something that it follows, is further ahead than {@link DeliveryLimits#maxAhead()}. */
    REFUSED_TOO_FAR_AHEAD,
    /** It would have to wait, and there is no room, see {@link DeliveryLimits#maxBuffered()}. */
    REFUSED_FULL;

    /** Whether the message was neither taken nor known. */
    public boolean isRefused() {
        return compareTo(REFUSED_OLD_VIEW) >= 0;
    }

    /**
     * Whether the same message may be taken when it is sent again later. It must then be sent again: for this group the
     * message is as good as lost.
     */
    public boolean isWorthRetrying() {
        return this == REFUSED_LATER_VIEW || this == REFUSED_TOO_FAR_AHEAD || this == REFUSED_FULL;
    }
}
