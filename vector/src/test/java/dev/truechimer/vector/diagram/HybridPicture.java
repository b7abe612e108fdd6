package dev.truechimer.vector.diagram;

import dev.truechimer.vector.HybridOrder;
import dev.truechimer.vector.HybridOrder.Verdict;
import dev.truechimer.vector.StampedEvent;
import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.diagram.Svg.Anchor;
import dev.truechimer.vector.diagram.TimeLine.Event;
import dev.truechimer.vector.diagram.TimeLine.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Four events with vector clocks and intervals of physical time, and what decides the order of each two. */
final class HybridPicture {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int ORIGIN_X = 60;
    private static final int MILLI_WIDTH = 16;

    private final TimeLine run = new TimeLine("p1", "p2", "p3");
    private final Map<String, StampedEvent> events = new LinkedHashMap<>();

    private HybridPicture() {}

    static Svg draw() {
        return new HybridPicture().drawn();
    }

    private Svg drawn() {
        VectorClock atA = VectorClock.ZERO.tick(1);
        Event a = event("a", 0, atA, 4, 10, Side.ABOVE);
        Event b = event("b", 1, VectorClock.ZERO.receive(2, atA), 7, 15, Side.BELOW);
        run.message(a, b, "");
        event("c", 2, VectorClock.ZERO.tick(3), 23, 32, Side.BELOW);
        event("d", 0, atA.tick(1), 29, 37, Side.ABOVE);

        Svg svg = new Svg(800, 440, "What decides the order of events with vector clocks and uncertain physical time");
        SvgTimeLine.at(50, 90).draw(run, svg);
        axis(svg, 275);
        verdict(svg, 335, "a", "b");
        verdict(svg, 358, "b", "c");
        verdict(svg, 381, "c", "d");
        List<String> sorted = HybridOrder.sort(events.keySet(), events::get);
        svg.text(60, 414, Anchor.START, Tone.INK, "sort: " + String.join(", ", sorted));
        return svg;
    }

    private Event event(String name, int process, VectorClock clock, int earliestMillis, int latestMillis, Side side) {
        events.put(
                name,
                new StampedEvent(
                        clock, process + 1L, earliestMillis * NANOS_PER_MILLI, latestMillis * NANOS_PER_MILLI));
        int from = ORIGIN_X + earliestMillis * MILLI_WIDTH;
        int to = ORIGIN_X + latestMillis * MILLI_WIDTH;
        run.stretch(process, from, to, new Stroke(Tone.PAST, 60, ""));
        String label = name + " [" + earliestMillis + ", " + latestMillis + "] ms";
        return run.event(process, (from + to) / 2, label, side, Mark.DOT, Tone.INK);
    }

    private void axis(Svg svg, int y) {
        svg.line(ORIGIN_X, y, ORIGIN_X + 44 * MILLI_WIDTH, y, new Stroke(Tone.FAINT, 10, ""));
        List<Integer> millis = new ArrayList<>();
        for (int milli = 0; milli <= 40; milli += 10) {
            millis.add(milli);
        }
        for (int milli : millis) {
            int x = ORIGIN_X + milli * MILLI_WIDTH;
            svg.line(x, y - 4, x, y + 4, new Stroke(Tone.FAINT, 10, ""));
            svg.small(x, y + 18, Anchor.MIDDLE, Tone.FAINT, milli + " ms");
        }
    }

    private void verdict(Svg svg, int y, String first, String second) {
        Verdict verdict = HybridOrder.compare(events.get(first), events.get(second));
        String earlier = switch (verdict.earlier()) {
            case FIRST -> first + " before " + second;
            case SECOND -> second + " before " + first;
            case SAME_EVENT -> "the same event";
        };
        String causality =
                events.get(first).clock().compareTo(events.get(second).clock()).toString();
        Tone tone = switch (verdict.decidedBy()) {
            case CAUSALITY -> Tone.PAST;
            case PHYSICAL_TIME -> Tone.RIGHT;
            case TIE_BREAK -> Tone.CONCURRENT;
        };
        svg.text(60, y, Anchor.START, tone, first + ", " + second + ": vector clocks say " + causality);
        svg.text(420, y, Anchor.START, tone, earlier + ", by " + verdict.decidedBy());
    }
}
