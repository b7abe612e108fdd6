package dev.truechimer.vector.diagram;

import java.util.ArrayList;
import java.util.List;

/**
 * A run as it is drawn: processes are lines from left to right, events are marks on them, messages arrows between
 * events, cuts lines from top to bottom. What is written beside an event is what a real clock returned for it.
 *
 * <p><b>Unit:</b> x is pixels from the left edge of the picture. <b>Threads:</b> confined to one.
 */
final class TimeLine {

    /** Where a label stands to its event. */
    enum Side {
        ABOVE,
        BELOW,
        /** Below, and not further right than the event. */
        BELOW_LEFT
    }

    /**
     * An event.
     *
     * @param process index of its process, from 0
     */
    record Event(int process, int x, String label, Side side, Mark mark, Tone tone, boolean chosen) {}

    /** A message, or another arrow from one event to another. */
    record Arrow(Event from, Event to, String label, Stroke stroke) {}

    /**
     * A cut.
     *
     * @param xs where it crosses the line of each process
     */
    record Cut(List<Integer> xs, String label, Stroke stroke) {}

    /** A stretch of a process's line that is drawn otherwise. */
    record Stretch(int process, int fromX, int toX, Stroke stroke) {}

    private final List<String> processes;
    private final List<Event> events = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private final List<Stretch> stretches = new ArrayList<>();

    TimeLine(String... processes) {
        this.processes = List.of(processes);
    }

    /** An event of no special meaning, with its label above it. */
    Event event(int process, int x, String label) {
        return event(process, x, label, Side.ABOVE, Mark.DOT, Tone.INK);
    }

    Event event(int process, int x, String label, Side side, Mark mark, Tone tone) {
        return add(new Event(process, x, label, side, mark, tone, false));
    }

    Event add(Event event) {
        events.add(event);
        return event;
    }

    void message(Event from, Event to, String label) {
        arrow(from, to, label, Stroke.MESSAGE);
    }

    void arrow(Event from, Event to, String label, Stroke stroke) {
        arrows.add(new Arrow(from, to, label, stroke));
    }

    void cut(List<Integer> xs, String label, Stroke stroke) {
        cuts.add(new Cut(List.copyOf(xs), label, stroke));
    }

    void stretch(int process, int fromX, int toX, Stroke stroke) {
        stretches.add(new Stretch(process, fromX, toX, stroke));
    }

    List<String> processes() {
        return processes;
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    List<Arrow> arrows() {
        return List.copyOf(arrows);
    }

    List<Cut> cuts() {
        return List.copyOf(cuts);
    }

    List<Stretch> stretches() {
        return List.copyOf(stretches);
    }
}
