package dev.truechimer.vector.broadcast;

import dev.truechimer.vector.DenseVectorClock;
import dev.truechimer.vector.VectorClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Causal delivery within one view: the members stay the same.
 *
 * <p>The rule of Birman, Schiper and Stephenson: a message is delivered once its predecessor of the same sender is, and
 * all messages of others that its stamp counts. On top of it a ceiling, which is infinite except while the view is
 * being closed: nothing beyond it is delivered. <b>Threads:</b> confined to one.
 */
final class ViewDelivery<M> {

    private final long[] members;
    private final int self;
    private final long view;
    /** The numbers that were used up when the view began. */
    private final VectorClock start;

    private final long maxAhead;
    private final DenseVectorClock delivered;
    /** The greatest number of each member that a stamp has told of. */
    private final long[] known;
    /** The greatest number of each member that may be delivered. */
    private final long[] ceiling;

    private final WaitingRoom<M> room;
    /** By sender: the one message that only the ceiling keeps from being delivered; it is in the room too. */
    private final Map<Integer, Waiting<M>> held = new TreeMap<>();

    /** @param delivered knows of members only */
    ViewDelivery(long self, View view, VectorClock delivered, DeliveryLimits limits) {
        this.members = ascending(view.members());
        this.self = Arrays.binarySearch(members, self);
        this.view = view.number();
        this.start = view.start();
        this.maxAhead = limits.maxAhead();
        this.delivered = DenseVectorClock.from(delivered, members);
        this.known = new long[members.length];
        this.ceiling = new long[members.length];
        Arrays.fill(ceiling, Long.MAX_VALUE);
        this.room = new WaitingRoom<>(members.length, limits);
    }

    private static long[] ascending(SortedSet<Long> ids) {
        long[] ascending = new long[ids.size()];
        int index = 0;
        for (long id : ids) {
            ascending[index++] = id;
        }
        return ascending;
    }

    VectorClock delivered() {
        return delivered.toVectorClock(members);
    }

    int size() {
        return room.size();
    }

    Broadcast<M> broadcast(M payload) {
        delivered.tick(self);
        return new Broadcast<>(view, members[self], delivered(), payload);
    }

    /** @param out where messages that are delivered now are added */
    Outcome receive(Broadcast<M> message, List<Broadcast<M>> out) {
        int sender = Arrays.binarySearch(members, message.sender());
        Outcome objection = sender < 0 ? Outcome.REFUSED_STRANGER : objectionTo(message, sender);
        if (objection != null) {
            return objection;
        }
        learn(message.clock());
        Waiting<M> waiting = new Waiting<>(message, sender);
        boolean satisfied = waiting.isSatisfiedBy(delivered, members);
        if (satisfied && waiting.count() <= ceiling[sender]) {
            deliver(waiting, out);
            return Outcome.DELIVERED;
        }
        if (!room.hasRoomFor(sender)) {
            return Outcome.REFUSED_FULL;
        }
        room.add(waiting);
        if (satisfied) {
            held.put(sender, waiting);
        } else {
            room.await(waiting);
        }
        return Outcome.BUFFERED;
    }

    /** Why a message is refused, or known already; null if there is nothing against it but perhaps want of room. */
    private @Nullable Outcome objectionTo(Broadcast<M> message, int sender) {
        VectorClock clock = message.clock();
        long count = message.count();
        if (count == 0) {
            return Outcome.REFUSED_UNSTAMPED;
        }
        if (count <= start.get(message.sender())) {
            return Outcome.REFUSED_BEFORE_START;
        }
        if (count <= delivered.get(sender)) {
            // What was delivered followed nothing but what was delivered: if this does, it is another message.
            return isWithinDelivered(clock) ? Outcome.DUPLICATE_OF_DELIVERED : Outcome.REFUSED_EQUIVOCATION;
        }
        Waiting<M> same = room.find(sender, count);
        if (same != null) {
            return same.message().clock().equals(clock) ? Outcome.DUPLICATE_OF_BUFFERED : Outcome.REFUSED_EQUIVOCATION;
        }
        return objectionTo(clock);
    }

    private @Nullable Outcome objectionTo(VectorClock clock) {
        boolean tooFar = false;
        int member = 0;
        for (int entry = 0; entry < clock.size(); entry++) {
            member = indexFrom(member, clock.nodeAt(entry));
            if (member == members.length) {
                return Outcome.REFUSED_UNKNOWN_MEMBER;
            }
            // Both are >= 0.
            tooFar |= clock.countAt(entry) - delivered.get(member) > maxAhead;
        }
        if (clock.get(members[self]) > delivered.get(self)) {
            return Outcome.REFUSED_FORGOTTEN;
        }
        return tooFar ? Outcome.REFUSED_TOO_FAR_AHEAD : null;
    }

