package dev.truechimer.vector.diagram;

import dev.truechimer.vector.DenseVectorClock;
import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.cut.EventLog;
import dev.truechimer.vector.diagram.SharedRun.Look;
import dev.truechimer.vector.diagram.SharedRun.Step;
import dev.truechimer.vector.diagram.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The same run, a cut that is not consistent, why, and the latest consistent cut below it. */
final class CutPicture {

    private static final long[] NODES = {1, 2, 3};
    private static final VectorClock READ = VectorClock.of(Map.of(1L, 2L, 2L, 1L, 3L, 3L));

    private CutPicture() {}

    static Svg draw() {
        EventLog<String> log = SharedRun.log();
        VectorClock latest = log.latestConsistentCut(READ);
        List<String> orphans = ids(log.orphans(READ));
        List<String> inFlight = ids(log.inFlight(latest));
        TimeLine run = SharedRun.timeLine(step -> look(step, latest), message -> {
            if (orphans.contains(message)) {
                return Stroke.of(Tone.WRONG);
            }
            return inFlight.contains(message) ? Stroke.of(Tone.RIGHT) : Stroke.MESSAGE;
        });
        run.cut(crossings(READ, 38), "", Stroke.dashed(Tone.WRONG));
        run.cut(crossings(latest, 26), "", Stroke.of(Tone.PAST));
        Svg svg = new Svg(800, 450, "A cut that is not consistent, and the latest consistent one below it");
        SvgTimeLine.at(70, 110).draw(run, svg);
        describe(svg, 390, Stroke.dashed(Tone.WRONG), log, READ, "", "orphans: " + orphans);
        describe(svg, 420, Stroke.of(Tone.PAST), log, latest, ", the latest below", "in flight: " + inFlight);
        return svg;
    }

    private static void describe(
            Svg svg, int y, Stroke stroke, EventLog<String> log, VectorClock cut, String what, String messages) {
        svg.line(52, y - 5, 92, y - 5, stroke);
        String answer = log.isConsistent(cut) ? "consistent" : "not consistent";
        svg.text(104, y, Anchor.START, stroke.tone(), DenseVectorClock.from(cut, NODES) + ": " + answer + what);
        svg.text(440, y, Anchor.START, stroke.tone(), messages);
    }

    private static Look look(Step step, VectorClock latest) {
        long number = Long.parseLong(step.name().substring(1));
        if (number <= latest.get(step.node())) {
            return new Look(step.name(), Mark.DOT, Tone.PAST, false);
        }
        boolean givenUp = number <= READ.get(step.node());
        return new Look(step.name(), Mark.RING, givenUp ? Tone.WRONG : Tone.FAINT, false);
    }

    /** Behind the last event inside, of each process. */
    private static List<Integer> crossings(VectorClock cut, int behind) {
        List<Integer> xs = new ArrayList<>(List.of(80, 80, 80));
        for (Step step : SharedRun.STEPS) {
            if (Long.parseLong(step.name().substring(1)) == cut.get(step.node())) {
                xs.set(step.process(), step.x() + behind);
            }
        }
        return xs;
    }

    private static List<String> ids(List<EventLog.Message<String>> messages) {
        return messages.stream().map(EventLog.Message::id).toList();
    }
}
