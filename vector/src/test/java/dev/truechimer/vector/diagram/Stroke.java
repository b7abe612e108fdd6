package dev.truechimer.vector.diagram;

/**
 * How a line is drawn.
 *
 * @param tone its colour
 * @param width in tenths of a pixel
 * @param dashes lengths of dashes and gaps in pixels; empty for a line without gaps
 */
record Stroke(Tone tone, int width, String dashes) {

    static final Stroke PROCESS = new Stroke(Tone.RULE, 15, "");
    static final Stroke MESSAGE = new Stroke(Tone.FAINT, 13, "");

    static Stroke of(Tone tone) {
        return new Stroke(tone, 20, "");
    }

    static Stroke dashed(Tone tone) {
        return new Stroke(tone, 20, "6 4");
    }
}
