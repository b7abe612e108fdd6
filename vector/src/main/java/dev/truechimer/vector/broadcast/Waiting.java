package dev.truechimer.vector.broadcast;

import dev.truechimer.vector.DenseVectorClock;
import dev.truechimer.vector.VectorClock;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to being delivered: how far its stamp has been looked through, and whom it waits for.
 *
 * <p>What has been delivered stays so. An entry of the stamp that is satisfied is never looked at again, which makes
 * the whole wait of a message O(n). <b>Threads:</b> confined to one.
 */
final class Waiting<M> {

    private final Broadcast<M> message;
    private final int sender;
    private final long count;
    /** The first entry of the stamp that is not known to be satisfied. */
    private int entry;
    /** The member of that entry, or one before it. */
    private int member;
    /** Another message that waits for the same one. */
    private @Nullable Waiting<M> next;

    /** @param sender index of the sender among the members of the view, which has all nodes of the stamp */
    Waiting(Broadcast<M> message, int sender) {
        this.message = message;
        this.sender = sender;
        this.count = message.count();
    }

    /**
     * Looks for something that this message follows and that has not been delivered.
     *
     * @return whether there is none; else {@link #awaitedMember} and {@link #awaitedCount} say what it is
     */
    boolean isSatisfiedBy(DenseVectorClock delivered, long[] members) {
        VectorClock clock = message.clock();
        for (; entry < clock.size(); entry++) {
            while (members[member] != clock.nodeAt(entry)) {
                member++;
            }
            if (delivered.get(member) < awaitedCount()) {
                return false;
            }
        }
        return true;
    }

    int awaitedMember() {
        return member;
    }

    long awaitedCount() {
        // The message itself is the one entry of its sender that it need not wait for.
        return member == sender ? count - 1 : message.clock().countAt(entry);
    }

    Broadcast<M> message() {
        return message;
    }

    int sender() {
        return sender;
    }

    long count() {
        return count;
    }

    @Nullable
    Waiting<M> next() {
        return next;
    }

    void next(@Nullable Waiting<M> other) {
        next = other;
    }
}