    /**
     * Why a message of the next view is refused already now, if it is.
     *
     * <p>That view starts from no less than has been delivered here, and from all that this member broadcasts in this
     * one. Entries of strangers are not looked at: they may join, and from what they count is not known here.
     */
    @Nullable
    Outcome objectionToEarly(Broadcast<M> message) {
        VectorClock clock = message.clock();
        if (message.sender() == members[self] || clock.get(members[self]) > delivered.get(self)) {
            return Outcome.REFUSED_FORGOTTEN;
        }
        int entry = 0;
        for (int member = 0; member < members.length; member++) {
            while (entry < clock.size() && clock.nodeAt(entry) < members[member]) {
                entry++;
            }
            boolean named = entry < clock.size() && clock.nodeAt(entry) == members[member];
            if (named && clock.countAt(entry) - delivered.get(member) > maxAhead) {
                return Outcome.REFUSED_TOO_FAR_AHEAD;
            }
        }
        return null;
    }

    private boolean isWithinDelivered(VectorClock clock) {
        int member = 0;
        for (int entry = 0; entry < clock.size(); entry++) {
            member = indexFrom(member, clock.nodeAt(entry));
            if (member == members.length || clock.countAt(entry) > delivered.get(member)) {
                return false;
            }
        }
        return true;
    }

    /** The index of a member, which is not before the given one; {@code members.length} if it is none. */
    private int indexFrom(int from, long node) {
        int member = from;
        while (member < members.length && members[member] < node) {
            member++;
        }
        return member < members.length && members[member] == node ? member : members.length;
    }

    private void learn(VectorClock clock) {
        int member = 0;
        for (int entry = 0; entry < clock.size(); entry++) {
            member = indexFrom(member, clock.nodeAt(entry));
            known[member] = Math.max(known[member], clock.countAt(entry));
        }
    }

    /** Delivers a message, and all that waited for nothing else. */
    private void deliver(Waiting<M> first, List<Broadcast<M>> out) {
        Queue<Waiting<M>> deliverable = new ArrayDeque<>();
        deliverable.add(first);
        for (Waiting<M> now = deliverable.poll(); now != null; now = deliverable.poll()) {
            room.remove(now);
            out.add(now.message());
            delivered.tick(now.sender());
            Waiting<M> follower = room.takeThoseAwaiting(now.sender(), now.count());
            while (follower != null) {
                Waiting<M> after = follower.next();
                if (!follower.isSatisfiedBy(delivered, members)) {
                    room.await(follower);
                } else if (follower.count() <= ceiling[follower.sender()]) {
                    deliverable.add(follower);
                } else {
                    held.put(follower.sender(), follower);
                }
                follower = after;
            }
        }
    }

    /** Delivers nothing more until the ceiling is raised. */
    void hold() {
        for (int member = 0; member < members.length; member++) {
            ceiling[member] = delivered.get(member);
        }
    }

    /**
     * Delivers up to a cut, now and when more arrives.
     *
     * @param cut consistent, and not before what has been delivered
     * @param out where messages that are delivered now are added
     */
    void raiseCeiling(VectorClock cut, List<Broadcast<M>> out) {
        for (int member = 0; member < members.length; member++) {
            ceiling[member] = cut.get(members[member]);
        }
        for (Waiting<M> waiting : new ArrayList<>(held.values())) {
            if (waiting.count() <= ceiling[waiting.sender()]) {
                held.remove(waiting.sender());
                deliver(waiting, out);
            }
        }
    }

    /** Whether all below the ceiling has been delivered. */
    boolean isAtCeiling() {
        for (int member = 0; member < members.length; member++) {
            if (delivered.get(member) < ceiling[member]) {
                return false;
            }
        }
        return true;
    }

    /**
     * What is known to exist, is not here, and would be delivered some time.
     *
     * @param closing whether the ceiling is a cut that all agreed on: it then tells what exists and what doesn't matter
     */
    List<Gap> missing(boolean closing) {
        List<Gap> gaps = new ArrayList<>();
        for (int member = 0; member < members.length; member++) {
            long last = closing ? ceiling[member] : known[member];
            long done = delivered.get(member);
            for (long present : room.of(member).keySet()) {
                if (present > last) {
                    break;
                }
                if (present - 1 > done) {
                    gaps.add(new Gap(members[member], done + 1, present - 1));
                }
                done = present;
            }
            if (done < last) {
                gaps.add(new Gap(members[member], done + 1, last));
            }
        }
        return gaps;
    }

    /** All messages that wait, by sender and number. */
    List<Broadcast<M>> waiting() {
        List<Broadcast<M>> messages = new ArrayList<>();
        for (int member = 0; member < members.length; member++) {
            for (Waiting<M> waiting : room.of(member).values()) {
                messages.add(waiting.message());
            }
        }
        return messages;
    }
}
