package dev.truechimer.vector.cut;

import dev.truechimer.vector.VectorClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What all nodes recorded of one run, event by event, with the messages: it tells which cuts are consistent, and what
 * crosses them.
 *
 * <p><b>Shape:</b> immutable; made by an {@link EventLogRecorder}, which refuses logs that contradict themselves. A
 * cut is a frontier, a {@link VectorClock}: how many events of each node are inside. A log may be cut short, as a
 * crash leaves it: events may know of others that nobody recorded, which then are outside of every cut.
 *
 * <p><b>Messages.</b> A message is one copy for one receiver: a broadcast is recorded as one message for each. It is
 * received by the first event that recorded it; duplicates that arrive later change nothing. What is in flight across
 * a cut is what was sent inside and not received inside: the state of the channels, lost messages included, for
 * nobody can tell these from slow ones.
 *
 * <p><b>Guarantee:</b> {@link #isConsistent} and {@link #latestConsistentCut} ask the clocks and are exact, as in
 * {@link ConsistentCut}. {@link #orphans} asks the messages: there is one exactly if the cut is not consistent,
 * provided that every influence of a node on another was recorded as a message. Two consistent cuts of one log have a
 * {@link ConsistentCut#meet} and a {@link ConsistentCut#join} that are consistent too.
 *
 * <p><b>Hazard:</b> states on a consistent cut without the messages in flight are only half of the global state: a
 * lock whose release is under way is held by nobody.
 *
 * <p><b>Cost</b> in the number of nodes n, with m messages and at most s events of a node: {@link #isConsistent} at
 * most O(n) for each node of the frontier; {@link #latestConsistentCut} O(n<sup>2</sup> log n) at most to see who
 * must go back, and O((n + log s) log n) for each step back, of which there are no more than events given up;
 * {@link #inFlight} and {@link #orphans} O(m log n). Memory: one clock for each event, O(n).
 *
 * <p><b>Threads:</b> any.
 *
 * <p><b>Source:</b> Chandy and Lamport, "Distributed snapshots: determining global states of distributed systems",
 * 1985; Mattern, "Virtual time and global states of distributed systems", 1989; Babaoglu and Marzullo, "Consistent
 * global states of distributed systems: fundamental concepts and mechanisms", 1993.
 *
 * @param <M> identifies a message by {@code equals}: an id, or the message itself if no two are equal
 */
public final class EventLog<M> {

    /**
     * An event by its place.
     *
     * @param node where it happened
     * @param number its number among the events of its node, from 1
     */
    public record Event(long node, long number) implements Comparable<Event> {

        private static final Comparator<Event> BY_PLACE =
                Comparator.comparingLong(Event::node).thenComparingLong(Event::number);

        /** By node, then by number: an order to list events in, not the order in which they happened. */
        @Override
        public int compareTo(Event other) {
            return BY_PLACE.compare(this, other);
        }

        /** For people: {@code event 3 of node 17}. */
        @Override
        public String toString() {
            return "event " + number + " of node " + node;
        }
    }

    /**
     * A message of the log: one copy for one receiver.
     *
     * @param id identifies it
     * @param sent the event that sent it; empty if that is missing because the log of the sender was cut short
     * @param received the event that received it first; empty if none did, as far as was recorded
     * @param <M> the type of the id
     */
    public record Message<M>(M id, Optional<Event> sent, Optional<Event> received) {}

    private final SortedMap<Long, List<VectorClock>> clocks;
    private final VectorClock end;
    private final List<Message<M>> messages;

    /**
     * @param clocks for each node the clocks of its events: checked, and not changed any more
     * @param messages in the order of their sends
     */
    EventLog(SortedMap<Long, List<VectorClock>> clocks, List<Message<M>> messages) {
        this.clocks = clocks;
        this.end = sizesOf(clocks);
        this.messages = messages;
    }

    static VectorClock sizesOf(SortedMap<Long, List<VectorClock>> clocks) {
        SortedMap<Long, Long> counts = new TreeMap<>();
        clocks.forEach((node, ofNode) -> counts.put(node, (long) ofNode.size()));
        return VectorClock.of(counts);
    }

    /** The cut that has everything inside. Consistent if no node's log was cut short. */
    public VectorClock end() {
        return end;
    }

    /**
     * Whether each event inside has its whole past inside.
     *
     * @param frontier how many events of each node are inside
     * @throws IllegalArgumentException if it has more events of a node than were recorded
     */
    public boolean isConsistent(VectorClock frontier) {
        checkRecorded(frontier);
        for (int i = 0; i < frontier.size(); i++) {
            VectorClock last = ofNode(frontier.nodeAt(i)).get((int) frontier.countAt(i) - 1);
            if (!frontier.dominates(last)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The latest consistent cut within another: what is left when every event goes whose past is not all inside.
     * Unique, and the frontier itself exactly if that is consistent.
     *
     * @param frontier how many events of each node may be inside; {@link #end()} for the latest of all
     * @throws IllegalArgumentException if it has more events of a node than were recorded
     */
    public VectorClock latestConsistentCut(VectorClock frontier) {
        checkRecorded(frontier);
        SortedMap<Long, List<VectorClock>> inside = new TreeMap<>();
        for (int i = 0; i < frontier.size(); i++) {
            long node = frontier.nodeAt(i);
            inside.put(node, ofNode(node).subList(0, (int) frontier.countAt(i)));
        }
        return new Rollback(inside).latest();
    }

    /**
     * The messages that were sent inside and not received inside: the state of the channels.
     *
     * @param frontier how many events of each node are inside
     * @return in the order of their senders, and of each sender in the order of its sends
     * @throws IllegalArgumentException if it has more events of a node than were recorded
     */
    public List<Message<M>> inFlight(VectorClock frontier) {
        checkRecorded(frontier);
        return messagesWith(message -> isInside(message.sent(), frontier) && !isInside(message.received(), frontier));
    }

    /**
     * The messages that were received inside and not sent inside: what makes a cut inconsistent.
     *
     * @param frontier how many events of each node are inside
     * @return in the order of their senders, and of each sender in the order of its sends; last those whose sends
     *     nobody recorded
     * @throws IllegalArgumentException if it has more events of a node than were recorded
     */
    public List<Message<M>> orphans(VectorClock frontier) {
        checkRecorded(frontier);
        return messagesWith(message -> isInside(message.received(), frontier) && !isInside(message.sent(), frontier));
    }

    private List<Message<M>> messagesWith(Predicate<Message<M>> property) {
        List<Message<M>> found = new ArrayList<>();
        for (Message<M> message : messages) {
            if (property.test(message)) {
                found.add(message);
            }
        }
        return List.copyOf(found);
    }

    private static boolean isInside(Optional<Event> event, VectorClock frontier) {
        return event.isPresent()
                && event.get().number() <= frontier.get(event.get().node());
    }

    private void checkRecorded(VectorClock frontier) {
        for (int i = 0; i < frontier.size(); i++) {
            long node = frontier.nodeAt(i);
            if (frontier.countAt(i) > end.get(node)) {
                throw new IllegalArgumentException("a frontier can't have more events of node " + node
                        + " than were recorded: " + frontier.countAt(i) + " > " + end.get(node));
            }
        }
    }

    private List<VectorClock> ofNode(long node) {
        return clocks.getOrDefault(node, List.of());
    }
}
