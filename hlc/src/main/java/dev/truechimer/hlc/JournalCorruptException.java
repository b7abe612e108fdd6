package dev.truechimer.hlc;

import java.io.IOException;

/**
 * A journal's file is not what a journal writes: torn, changed, foreign, or of a later version. It is left as it is, and nothing
 * is issued: to begin without it could issue timestamps again that were issued before. The message names the file, the rule that
 * it breaks and what to do.
 */
public class JournalCorruptException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final String WHAT_TO_DO =
            "; it was left as it is. Restore it. If that is impossible: once the clock of this"
                    + " host is right, and more than maxOffset has passed since the last timestamp was issued, the file may be moved"
                    + " away, and the journal begins anew";

    /**
     * Makes one.
     *
     * @param file the journal's file
     * @param rule what is wrong with it, as it should stand after the file's name
     */
    public JournalCorruptException(String file, String rule) {
        super("the journal " + file + " " + rule + WHAT_TO_DO);
    }
}
