package dev.truechimer.vector.diagram;

import dev.truechimer.vector.DenseVectorClock;
import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.diagram.SharedRun.Look;
import dev.truechimer.vector.diagram.SharedRun.Step;
import dev.truechimer.vector.diagram.Svg.Anchor;
import java.util.Map;

/** The same run with vector clocks: one event's past, its future, and what is concurrent with it. */
final class VectorPicture {

    private static final String CHOSEN = "c3";
    private static final long[] NODES = {1, 2, 3};

    private VectorPicture() {}

    static Svg draw() {
        Map<String, VectorClock> clocks = SharedRun.vectors();
        Svg svg = new Svg(800, 390, "Vector clocks of the same run, coloured by how they compare with one event");
        SvgTimeLine.at(60, 110).draw(SharedRun.timeLine(step -> look(step, clocks), message -> Stroke.MESSAGE), svg);
        legend(svg, 60, Mark.DOT, Tone.PAST, "BEFORE " + CHOSEN);
        legend(svg, 240, Mark.DIAMOND, Tone.INK, CHOSEN + " itself");
        legend(svg, 390, Mark.SQUARE, Tone.FUTURE, "AFTER " + CHOSEN);
        legend(svg, 560, Mark.RING, Tone.CONCURRENT, "CONCURRENT with " + CHOSEN);
        return svg;
    }

    private static Look look(Step step, Map<String, VectorClock> clocks) {
        VectorClock clock = clocks.get(step.name());
        String label = step.name() + " " + DenseVectorClock.from(clock, NODES);
        return switch (clock.compareTo(clocks.get(CHOSEN))) {
            case BEFORE -> new Look(label, Mark.DOT, Tone.PAST, false);
            case AFTER -> new Look(label, Mark.SQUARE, Tone.FUTURE, false);
            case CONCURRENT -> new Look(label, Mark.RING, Tone.CONCURRENT, false);
            case EQUAL -> new Look(label, Mark.DIAMOND, Tone.INK, true);
        };
    }

    private static void legend(Svg svg, int x, Mark mark, Tone tone, String text) {
        svg.mark(x, 355, mark, tone);
        svg.text(x + 14, 360, Anchor.START, tone, text);
    }
}
