package dev.truechimer.vector.diagram;

import dev.truechimer.vector.LamportTimestamp;
import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.diagram.SharedRun.Look;
import dev.truechimer.vector.diagram.SharedRun.Step;
import dev.truechimer.vector.diagram.Svg.Anchor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lamport's counters: they never contradict what happened before what, and don't tell concurrent from ordered. */
final class LamportPicture {

    private static final String CAUSE = "a1";
    private static final String OTHER = "a2";
    private static final String EVENT = "c3";

    private LamportPicture() {}

    static Svg draw() {
        Map<String, LamportTimestamp> stamps = SharedRun.lamport();
        Svg svg = new Svg(800, 420, "Lamport counters of a run of three processes");
        SvgTimeLine.at(60, 110).draw(SharedRun.timeLine(step -> look(step, stamps), message -> Stroke.MESSAGE), svg);
        svg.text(52, 345, Anchor.START, Tone.PAST, sentence(CAUSE, stamps));
        svg.text(52, 368, Anchor.START, Tone.CONCURRENT, sentence(OTHER, stamps));
        svg.small(52, 396, Anchor.START, Tone.INK, "total order by counter, then node: " + totalOrder(stamps));
        return svg;
    }

    private static Look look(Step step, Map<String, LamportTimestamp> stamps) {
        String label = step.name() + ": " + stamps.get(step.name()).counter();
        return switch (step.name()) {
            case CAUSE -> new Look(label, Mark.DOT, Tone.PAST, true);
            case OTHER -> new Look(label, Mark.RING, Tone.CONCURRENT, true);
            case EVENT -> new Look(label, Mark.DIAMOND, Tone.INK, true);
            default -> new Look(label, Mark.DOT, Tone.FAINT, false);
        };
    }

    private static String sentence(String name, Map<String, LamportTimestamp> stamps) {
        long counter = stamps.get(name).counter();
        long event = stamps.get(EVENT).counter();
        String order = counter < event ? " < " : " >= ";
        Map<String, VectorClock> truth = SharedRun.vectors();
        String relation = switch (truth.get(name).compareTo(truth.get(EVENT))) {
            case BEFORE -> "happened before ";
            case AFTER -> "happened after ";
            case CONCURRENT -> "is concurrent with ";
            case EQUAL -> "is ";
        };
        return counter + order + event + ", and " + name + " " + relation + EVENT;
    }

    private static String totalOrder(Map<String, LamportTimestamp> stamps) {
        List<Step> steps = SharedRun.STEPS.stream()
                .sorted(Comparator.comparing(step -> stamps.get(step.name())))
                .toList();
        return steps.stream().map(Step::name).collect(Collectors.joining(", "));
    }
}
