package dev.truechimer.vector.diagram;

import dev.truechimer.vector.diagram.Svg.Anchor;
import dev.truechimer.vector.diagram.TimeLine.Arrow;
import dev.truechimer.vector.diagram.TimeLine.Cut;
import dev.truechimer.vector.diagram.TimeLine.Event;
import dev.truechimer.vector.diagram.TimeLine.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a {@link TimeLine} into a picture, or a part of one.
 *
 * @param left where the lines of processes begin; their names stand left of it
 * @param right where they end
 * @param top the y of the first process
 * @param distance from one process to the next
 */
record SvgTimeLine(int left, int right, int top, int distance) {

    private static final int ABOVE = 13;
    private static final int BELOW = 24;

    /** Lines from the edge to the edge of a picture of the usual width. */
    static SvgTimeLine at(int top, int distance) {
        return new SvgTimeLine(52, 780, top, distance);
    }

    void draw(TimeLine run, Svg svg) {
        for (int process = 0; process < run.processes().size(); process++) {
            int y = yOf(process);
            svg.text(
                    left - 10,
                    y + 5,
                    Anchor.END,
                    Tone.INK,
                    Svg.TEXT_SIZE,
                    true,
                    run.processes().get(process));
            svg.line(left, y, right, y, Stroke.PROCESS);
        }
        run.stretches()
                .forEach(it -> svg.line(it.fromX(), yOf(it.process()), it.toX(), yOf(it.process()), it.stroke()));
        run.cuts().forEach(cut -> draw(cut, svg));
        for (Arrow arrow : run.arrows()) {
            svg.arrow(arrow.from().x(), yOf(arrow.from()), arrow.to().x(), yOf(arrow.to()), arrow.stroke());
        }
        run.arrows().forEach(arrow -> label(arrow, svg));
        run.events().forEach(event -> draw(event, svg));
    }

    int yOf(int process) {
        return top + process * distance;
    }

    private int yOf(Event event) {
        return yOf(event.process());
    }

    private void draw(Event event, Svg svg) {
        svg.mark(event.x(), yOf(event), event.mark(), event.tone());
        if (event.chosen()) {
            svg.halo(event.x(), yOf(event), event.tone());
        }
        if (!event.label().isEmpty()) {
            Anchor anchor = event.side() == Side.BELOW_LEFT ? Anchor.END : Anchor.MIDDLE;
            int aside = event.side() == Side.ABOVE ? -ABOVE - (event.chosen() ? 3 : 0) : BELOW;
            svg.text(event.x(), yOf(event) + aside, anchor, event.tone(), event.label());
        }
    }

    private void label(Arrow arrow, Svg svg) {
        if (!arrow.label().isEmpty()) {
            // Not in the middle, which may be on the line of a process.
            int x = (arrow.from().x() * 11 + arrow.to().x() * 9) / 20;
            int y = (yOf(arrow.from()) * 11 + yOf(arrow.to()) * 9) / 20;
            svg.small(x, y + 4, Anchor.MIDDLE, arrow.stroke().tone(), arrow.label());
        }
    }

    private void draw(Cut cut, Svg svg) {
        List<int[]> points = new ArrayList<>();
        int last = cut.xs().size() - 1;
        points.add(new int[] {cut.xs().get(0), yOf(0) - distance / 2});
        for (int process = 0; process <= last; process++) {
            int x = cut.xs().get(process);
            // Straight across the line of a process, aslant before the next one.
            points.add(new int[] {x, yOf(process) - 14});
            points.add(new int[] {x, yOf(process) + 40});
        }
        points.add(new int[] {cut.xs().get(last), yOf(last) + distance / 2});
        svg.path(points, cut.stroke());
        if (!cut.label().isEmpty()) {
            svg.text(
                    cut.xs().get(last),
                    yOf(last) + distance / 2 + 16,
                    Anchor.MIDDLE,
                    cut.stroke().tone(),
                    cut.label());
        }
    }
}
