package dev.truechimer.vector.execution;

import dev.truechimer.vector.Causality;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a distributed system whose true happened-before relation is known: the oracle of this module's tests.
 *
 * <p>Events are listed in an order in which they could have happened one after the other; each names the events that
 * came directly before it. The relation is reachability in that graph, kept as one bit for each event of the past. At
 * most 64 events.
 */
public final class Execution {

    /** How many events one execution can have. */
    public static final int MAX_EVENTS = 64;

    /** What happens at a process. */
    public enum Kind {
        /** The first event of a process that was there from the beginning. */
        START,
        /** Nothing but the process itself is concerned. */
        LOCAL,
        /** A message leaves. It may arrive never, once, or more than once. */
        SEND,
        /** A message arrives; the cause is its {@link #SEND}. */
        RECEIVE,
        /** A process begins another. */
        FORK,
        /** The first event of a forked process; the cause is the {@link #FORK}. */
        BORN,
        /** The last event of a process that another will take over. */
        RETIRE,
        /** A process takes over what a retired one knew; the cause is its {@link #RETIRE}. */
        JOIN,
        /** The last event of a process that nobody takes over. */
        CRASH
    }

    /**
     * One event.
     *
     * @param index its place in the list
     * @param process where it happens, numbered from 0; never used again for another process
     * @param kind what happens
     * @param previous the index of the event before it at the same process; -1 if there is none
     * @param cause the index of the event elsewhere that it follows from; -1 if there is none
     */
    public record Event(int index, int process, Kind kind, int previous, int cause) {}

    private final List<Event> events = new ArrayList<>();
    private final long[] pasts = new long[MAX_EVENTS];
    private final List<Integer> lastOfProcess = new ArrayList<>();

    /** Adds an event behind all others, and gives it. */
    Event add(int process, Kind kind, int cause) {
        if (process == lastOfProcess.size()) {
            lastOfProcess.add(-1);
        }
        Event event = new Event(events.size(), process, kind, lastOfProcess.get(process), cause);
        lastOfProcess.set(process, event.index());
        long past = 1L << event.index();
        for (int before : new int[] {event.previous(), cause}) {
            past |= before < 0 ? 0 : pasts[before];
        }
        pasts[event.index()] = past;
        events.add(event);
        return event;
    }

    /** All events, in an order that respects the relation. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** How many processes there were. */
    public int processes() {
        return lastOfProcess.size();
    }

    /** The truth about two events. */
    public Causality relation(int first, int second) {
        if (first == second) {
            return Causality.EQUAL;
        }
        if (isInPast(first, second)) {
            return Causality.BEFORE;
        }
        return isInPast(second, first) ? Causality.AFTER : Causality.CONCURRENT;
    }

    /** Whether the first event is the second or happened before it. */
    public boolean isInPast(int first, int second) {
        return (pasts[second] & 1L << first) != 0;
    }

    /** For a person who looks at a failure: one line an event. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Event event : events) {
            text.append(event).append('\n');
        }
        return text.toString();
    }
}
