package dev.truechimer.vector.cut;

import dev.truechimer.vector.VectorClock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Questions about cuts that clocks alone answer: is this one consistent, and which is the latest that is?
 *
 * <p><b>Shape:</b> a cut is a frontier, and a frontier is a {@link VectorClock}: how many events of each node are
 * inside. A node that is absent has none inside.
 *
 * <p><b>Guarantee:</b> if all nodes count <i>every event</i> (the first convention of {@link VectorClock}), the
 * answers are exact: a cut is consistent exactly if each event inside has its whole past inside. The clock of an
 * event, read as a frontier, is the smallest consistent cut that has the event.
 *
 * <p><b>Recovery.</b> If each node keeps checkpoints, each with the clock of its last event, {@link #latest} is the
 * recovery line: the latest states that nodes can go back to without anybody having received what nobody sent.
 * Messages that were under way there are lost unless somebody kept them ({@link EventLog#inFlight}).
 *
 * <p><b>Hazard:</b> <i>the domino effect</i>. Checkpoints that nodes take without looking at each other may have no
 * consistent combination but the beginning: each step back forces another. It can't happen if a node takes a
 * checkpoint before each receipt that follows a send, or if checkpoints are made together, by a snapshot.
 * <b>Hazard:</b> under the convention that counts only some events, what is not counted is not seen: such clocks call
 * cuts consistent that are not.
 *
 * <p><b>Cost</b> in the number of nodes n: {@link #meet} and {@link #join} O(n log n); {@link #isConsistent} the same,
 * and at most O(n) for each clock given. {@link #latest} with at most s states of a node: O(n) for each state to check
 * it, O(n<sup>2</sup> log n) at most to see who must go back, and O((n + log s) log n) for each step back, of which
 * there are no more than states given up. Memory: O(n), and one reference for each state.
 *
 * <p><b>Threads:</b> any; only values are read, and the caller's maps must not change meanwhile.
 *
 * <p><b>Source:</b> Mattern, "Virtual time and global states of distributed systems", 1989; Babaoglu and Marzullo,
 * "Consistent global states of distributed systems: fundamental concepts and mechanisms", 1993; Randell, "System
 * structure for software fault tolerance", 1975 (the domino effect).
 */
public final class ConsistentCut {

    private ConsistentCut() {}

    /**
     * Whether states of all nodes belong to one consistent cut: nobody has received what its sender has not sent.
     *
     * @param last for each node the clock of its last event inside; {@link VectorClock#ZERO} or no entry if it has
     *     none inside
     * @throws IllegalArgumentException if a clock other than zero has not counted an event of its own node
     */
    public static boolean isConsistent(Map<Long, VectorClock> last) {
        VectorClock frontier = frontierOf(last);
        for (VectorClock clock : last.values()) {
            if (!frontier.dominates(clock)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The cut that ends with the given states: of each clock, the counter of its own node.
     *
     * @param last for each node the clock of its last event inside; {@link VectorClock#ZERO} or no entry if it has
     *     none inside
     * @throws IllegalArgumentException if a clock other than zero has not counted an event of its own node
     */
    public static VectorClock frontierOf(Map<Long, VectorClock> last) {
        SortedMap<Long, Long> counts = new TreeMap<>();
        last.forEach((node, clock) -> {
            long own = clock.get(node);
            if (own == 0 && clock.size() != 0) {
                throw new IllegalArgumentException(
                        "the clock of node " + node + " must count an event of node " + node + ": " + clock);
            }
            counts.put(node, own);
        });
        return VectorClock.of(counts);
    }

    /**
     * The latest consistent cut in which each node is at one of its recorded states, or at its beginning. Unique:
     * there is none that is later anywhere.
     *
     * @param states for each node the clocks of the states that it recorded, oldest first: of each event, or of its
     *     checkpoints only
     * @return its frontier; {@link VectorClock#ZERO} if nothing but the beginning is consistent
     * @throws IllegalArgumentException if a clock has not counted more of its own node than the state before, or has
     *     lost something that the state before knew of
     */
    public static VectorClock latest(Map<Long, ? extends List<VectorClock>> states) {
        SortedMap<Long, List<VectorClock>> checked = new TreeMap<>();
        states.forEach((node, clocks) -> checked.put(node, checkedAscending(node, clocks)));
        return new Rollback(checked).latest();
    }

    /**
     * The latest cut within both: consistent if both are consistent cuts of one run.
     *
     * @param first a frontier
     * @param second a frontier
     * @return the lesser count of each node
     */
    public static VectorClock meet(VectorClock first, VectorClock second) {
        SortedMap<Long, Long> least = new TreeMap<>();
        for (int i = 0; i < first.size(); i++) {
            long node = first.nodeAt(i);
            least.put(node, Math.min(first.countAt(i), second.get(node)));
        }
        return VectorClock.of(least);
    }

    /**
     * The earliest cut that both are within: consistent if both are consistent cuts of one run. The same as
     * {@link VectorClock#merge}.
     *
     * @param first a frontier
     * @param second a frontier
     * @return the greater count of each node
     * @throws IllegalStateException if both together have more than {@link VectorClock#MAX_ENTRIES} nodes
     */
    public static VectorClock join(VectorClock first, VectorClock second) {
        return first.merge(second);
    }

    private static List<VectorClock> checkedAscending(long node, List<VectorClock> clocks) {
        List<VectorClock> copy = List.copyOf(clocks);
        VectorClock before = VectorClock.ZERO;
        for (VectorClock clock : copy) {
            if (clock.get(node) <= before.get(node) && !clock.equals(VectorClock.ZERO)) {
                throw new IllegalArgumentException("each state of node " + node
                        + " must count more of its own events than" + " the one before: " + clock + " after " + before);
            }
            if (!clock.dominates(before)) {
                throw new IllegalArgumentException("a state of node " + node
                        + " must know all that the one before knew: " + clock + " after " + before);
            }
            before = clock;
        }
        return copy;
    }
}
