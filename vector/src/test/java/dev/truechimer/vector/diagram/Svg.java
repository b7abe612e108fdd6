package dev.truechimer.vector.diagram;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture that is written once, from back to front: the few shapes that the diagrams need, as SVG text.
 *
 * <p>The text is the same on every platform: coordinates are pixels, whole or in tenths, never formatted by a locale;
 * lines end with a line feed. It has its own background, so that it can be read on a dark page too, and needs no fonts,
 * styles or scripts. <b>Threads:</b> confined to one.
 */
final class Svg {

    static final int TEXT_SIZE = 14;
    static final int SMALL = 12;

    private static final int DOT_RADIUS = 6;
    private static final double HEAD_LENGTH = 10;
    private static final double HEAD_HALF_WIDTH = 4;

    /** Where a text stands to its x. */
    enum Anchor {
        START("start"),
        MIDDLE("middle"),
        END("end");

        private final String name;

        Anchor(String name) {
            this.name = name;
        }
    }

    /** The room that something readable takes, at least; all in pixels. */
    record Box(String what, double left, double top, double right, double bottom) {

        boolean overlaps(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    private final int width;
    private final int height;
    private final List<Box> boxes = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    /**
     * An empty picture.
     *
     * @param title what it shows, for those who hear it
     */
    Svg(int width, int height, String title) {
        this.width = width;
        this.height = height;
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
        out.append("\" height=\"").append(height).append("\" viewBox=\"0 0 ");
        out.append(width).append(' ').append(height);
        out.append("\" role=\"img\" font-family=\"Helvetica, Arial, sans-serif\">\n");
        out.append("<title>").append(escaped(title)).append("</title>\n");
        rectangle(0, 0, width, height, Tone.PAPER, Tone.RULE);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** What must not lie over each other: texts and marks. */
    List<Box> boxes() {
        return List.copyOf(boxes);
    }

    void line(int fromX, int fromY, int toX, int toY, Stroke stroke) {
        line(fromX, fromY, (double) toX, (double) toY, stroke);
    }

    /** A line from one mark to another, with its head just before the second one. */
    void arrow(int fromX, int fromY, int toX, int toY, Stroke stroke) {
        double length = Math.sqrt((double) (toX - fromX) * (toX - fromX) + (double) (toY - fromY) * (toY - fromY));
        double alongX = (toX - fromX) / length;
        double alongY = (toY - fromY) / length;
        double tipX = toX - alongX * (DOT_RADIUS + 1);
        double tipY = toY - alongY * (DOT_RADIUS + 1);
        double baseX = tipX - alongX * HEAD_LENGTH;
        double baseY = tipY - alongY * HEAD_LENGTH;
        line(fromX, fromY, baseX, baseY, stroke);
        out.append("<polygon points=\"");
        point(tipX, tipY).append(' ');
        point(baseX - alongY * HEAD_HALF_WIDTH, baseY + alongX * HEAD_HALF_WIDTH)
                .append(' ');
        point(baseX + alongY * HEAD_HALF_WIDTH, baseY - alongX * HEAD_HALF_WIDTH);
        out.append("\" fill=\"").append(stroke.tone().colour()).append("\"/>\n");
    }

    /** Lines from point to point. */
    void path(List<int[]> points, Stroke stroke) {
        out.append("<polyline points=\"");
        for (int i = 0; i < points.size(); i++) {
            out.append(i == 0 ? "" : " ").append(points.get(i)[0]).append(',').append(points.get(i)[1]);
        }
        out.append("\" fill=\"none\" stroke-linejoin=\"round\"");
        stroke(stroke);
    }

    void rectangle(int left, int top, int wide, int high, Tone fill, Tone border) {
        out.append("<rect x=\"").append(left).append("\" y=\"").append(top);
        out.append("\" width=\"").append(wide).append("\" height=\"").append(high);
        out.append("\" fill=\"").append(fill.colour());
        out.append("\" stroke=\"").append(border.colour()).append("\"/>\n");
    }

    /** An event. */
    void mark(int x, int y, Mark mark, Tone tone) {
        boxes.add(new Box(mark + " at " + x + "," + y, x - DOT_RADIUS, y - DOT_RADIUS, x + DOT_RADIUS, y + DOT_RADIUS));
        String colour = tone.colour();
        switch (mark) {
            case DOT -> circle(x, y, DOT_RADIUS, colour, colour);
            case RING -> circle(x, y, DOT_RADIUS - 1, Tone.PAPER.colour(), colour);
            case SQUARE -> rectangle(x - 6, y - 6, 12, 12, tone, tone);
            case DIAMOND -> {
                out.append("<polygon points=\"").append(x).append(',').append(y - 8);
                out.append(' ').append(x + 8).append(',').append(y);
                out.append(' ').append(x).append(',').append(y + 8);
                out.append(' ').append(x - 8).append(',').append(y);
                out.append("\" fill=\"").append(colour).append("\"/>\n");
            }
        }
    }

    /** A larger ring around an event. */
    void halo(int x, int y, Tone tone) {
        out.append("<circle cx=\"").append(x).append("\" cy=\"").append(y).append("\" r=\"11\" fill=\"none\"");
        stroke(Stroke.of(tone));
    }

    void text(int x, int y, Anchor anchor, Tone tone, String text) {
        text(x, y, anchor, tone, TEXT_SIZE, false, text);
    }

    void small(int x, int y, Anchor anchor, Tone tone, String text) {
        text(x, y, anchor, tone, SMALL, false, text);
    }

    /** A line of text; it begins white around the letters, so that lines behind it don't disturb. */
    void text(int x, int y, Anchor anchor, Tone tone, int size, boolean bold, String text) {
        boxes.add(boxOf(x, y, anchor, size, text));
        letters(x, y, anchor, size, bold, text, " fill=\"#ffffff\" stroke=\"#ffffff\" stroke-width=\"4\"");
        letters(x, y, anchor, size, bold, text, " fill=\"" + tone.colour() + "\"");
    }

    /** The finished picture. */
    @Override
    public String toString() {
        return out + "</svg>\n";
    }

    private void letters(int x, int y, Anchor anchor, int size, boolean bold, String text, String paint) {
        out.append("<text x=\"").append(x).append("\" y=\"").append(y);
        out.append("\" font-size=\"")
                .append(size)
                .append("\" text-anchor=\"")
                .append(anchor.name)
                .append('"');
        out.append(bold ? " font-weight=\"bold\"" : "").append(paint).append('>');
        out.append(escaped(text)).append("</text>\n");
    }

    private void circle(int x, int y, int radius, String fill, String border) {
        out.append("<circle cx=\"")
                .append(x)
                .append("\" cy=\"")
                .append(y)
                .append("\" r=\"")
                .append(radius);
        out.append("\" fill=\"").append(fill).append("\" stroke=\"").append(border);
        out.append("\" stroke-width=\"2\"/>\n");
    }

    private void line(int fromX, int fromY, double toX, double toY, Stroke stroke) {
        out.append("<line x1=\"").append(fromX).append("\" y1=\"").append(fromY).append("\" x2=\"");
        tenths(toX).append("\" y2=\"");
        tenths(toY).append('"');
        stroke(stroke);
    }

    private void stroke(Stroke stroke) {
        out.append(" stroke=\"").append(stroke.tone().colour()).append("\" stroke-width=\"");
        tenths(stroke.width() / 10.0).append('"');
        if (!stroke.dashes().isEmpty()) {
            out.append(" stroke-dasharray=\"").append(stroke.dashes()).append('"');
        }
        out.append("/>\n");
    }

    private StringBuilder point(double x, double y) {
        tenths(x).append(',');
        return tenths(y);
    }

    /** Not negative in any picture. */
    private StringBuilder tenths(double pixels) {
        long tenths = Math.round(pixels * 10);
        out.append(tenths / 10);
        return tenths % 10 == 0 ? out : out.append('.').append(tenths % 10);
    }

    private static Box boxOf(int x, int y, Anchor anchor, int size, String text) {
        double wide = size * emsOf(text);
        double left = switch (anchor) {
            case START -> x;
            case MIDDLE -> x - wide / 2;
            case END -> x - wide;
        };
        return new Box(text, left, y - 0.76 * size, left + wide, y + 0.22 * size);
    }

    /** How wide a text is at most, in units of its size, in the wider ones of the usual fonts. */
    private static double emsOf(String text) {
        double ems = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (" ,.;:|!'()[]{}ijltfrI".indexOf(letter) >= 0) {
                ems += 0.4;
            } else {
                ems += "mwMW=+<>→".indexOf(letter) >= 0 ? 0.9 : 0.65;
            }
        }
        return ems;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
