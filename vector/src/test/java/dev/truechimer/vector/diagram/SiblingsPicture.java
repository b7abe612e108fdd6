package dev.truechimer.vector.diagram;

import dev.truechimer.vector.VersionVector;
import dev.truechimer.vector.diagram.Svg.Anchor;
import dev.truechimer.vector.diagram.TimeLine.Event;
import dev.truechimer.vector.diagram.TimeLine.Side;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Two clients that write one key at one replica, each a step behind: what three ways to store it make of that. */
final class SiblingsPicture {

    private static final List<String> WRITES = List.of("a1", "b1", "a2", "b2");
    private static final Stroke STRUCK = new Stroke(Tone.WRONG, 10, "");
    private static final int FIRST_X = 150;
    private static final int STEP_X = 170;
    private static final int WAY_X = 45;

    private final Svg svg = new Svg(800, 560, "Concurrent writes of one key at one replica, stored in three ways");
    private final TimeLine run = new TimeLine("Ann", "replica", "Bob");
    private final SiblingStores merged = new SiblingStores.OneForAll();
    private final SiblingStores each = new SiblingStores.OneForEach();
    private final SiblingStores dotted = new SiblingStores.Dotted();
    /** What each client sends back with its next write. */
    private final VersionVector[] contexts = {VersionVector.EMPTY, VersionVector.EMPTY};
    /** What each client has read: its next write replaces just that. */
    private final List<Set<String>> read = new ArrayList<>(List.of(Set.of(), Set.of()));
    /** What has been written, and not replaced by somebody who had read it. */
    private final Set<String> current = new LinkedHashSet<>();

    private SiblingsPicture() {}

    static Svg draw() {
        return new SiblingsPicture().drawn();
    }

    private Svg drawn() {
        row(298, "one version vector for all values");
        row(376, "one version vector for each value");
        row(454, "one dot for each value: DottedVersionVectorSet");
        for (int write = 0; write < WRITES.size(); write++) {
            write(WRITES.get(write), write % 2, FIRST_X + write * STEP_X);
        }
        new SvgTimeLine(76, 780, 56, 90).draw(run, svg);
        token(76, 533, "a1", Tone.RIGHT);
        svg.small(108, 538, Anchor.START, Tone.INK, "current");
        token(206, 533, "a1", Tone.FUTURE);
        svg.small(238, 538, Anchor.START, Tone.INK, "false sibling: was read and replaced");
        token(516, 533, "a1", Tone.WRONG);
        svg.line(516, 533, 542, 533, STRUCK);
        svg.small(548, 538, Anchor.START, Tone.INK, "lost: nobody had read it");
        return svg;
    }

    private void write(String value, int client, int x) {
        VersionVector context = contexts[client];
        merged.write(context, value);
        each.write(context, value);
        dotted.write(context, value);
        current.removeAll(read.get(client));
        current.add(value);
        VersionVector answer = dotted.context();
        if (!answer.equals(merged.context()) || !answer.equals(each.context())) {
            throw new AssertionError("the three ways must give the same contexts, so that clients act alike");
        }
        contexts[client] = answer;
        read.set(client, Set.copyOf(dotted.values()));

        int line = client * 2;
        Side side = client == 0 ? Side.ABOVE : Side.BELOW;
        Event request = run.event(line, x - WAY_X, value + " with " + context, side, Mark.DOT, Tone.INK);
        Event stored = run.event(1, x, "", side, Mark.SQUARE, Tone.INK);
        Event response = run.event(line, x + WAY_X, answer.toString(), side, Mark.RING, Tone.FAINT);
        run.message(request, stored, "");
        run.message(stored, response, "");
        values(x, 316, merged);
        values(x, 394, each);
        values(x, 472, dotted);
    }

    private void row(int y, String title) {
        svg.text(76, y, Anchor.START, Tone.INK, Svg.SMALL, true, title);
    }

    private void values(int x, int y, SiblingStores store) {
        Set<String> shown = new LinkedHashSet<>(WRITES);
        shown.removeIf(value -> !store.values().contains(value) && !current.contains(value));
        int left = x - shown.size() * 15 + 2;
        for (String value : shown) {
            boolean lost = !store.values().contains(value);
            boolean falseSibling = !current.contains(value);
            token(left, y, value, lost ? Tone.WRONG : falseSibling ? Tone.FUTURE : Tone.RIGHT);
            if (lost) {
                svg.line(left, y, left + 26, y, STRUCK);
            }
            left += 30;
        }
        svg.small(x, y + 25, Anchor.MIDDLE, Tone.FAINT, store.kept());
    }

    private void token(int left, int middle, String value, Tone tone) {
        svg.rectangle(left, middle - 10, 26, 20, Tone.PAPER, tone);
        svg.small(left + 13, middle + 4, Anchor.MIDDLE, tone, value);
    }
}
