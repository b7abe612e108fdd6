package dev.truechimer.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Which of two events came first: by causality, else by certain physical time, else by convention; and which of the
 * three said so.
 *
 * <pre>{@code
 * HybridOrder.Verdict verdict = HybridOrder.compare(a, b);   // "concurrent, but b occurred first":
 * verdict.earlier() == Earlier.SECOND && verdict.decidedBy() == DecidedBy.PHYSICAL_TIME
 * }</pre>
 *
 * <p><b>Guarantee</b> of {@link #compare}: if every interval contains the true time of its event, and clocks follow a
 * convention of {@link VectorClock}, then what causality or physical time decides is the true order. A tie-break says
 * nothing about what happened; it is only the same everywhere.
 *
 * <p><b>Not a sort order.</b> Neither "concurrent" nor "the intervals overlap" is transitive, so verdicts on pairs can
 * go round in a circle: a certainly before b by time, b before c and c before a by tie-break. There is no
 * {@link Comparator} here for that reason. Only circles with tie-breaks and physical time in them exist, if the
 * intervals are true: happened-before and certain physical order are both part of the order of true time, so together
 * they have none.
 *
 * <p><b>Guarantee</b> of {@link #sort}: a total order in which nothing stands before what happened before it, whatever
 * the intervals say, and, unless clocks lie, nothing before what was certainly over. It depends on the set of events
 * only, not on the order in which they come. The trick: an event can't have happened before anything in its past did,
 * so its time is not before the greatest {@code earliestNanos} of its past, itself included. That number never
 * decreases along causality, and is above the {@code latestNanos} of all that was certainly over.
 *
 * <p><b>Hazard:</b> clocks that lie. If a happened before b then a's interval can't begin behind b's end; if it does,
 * one of the two is wrong, and nobody can say which. Causality needs no clocks, so it wins; {@link #contradictions} and
 * {@link Verdict#contradicted} tell. The order is then still total and causal; what it may break is the certain
 * physical order behind an event that contradicts its own past, and no other. If there are no contradictions, all of it
 * holds. A lie that contradicts nothing stays unseen.
 *
 * <p><b>Cost</b> in the number of nodes n in a clock: {@link #compare} O(n). For m events {@link #sort} and
 * {@link #contradictions} take O(m n log m) time and O(m) memory. <b>Threads:</b> any; there is no state.
 *
 * <p><b>Source:</b> the relation and the idea to break ties: Lamport, "Time, clocks, and the ordering of events in a
 * distributed system", CACM 21(7), 1978; order by intervals: Corbett et al., "Spanner: Google's globally-distributed
 * database", OSDI 2012, section 3; that their incomparability isn't transitive: Fishburn, "Intransitive indifference
 * with unequal indifference intervals", 1970. Putting the three together, and the sort, are our own.
 */
public final class HybridOrder {

    /**
     * What every node would say, too: who knows of less comes first, then the lower node. A linear extension of
     * causality.
     */
    static final Comparator<StampedEvent> TIE_BREAK = Comparator.comparing(
                    (StampedEvent event) -> Knowledge.of(event.clock()))
            .thenComparingLong(StampedEvent::node)
            .thenComparingLong(StampedEvent::counter)
            // Only for two events that claim to be the same one: a node has lost its clock.
            .thenComparing(event -> event.clock().encode(), Arrays::compare)
            .thenComparingLong(StampedEvent::earliestNanos)
            .thenComparingLong(StampedEvent::latestNanos);

    private HybridOrder() {}

    /** Which of two events came first. */
    public enum Earlier {
        /** The first one. */
        FIRST,
        /** The second one. */
        SECOND,
        /** Neither: they are one event. */
        SAME_EVENT
    }

    /** What the answer rests on. */
    public enum DecidedBy {
        /** One happened before the other: it may have caused it. Needs no clocks. */
        CAUSALITY,
        /** They are concurrent, and the one's interval ends before the other's begins. True if the intervals are. */
        PHYSICAL_TIME,
        /** Nothing is known about their order. The same answer everywhere, but no more than that. */
        TIE_BREAK
    }

    /**
     * An answer about two events.
     *
     * @param earlier which came first
     * @param decidedBy what the answer rests on
     * @param contradicted whether causality decided against intervals that say the opposite with certainty, or are
     *     apart although it is one event: a clock is lying
     */
    public record Verdict(Earlier earlier, DecidedBy decidedBy, boolean contradicted) {}

    /**
     * Two events that show that a clock lies: the cause's interval begins behind the end of its effect's.
     *
     * @param cause what happened before
     * @param effect what happened after it, but by the intervals certainly earlier
     */
    public record Contradiction(StampedEvent cause, StampedEvent effect) {}

    /**
     * Which of two events came first. Not transitive: for sorting there is {@link #sort}.
     *
     * @return the answer; with the arguments exchanged it is the opposite one
     */
    public static Verdict compare(StampedEvent first, StampedEvent second) {
        boolean firstOver = first.isCertainlyBefore(second);
        boolean secondOver = second.isCertainlyBefore(first);
        Causality causality = first.clock().compareTo(second.clock());
        if (causality == Causality.BEFORE) {
            return new Verdict(Earlier.FIRST, DecidedBy.CAUSALITY, secondOver);
        }
        if (causality == Causality.AFTER) {
            return new Verdict(Earlier.SECOND, DecidedBy.CAUSALITY, firstOver);
        }
        if (causality == Causality.EQUAL && first.node() == second.node()) {
            return new Verdict(Earlier.SAME_EVENT, DecidedBy.CAUSALITY, firstOver || secondOver);
        }
        if (firstOver || secondOver) {
            return new Verdict(firstOver ? Earlier.FIRST : Earlier.SECOND, DecidedBy.PHYSICAL_TIME, false);
        }
        boolean firstLess = TIE_BREAK.compare(first, second) < 0;
        return new Verdict(firstLess ? Earlier.FIRST : Earlier.SECOND, DecidedBy.TIE_BREAK, false);
    }

    /**
     * Events in a total order that respects causality and, unless clocks lie, certain physical order: by the greatest
     * {@code earliestNanos} in an event's past, then by how many events it knows of, then by node.
     *
     * @return a new list; the input stays as it is
     */
    public static List<StampedEvent> sort(Collection<StampedEvent> events) {
        return sort(events, Function.identity());
    }

    /**
     * The same for anything that has such events: the entries of a log.
     *
     * @param items what is sorted; those with equal events stay in their order
     * @param event the event of an item; called once for each
     * @return a new list; the input stays as it is
     */
    public static <T> List<T> sort(Collection<? extends T> items, Function<? super T, StampedEvent> event) {
        List<T> unordered = new ArrayList<>(items);
        List<StampedEvent> events = new ArrayList<>(unordered.size());
        unordered.forEach(item -> events.add(event.apply(item)));
        CausalPast past = new CausalPast(events);
        List<Placed<T>> placed = new ArrayList<>(unordered.size());
        for (int i = 0; i < events.size(); i++) {
            StampedEvent stamped = events.get(i);
            placed.add(new Placed<>(
                    unordered.get(i), stamped, past.latestToBegin(stamped).earliestNanos()));
        }
        Comparator<Placed<T>> byBegin = Comparator.comparingLong(Placed::reachedNanos);
        placed.sort(byBegin.thenComparing(Placed::event, TIE_BREAK));
        List<T> sorted = new ArrayList<>(placed.size());
        placed.forEach(it -> sorted.add(it.item()));
        return sorted;
    }

    /** @param reachedNanos the greatest {@code earliestNanos} in the event's past: it can't have happened before */
    private record Placed<T>(T item, StampedEvent event, long reachedNanos) {}

    /**
     * The events that contradict their own past, each with the one event of that past that begins latest.
     *
     * @param events as for {@link #sort}; only what is among them is seen
     * @return in the order of {@link #sort} of the effects; empty if there is no sign of a lie
     */
    public static List<Contradiction> contradictions(Collection<StampedEvent> events) {
        CausalPast past = new CausalPast(events);
        List<Contradiction> found = new ArrayList<>();
        for (StampedEvent effect : sort(events)) {
            StampedEvent cause = past.latestToBegin(effect);
            if (effect.isCertainlyBefore(cause)) {
                found.add(new Contradiction(cause, effect));
            }
        }
        return found;
    }
}
