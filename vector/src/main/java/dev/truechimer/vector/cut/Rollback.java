package dev.truechimer.vector.cut;

import dev.truechimer.vector.VectorClock;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes nodes back, state by state, until nobody inside knows of an event outside.
 *
 * <p>Each step is forced: no consistent cut below can have the state that it gives up. So what is left is the latest
 * one.
 */
final class Rollback {

    private final long[] nodes;
    /** For each index of a node its states, oldest first; the clocks ascend. */
    private final List<List<VectorClock>> states;
    /** For each index of a node how many of its states are still inside. */
    private final int[] kept;
    /** Nodes of which somebody may know more than is inside. */
    private final TreeSet<Long> overdrawn = new TreeSet<>();

    /**
     * @param states for each node the clocks of its states, ascending, each with more events of its own node than the
     *     one before
     */
    Rollback(SortedMap<Long, List<VectorClock>> states) {
        this.nodes = new long[states.size()];
        this.kept = new int[states.size()];
        this.states = List.copyOf(states.values());
        int index = 0;
        for (long node : states.keySet()) {
            kept[index] = this.states.get(index).size();
            nodes[index++] = node;
        }
    }

    /** The frontier of the latest consistent cut. */
    VectorClock latest() {
        for (int i = 0; i < nodes.length; i++) {
            noteOverdrawn(last(i));
        }
        for (Long node = overdrawn.pollFirst(); node != null; node = overdrawn.pollFirst()) {
            rollBackWhoKnowsMore(node, inside(node));
        }
        SortedMap<Long, Long> frontier = new TreeMap<>();
        for (long node : nodes) {
            frontier.put(node, inside(node));
        }
        return VectorClock.of(frontier);
    }

    private void noteOverdrawn(VectorClock clock) {
        for (int k = 0; k < clock.size(); k++) {
            if (clock.countAt(k) > inside(clock.nodeAt(k))) {
                overdrawn.add(clock.nodeAt(k));
            }
        }
    }

    private void rollBackWhoKnowsMore(long node, long inside) {
        for (int i = 0; i < nodes.length; i++) {
            if (last(i).get(node) > inside) {
                kept[i] = countWithin(states.get(i), kept[i], node, inside);
                overdrawn.add(nodes[i]);
            }
        }
    }

    /**
     * How many of the first {@code size} states know of no more than {@code most} events of a node: they come first.
     */
    private static int countWithin(List<VectorClock> states, int size, long node, long most) {
        int within = 0;
        int beyond = size;
        while (within < beyond) {
            int middle = (within + beyond) >>> 1;
            if (states.get(middle).get(node) <= most) {
                within = middle + 1;
            } else {
                beyond = middle;
            }
        }
        return within;
    }

    /** How many events of a node are inside; none of a node that nobody recorded. */
    private long inside(long node) {
        int index = Arrays.binarySearch(nodes, node);
        return index < 0 ? 0 : last(index).get(node);
    }

    private VectorClock last(int index) {
        return kept[index] == 0 ? VectorClock.ZERO : states.get(index).get(kept[index] - 1);
    }
}
