package dev.truechimer.vector.broadcast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait, found by their names and by what they wait for, in bounded room.
 *
 * <p>Each waits for one other at a time, so that a delivery finds exactly those that it concerns. Members are indexes
 * here. <b>Threads:</b> confined to one.
 */
final class WaitingRoom<M> {

    /** By sender: its messages by their numbers. */
    private final List<NavigableMap<Long, Waiting<M>>> bySender = new ArrayList<>();
    /** By member: by the number of a message, the first of those who wait for it. */
    private final List<Map<Long, Waiting<M>>> byAwaited = new ArrayList<>();
    /** How many messages of each sender have room whatever the others do. */
    private final int share;
    /** How many messages beyond the shares have room. */
    private final int common;

    private int beyondShares;
    private int size;

    WaitingRoom(int members, DeliveryLimits limits) {
        share = limits.share(members);
        common = limits.maxBuffered() - share * (members - 1);
        for (int member = 0; member < members; member++) {
            bySender.add(new TreeMap<>());
            byAwaited.add(new HashMap<>());
        }
    }

    int size() {
        return size;
    }

    boolean hasRoomFor(int sender) {
        return bySender.get(sender).size() < share || beyondShares < common;
    }

    @Nullable
    Waiting<M> find(int sender, long count) {
        return bySender.get(sender).get(count);
    }

    /** The messages of a sender in the order of their numbers; not a copy. */
    NavigableMap<Long, Waiting<M>> of(int sender) {
        return bySender.get(sender);
    }

    /** Keeps a message that {@link #hasRoomFor} has admitted. */
    void add(Waiting<M> waiting) {
        Map<Long, Waiting<M>> ofSender = bySender.get(waiting.sender());
        ofSender.put(waiting.count(), waiting);
        size++;
        if (ofSender.size() > share) {
            beyondShares++;
        }
    }

    /** Keeps it no more, if it was kept. */
    void remove(Waiting<M> waiting) {
        Map<Long, Waiting<M>> ofSender = bySender.get(waiting.sender());
        if (ofSender.remove(waiting.count()) != null) {
            size--;
            if (ofSender.size() >= share) {
                beyondShares--;
            }
        }
    }

    /** Files a message that is kept under what it awaits now. */
    void await(Waiting<M> waiting) {
        waiting.next(byAwaited.get(waiting.awaitedMember()).put(waiting.awaitedCount(), waiting));
    }

    /** Takes those that awaited a message out of the files: the first, which leads to the others. */
    @Nullable
    Waiting<M> takeThoseAwaiting(int member, long count) {
        return byAwaited.get(member).remove(count);
    }
}
