package dev.truechimer.vector.diagram;

import dev.truechimer.vector.IntervalTreeClock;
import dev.truechimer.vector.IntervalTreeClock.Fork;
import dev.truechimer.vector.diagram.Svg.Anchor;
import dev.truechimer.vector.diagram.TimeLine.Side;

/** The run that the paper about interval tree clocks shows: forks, events and joins, with the interval as bars. */
final class IntervalTreePicture {

    private static final int TOP = 75;
    private static final int MIDDLE = 195;
    private static final int BOTTOM = 320;
    private static final int FIRST_X = 52;
    private static final int STEP_X = 99;

    /** A stamp at its place. */
    private record Placed(IntervalTreeClock stamp, int column, int y) {

        int x() {
            return FIRST_X + column * STEP_X;
        }
    }

    private final Svg svg = new Svg(800, 415, "Interval tree clocks: stamps through forks, events and joins");

    private IntervalTreePicture() {}

    static Svg draw() {
        return new IntervalTreePicture().drawn();
    }

    private Svg drawn() {
        Placed seed = place(IntervalTreeClock.seed(), 0, MIDDLE);
        Fork first = seed.stamp().fork();
        Placed a = then(seed, first.left(), 1, TOP, "fork");
        Placed b = then(seed, first.right(), 1, BOTTOM, "fork");
        a = then(a, a.stamp().event(), 2, TOP, "event");
        b = then(b, b.stamp().event(), 2, BOTTOM, "event");
        Fork second = a.stamp().fork();
        Placed c = then(a, second.right(), 3, MIDDLE, "fork");
        a = then(a, second.left(), 3, TOP, "fork");
        b = then(b, b.stamp().event(), 3, BOTTOM, "event");
        a = then(a, a.stamp().event(), 4, TOP, "event");
        Placed met = then(b, b.stamp().join(c.stamp()), 4, BOTTOM, "join");
        arrow(c, met, "");
        Fork third = met.stamp().fork();
        c = then(met, third.left(), 5, MIDDLE, "fork");
        then(met, third.right(), 5, BOTTOM, "fork");
        Placed joined = then(a, a.stamp().join(c.stamp()), 6, TOP, "join");
        arrow(c, joined, "");
        then(joined, joined.stamp().event(), 7, TOP, "event");
        legend();
        return svg;
    }

    private Placed then(Placed from, IntervalTreeClock stamp, int column, int y, String operation) {
        Placed to = place(stamp, column, y);
        arrow(from, to, operation);
        return to;
    }

    private Placed place(IntervalTreeClock stamp, int column, int y) {
        Placed placed = new Placed(stamp, column, y);
        // Arrows come to the upper line from below.
        StampBars.of(stamp).draw(svg, placed.x(), y, y == TOP ? Side.ABOVE : Side.BELOW);
        return placed;
    }

    private void arrow(Placed from, Placed to, String operation) {
        int half = StampBars.WIDTH / 2;
        int fromX = from.x() + half + 3;
        int toX = to.x() - half + 3;
        if (from.y() == to.y()) {
            svg.arrow(fromX, from.y() - 4, toX, to.y() - 4, Stroke.MESSAGE);
            svg.small((fromX + toX) / 2 - 2, from.y() - 12, Anchor.MIDDLE, Tone.INK, operation);
            return;
        }
        int fromY = from.y() + (from.y() < to.y() ? 10 : -14);
        int toY = to.y() + (from.y() < to.y() ? -6 : 8);
        svg.arrow(fromX, fromY, toX - 2, toY, Stroke.MESSAGE);
        if (!operation.isEmpty() && from.column() == 0) {
            svg.small((fromX + toX) / 2, (fromY + toY) / 2 + 4, Anchor.MIDDLE, Tone.INK, operation);
        }
    }

    private void legend() {
        svg.rectangle(300, 390, 32, 6, Tone.PAST, Tone.PAST);
        svg.small(340, 397, Anchor.START, Tone.INK, "what the stamp owns");
        svg.rectangle(520, 382, 32, 14, Tone.SHADE, Tone.FAINT);
        svg.small(560, 397, Anchor.START, Tone.INK, "events it knows of, by place");
    }
}
