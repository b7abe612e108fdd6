package dev.truechimer.vector.broadcast;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the next view, in the order in which they came, in bounded room.
 *
 * <p>Who belongs to that view is not known yet. So the other members of this one have the shares that they have here,
 * and all others, of whom some may be about to join, only what is left for whoever comes first. <b>Threads:</b>
 * confined to one.
 */
final class EarlyRoom<M> {

    /** Ordered, since whoever sends can choose numbers that all have the same hash. */
    private record Name(long sender, long count) implements Comparable<Name> {

        static Name of(Broadcast<?> message) {
            return new Name(message.sender(), message.count());
        }

        @Override
        public int compareTo(Name other) {
            int bySender = Long.compare(sender, other.sender);
            return bySender != 0 ? bySender : Long.compare(count, other.count);
        }
    }

    private final Map<Name, Broadcast<M>> messages = new LinkedHashMap<>();
    /** By other member of this view: how many more it can keep whatever the others do. */
    private final Map<Long, Integer> leftOfShare = new TreeMap<>();
    /** How many more can be kept beyond the shares. */
    private int leftOfCommon;

    EarlyRoom(long self, View view, DeliveryLimits limits) {
        int share = limits.share(view.members().size());
        leftOfCommon = limits.maxBuffered();
        for (long member : view.members()) {
            if (member != self) {
                leftOfShare.put(member, share);
                leftOfCommon -= share;
            }
        }
    }

    int size() {
        return messages.size();
    }

    /** The messages in the order in which they came; not a copy. */
    Collection<Broadcast<M>> messages() {
        return Collections.unmodifiableCollection(messages.values());
    }

    /** The message of the same name, if there is one here. */
    @Nullable
    Broadcast<M> find(Broadcast<M> message) {
        return messages.get(Name.of(message));
    }

    boolean hasRoomFor(long sender) {
        return hasShareLeft(sender) || leftOfCommon > 0;
    }

    private boolean hasShareLeft(long sender) {
        return leftOfShare.getOrDefault(sender, 0) > 0;
    }

    /** Keeps a message that {@link #hasRoomFor} has admitted, and whose name is new. */
    void add(Broadcast<M> message) {
        if (hasShareLeft(message.sender())) {
            leftOfShare.merge(message.sender(), -1, Integer::sum);
        } else {
            leftOfCommon--;
        }
        messages.put(Name.of(message), message);
    }
}
