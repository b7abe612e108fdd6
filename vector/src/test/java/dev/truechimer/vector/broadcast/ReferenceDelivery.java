package dev.truechimer.vector.broadcast;

import dev.truechimer.vector.VectorClock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What {@link CausalDelivery} does within one view, written down as plainly as possible: looks through everything,
 * every time.
 */
final class ReferenceDelivery {

    private final long self;
    private final View view;
    private final DeliveryLimits limits;
    private final Map<Long, Long> delivered = new TreeMap<>();
    private final Map<Long, Long> known = new TreeMap<>();
    private final List<Broadcast<Integer>> waiting = new ArrayList<>();

    ReferenceDelivery(long self, View view, DeliveryLimits limits) {
        this.self = self;
        this.view = view;
        this.limits = limits;
        for (long member : view.members()) {
            delivered.put(member, view.start().get(member));
            known.put(member, 0L);
        }
    }

    VectorClock broadcast() {
        delivered.merge(self, 1L, Long::sum);
        return VectorClock.of(delivered);
    }

    VectorClock delivered() {
        return VectorClock.of(delivered);
    }

    /** @param out where those that are delivered are added */
    Outcome receive(Broadcast<Integer> message, Set<Broadcast<Integer>> out) {
        Outcome refusal = refusalOf(message);
        if (refusal != Outcome.DELIVERED) {
            return refusal;
        }
        message.clock().toMap().forEach((member, count) -> known.merge(member, count, Math::max));
        if (!isDeliverable(message)) {
            if (!hasRoomFor(message.sender())) {
                return Outcome.REFUSED_FULL;
            }
            waiting.add(message);
            return Outcome.BUFFERED;
        }
        waiting.add(message);
        boolean found = true;
        while (found) {
            found = false;
            for (Broadcast<Integer> candidate : List.copyOf(waiting)) {
                if (isDeliverable(candidate)) {
                    waiting.remove(candidate);
                    delivered.put(candidate.sender(), candidate.count());
                    out.add(candidate);
                    found = true;
                }
            }
        }
        return Outcome.DELIVERED;
    }

    /** {@link Outcome#DELIVERED} if there is nothing against it. */
    private Outcome refusalOf(Broadcast<Integer> message) {
        Map<Long, Long> stamp = message.clock().toMap();
        if (!view.members().contains(message.sender())) {
            return Outcome.REFUSED_STRANGER;
        }
        if (message.count() == 0) {
            return Outcome.REFUSED_UNSTAMPED;
        }
        if (message.count() <= view.start().get(message.sender())) {
            return Outcome.REFUSED_BEFORE_START;
        }
        if (message.count() <= delivered.get(message.sender())) {
            return delivered().dominates(message.clock())
                    ? Outcome.DUPLICATE_OF_DELIVERED
                    : Outcome.REFUSED_EQUIVOCATION;
        }
        for (Broadcast<Integer> other : waiting) {
            if (other.sender() == message.sender() && other.count() == message.count()) {
                return other.clock().equals(message.clock())
                        ? Outcome.DUPLICATE_OF_BUFFERED
                        : Outcome.REFUSED_EQUIVOCATION;
            }
        }
        if (!view.members().containsAll(stamp.keySet())) {
            return Outcome.REFUSED_UNKNOWN_MEMBER;
        }
        if (message.clock().get(self) > delivered.get(self)) {
            return Outcome.REFUSED_FORGOTTEN;
        }
        for (Map.Entry<Long, Long> entry : stamp.entrySet()) {
            if (entry.getValue() - delivered.get(entry.getKey()) > limits.maxAhead()) {
                return Outcome.REFUSED_TOO_FAR_AHEAD;
            }
        }
        return Outcome.DELIVERED;
    }

    private boolean isDeliverable(Broadcast<Integer> message) {
        for (long member : view.members()) {
            long counted = message.clock().get(member);
            long needed = member == message.sender() ? counted - 1 : counted;
            if (delivered.get(member) < needed) {
                return false;
            }
        }
        return message.count() == delivered.get(message.sender()) + 1;
    }

    private boolean hasRoomFor(long sender) {
        int others = Math.max(1, view.members().size() - 1);
        int share = limits.maxBuffered() / (2 * others);
        int beyond = 0;
        for (long member : view.members()) {
            beyond += Math.max(0, waitingOf(member) - share);
        }
        return waitingOf(sender) < share || beyond < limits.maxBuffered() - others * share;
    }

    int waitingOf(long sender) {
        return (int)
                waiting.stream().filter(message -> message.sender() == sender).count();
    }

    int waiting() {
        return waiting.size();
    }

    /** One gap for each message. Only for stamps that are not far ahead. */
    Set<Gap> missing() {
        Set<Gap> gaps = new HashSet<>();
        for (long member : view.members()) {
            for (long count = delivered.get(member) + 1; count <= known.get(member); count++) {
                gaps.add(new Gap(member, count, count));
            }
        }
        waiting.forEach(message -> gaps.remove(new Gap(message.sender(), message.count(), message.count())));
        return gaps;
    }
}
