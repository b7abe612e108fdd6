package dev.truechimer.vector.diagram;

import dev.truechimer.vector.MatrixClock;
import dev.truechimer.vector.diagram.Svg.Anchor;
import dev.truechimer.vector.diagram.TimeLine.Event;
import dev.truechimer.vector.diagram.TimeLine.Side;

/** Matrix clocks of three replicas of a log: what each knows, and what it knows that everybody knows. */
final class MatrixPicture {

    private static final int NODES = 3;

    private final TimeLine run = new TimeLine("p1", "p2", "p3");
    private final MatrixClock[] clocks = new MatrixClock[NODES];

    private MatrixPicture() {}

    static Svg draw() {
        return new MatrixPicture().drawn();
    }

    private Svg drawn() {
        for (int node = 0; node < NODES; node++) {
            clocks[node] = new MatrixClock(NODES, node);
        }
        Event first = append(0, 130, Side.ABOVE);
        MatrixClock.Snapshot sent = clocks[0].snapshot();
        merge(1, 210, first, sent, Side.BELOW);
        Event second = append(1, 410, Side.ABOVE);
        sent = clocks[1].snapshot();
        Event third = merge(2, 500, second, sent, Side.BELOW);
        merge(0, 680, third, clocks[2].snapshot(), Side.ABOVE);

        Svg svg = new Svg(800, 380, "Matrix clocks: what each replica knows that everybody has seen");
        SvgTimeLine.at(60, 110).draw(run, svg);
        svg.mark(60, 345, Mark.SQUARE, Tone.PAST);
        svg.text(74, 350, Anchor.START, Tone.INK, "appends an entry");
        svg.mark(240, 345, Mark.DOT, Tone.INK);
        svg.text(254, 350, Anchor.START, Tone.INK, "receives");
        svg.text(350, 350, Anchor.START, Tone.INK, "has seen / knows that all have seen: stableCut()");
        return svg;
    }

    private Event append(int node, int x, Side side) {
        clocks[node].tick();
        return run.event(node, x, label(node), side, Mark.SQUARE, Tone.PAST);
    }

    private Event merge(int node, int x, Event sent, MatrixClock.Snapshot received, Side side) {
        clocks[node].merge(received);
        Event event = run.event(node, x, label(node), side, Mark.DOT, Tone.INK);
        run.message(sent, event, "");
        return event;
    }

    private String label(int node) {
        return clocks[node].clock() + " / " + clocks[node].stableCut();
    }
}
