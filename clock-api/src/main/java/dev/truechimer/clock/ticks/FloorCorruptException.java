package dev.truechimer.clock.ticks;

import java.io.IOException;

/**
 * The file of a {@link DurableFloor} is not what a floor writes: torn, changed, foreign, or of a later version. It is
 * left as it is, and nothing is issued: to begin without it could issue again what was issued before. The message names
 * the file, the rule that it breaks and what to do.
 */
public class FloorCorruptException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final String WHAT_TO_DO =
            "; it was left as it is. Restore it. If that is impossible: once the clock of this host is right and beyond"
                    + " everything that was issued, the file may be moved away, and the floor begins anew";

    /**
     * Makes one.
     *
     * @param file the floor's file
     * @param rule what is wrong with it, as it should stand after the file's name
     */
    public FloorCorruptException(String file, String rule) {
        super("the journal " + file + " " + rule + WHAT_TO_DO);
    }
}
