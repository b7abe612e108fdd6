package dev.truechimer.vector.diagram;

import dev.truechimer.vector.LamportClock;
import dev.truechimer.vector.LamportTimestamp;
import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.cut.EventLog;
import dev.truechimer.vector.cut.EventLogRecorder;
import dev.truechimer.vector.diagram.TimeLine.Event;
import dev.truechimer.vector.diagram.TimeLine.Side;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The run that several pictures show: three processes, eleven events, four messages; every event counts. */
final class SharedRun {

    /**
     * What happens at one moment.
     *
     * @param name the process's letter and the number of the event there
     * @param process index, from 0; the id of its node is one more
     * @param x where it is drawn
     * @param received the message that is received; empty if none is
     * @param sent the message that is sent; empty if none is
     * @param partner the process at the other end of the message; the same process if there is none
     */
    record Step(String name, int process, int x, String received, String sent, int partner) {

        long node() {
            return process + 1L;
        }
    }

    /**
     * How an event is drawn.
     *
     * @param label beside it
     */
    record Look(String label, Mark mark, Tone tone, boolean chosen) {}

    /** In an order in which it can have happened. */
    static final List<Step> STEPS = List.of(
            new Step("a1", 0, 100, "", "m1", 1),
            new Step("c1", 2, 140, "", "", 2),
            new Step("b1", 1, 200, "m1", "", 0),
            new Step("c2", 2, 250, "", "m3", 0),
            new Step("a2", 0, 290, "", "", 0),
            new Step("b2", 1, 320, "", "m2", 2),
            new Step("c3", 2, 440, "m2", "", 1),
            new Step("a3", 0, 540, "m3", "", 2),
            new Step("c4", 2, 600, "", "m4", 1),
            new Step("b3", 1, 690, "m4", "", 2),
            new Step("a4", 0, 710, "", "", 0));

    private SharedRun() {}

    static Step step(String name) {
        return STEPS.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    }

    /** The timestamps that Lamport clocks give, by the name of the event. */
    static Map<String, LamportTimestamp> lamport() {
        List<LamportClock> clocks = List.of(LamportClock.of(1), LamportClock.of(2), LamportClock.of(3));
        Map<String, LamportTimestamp> sent = new HashMap<>();
        Map<String, LamportTimestamp> stamps = new HashMap<>();
        for (Step step : STEPS) {
            LamportClock clock = clocks.get(step.process());
            LamportTimestamp stamp = step.received().isEmpty() ? clock.stamp() : clock.stamp(sent.get(step.received()));
            sent.put(step.sent(), stamp);
            stamps.put(step.name(), stamp);
        }
        return stamps;
    }

    /** The vector clocks, by the name of the event. */
    static Map<String, VectorClock> vectors() {
        VectorClock[] clocks = {VectorClock.ZERO, VectorClock.ZERO, VectorClock.ZERO};
        Map<String, VectorClock> sent = new HashMap<>();
        Map<String, VectorClock> stamps = new HashMap<>();
        for (Step step : STEPS) {
            VectorClock before = clocks[step.process()];
            VectorClock stamp = step.received().isEmpty()
                    ? before.tick(step.node())
                    : before.receive(step.node(), sent.get(step.received()));
            clocks[step.process()] = stamp;
            sent.put(step.sent(), stamp);
            stamps.put(step.name(), stamp);
        }
        return stamps;
    }

    /** What the nodes recorded of it. */
    static EventLog<String> log() {
        EventLogRecorder<String> recorder = new EventLogRecorder<>();
        Map<String, VectorClock> vectors = vectors();
        for (Step step : STEPS) {
            recorder.event(step.node(), vectors.get(step.name()), named(step.received()), named(step.sent()));
        }
        return recorder.build();
    }

    /**
     * The run, to be drawn.
     *
     * @param look of an event
     * @param strokes of a message, by its name
     */
    static TimeLine timeLine(Function<Step, Look> look, Function<String, Stroke> strokes) {
        TimeLine run = new TimeLine("p1", "p2", "p3");
        Map<String, Event> sends = new HashMap<>();
        for (Step step : STEPS) {
            Look it = look.apply(step);
            Event event = run.add(
                    new Event(step.process(), step.x(), it.label(), sideOf(step), it.mark(), it.tone(), it.chosen()));
            sends.put(step.sent(), event);
            if (!step.received().isEmpty()) {
                Stroke stroke = strokes.apply(step.received());
                run.arrow(sends.get(step.received()), event, step.received(), stroke);
            }
        }
        return run;
    }

    /** Where no message of the event is in the way. */
    private static Side sideOf(Step step) {
        boolean above = step.process() == 0 || (step.process() == 1 && step.partner() == 2);
        return above ? Side.ABOVE : Side.BELOW;
    }

    private static List<String> named(String message) {
        return message.isEmpty() ? List.of() : List.of(message);
    }
}
