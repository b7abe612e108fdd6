package dev.truechimer.vector.diagram;

import dev.truechimer.vector.IntervalTreeClock;
import dev.truechimer.vector.diagram.Svg.Anchor;
import dev.truechimer.vector.diagram.TimeLine.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * A stamp of an interval tree clock as bars over the interval [0, 1): below, the parts that it owns; above them, how many
 * events it knows of at each place. Made of what {@link IntervalTreeClock#toString} says.
 *
 * @param id the text of the id tree
 * @param events the text of the event tree
 * @param owned for each place whether it is owned
 * @param counts for each place the number of events
 */
record StampBars(String id, String events, List<Boolean> owned, List<Long> counts) {

    static final int WIDTH = 56;

    private static final int PLACES = 8;
    private static final int EVENT_HEIGHT = 9;
    private static final int OWNED_HEIGHT = 6;

    static StampBars of(IntervalTreeClock stamp) {
        Tree tree = new Parser(stamp.toString()).tree();
        Tree id = tree.parts().get(0);
        Tree events = tree.parts().get(1);
        List<Boolean> owned = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            owned.add(isOwned(id, place, PLACES));
            counts.add(countAt(events, place, PLACES));
        }
        return new StampBars(id.text(), events.text(), owned, counts);
    }

    /** Draws it around a point: the interval is centred there, the text stands above or below. */
    void draw(Svg svg, int x, int y, Side text) {
        int left = x - WIDTH / 2;
        int wide = WIDTH / PLACES;
        svg.rectangle(left, y, WIDTH, OWNED_HEIGHT, Tone.PAPER, Tone.RULE);
        for (int place = 0; place < PLACES; place++) {
            int high = (int) (counts.get(place) * EVENT_HEIGHT);
            if (high > 0) {
                svg.rectangle(left + place * wide, y - high, wide, high, Tone.SHADE, Tone.SHADE);
            }
            if (owned.get(place)) {
                svg.rectangle(left + place * wide, y, wide, OWNED_HEIGHT, Tone.PAST, Tone.PAST);
            }
        }
        outline(svg, left, y);
        int line = text == Side.ABOVE ? y - 41 : y + 22;
        svg.small(x, line, Anchor.MIDDLE, Tone.PAST, id);
        svg.small(x, line + 15, Anchor.MIDDLE, Tone.INK, events);
    }

    private void outline(Svg svg, int left, int y) {
        List<int[]> points = new ArrayList<>();
        points.add(new int[] {left, y});
        for (int place = 0; place < PLACES; place++) {
            int top = y - (int) (counts.get(place) * EVENT_HEIGHT);
            points.add(new int[] {left + place * WIDTH / PLACES, top});
            points.add(new int[] {left + (place + 1) * WIDTH / PLACES, top});
        }
        points.add(new int[] {left + WIDTH, y});
        svg.path(points, new Stroke(Tone.FAINT, 10, ""));
    }

    /** A leaf is 0 or 1; an inner node has its two halves. */
    private static boolean isOwned(Tree id, int place, int places) {
        if (id.parts().isEmpty()) {
            return id.text().equals("1");
        }
        int half = places / 2;
        return isOwned(id.parts().get(place / half), place % half, half);
    }

    /** A leaf is its number; an inner node has its number and its two halves. */
    private static long countAt(Tree events, int place, int places) {
        if (events.parts().isEmpty()) {
            return Long.parseLong(events.text());
        }
        int half = places / 2;
        long base = Long.parseLong(events.parts().get(0).text());
        return base + countAt(events.parts().get(1 + place / half), place % half, half);
    }

    private record Tree(String text, List<Tree> parts) {}

    /** Of the paper's notation: numbers, and trees in parentheses, parted by commas. */
    private static final class Parser {

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Tree tree() {
            int start = at;
            List<Tree> parts = new ArrayList<>();
            if (text.charAt(at) == '(') {
                do {
                    at++;
                    if (text.charAt(at) == ' ') {
                        at++;
                    }
                    parts.add(tree());
                } while (text.charAt(at) == ',');
                at++;
            } else {
                while (at < text.length() && Character.isDigit(text.charAt(at))) {
                    at++;
                }
            }
            return new Tree(text.substring(start, at), parts);
        }
    }
}
