package dev.truechimer.vector;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds, for any of some events, the one in its past that begins latest by the clock.
 *
 * <p><b>Cost:</b> O(m log m) to make of m events; O(n log m) for a question about a clock of n nodes. <b>Threads:</b>
 * immutable.
 */
final class CausalPast {

    private static final Comparator<StampedEvent> BY_BEGIN = Comparator.comparingLong(StampedEvent::earliestNanos)
            // Cheap, and enough unless a node has lost its clock.
            .thenComparingLong(StampedEvent::node)
            .thenComparingLong(StampedEvent::counter)
            .thenComparing(HybridOrder.TIE_BREAK);

    /** By node and counter: the latest to begin of that event and all before it at its node. */
    private final Map<Long, TreeMap<Long, StampedEvent>> byNode = new HashMap<>();

    CausalPast(Iterable<StampedEvent> events) {
        for (StampedEvent event : events) {
            byNode.computeIfAbsent(event.node(), node -> new TreeMap<>())
                    .merge(event.counter(), event, CausalPast::later);
        }
        for (TreeMap<Long, StampedEvent> ofNode : byNode.values()) {
            StampedEvent latest = ofNode.firstEntry().getValue();
            for (Map.Entry<Long, StampedEvent> entry : ofNode.entrySet()) {
                latest = later(latest, entry.getValue());
                entry.setValue(latest);
            }
        }
    }

    /**
     * The event with the greatest {@code earliestNanos} among those that happened before an event, and itself.
     *
     * @param event one of those that were given
     */
    StampedEvent latestToBegin(StampedEvent event) {
        VectorClock clock = event.clock();
        StampedEvent latest = event;
        for (int i = 0; i < clock.size(); i++) {
            TreeMap<Long, StampedEvent> ofNode = byNode.get(clock.nodeAt(i));
            // Of its own node, what came before it: itself it is already, and another one that claims its place is not.
            long upTo = clock.nodeAt(i) == event.node() ? clock.countAt(i) - 1 : clock.countAt(i);
            Map.Entry<Long, StampedEvent> last = ofNode == null ? null : ofNode.floorEntry(upTo);
            latest = last == null ? latest : later(latest, last.getValue());
        }
        return latest;
    }

    private static StampedEvent later(StampedEvent first, StampedEvent second) {
        return BY_BEGIN.compare(first, second) >= 0 ? first : second;
    }
}
