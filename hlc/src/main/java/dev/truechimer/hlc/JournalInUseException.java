package dev.truechimer.hlc;

import java.io.IOException;

/** A journal is open already, in this process or in another one: two clocks on one journal would issue the same timestamps. */
public class JournalInUseException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message which journal, who has it, and what to do
     */
    public JournalInUseException(String message) {
        super(message);
    }
}
