package dev.truechimer.cli;

import java.io.PrintWriter;
import java.util.List;

/** Lines on a terminal that are drawn again in the same place. <b>Threads:</b> confined to one. */
final class Screen {

    private static final String ESCAPE = "\u001b[";
    private static final String UP = "A\r";
    private static final String CLEAR_BELOW = ESCAPE + "J";
    /** Lines that are too long are cut, so that each takes one row and the way back up is known. */
    private static final String WRAP_OFF = ESCAPE + "?7l";

    private static final String WRAP_ON = ESCAPE + "?7h";

    private final PrintWriter out;
    private int drawnLines;

    Screen(PrintWriter out) {
        this.out = out;
    }

    /** Replaces what was shown before. */
    void show(List<String> lines) {
        StringBuilder frame = new StringBuilder();
        if (drawnLines > 0) {
            frame.append(ESCAPE).append(drawnLines).append(UP).append(CLEAR_BELOW);
        }
        frame.append(WRAP_OFF);
        lines.forEach(line -> frame.append(line).append('\n'));
        frame.append(WRAP_ON);
        out.print(frame);
        out.flush();
        drawnLines = lines.size();
    }
}
