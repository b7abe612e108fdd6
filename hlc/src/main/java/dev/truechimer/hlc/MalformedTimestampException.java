package dev.truechimer.hlc;

/** What is offered as a timestamp is none: wrong length, form or range. The one answer of every decoder and parser here. */
public class MalformedTimestampException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message the rule that is broken, and the value
     */
    public MalformedTimestampException(String message) {
        super(message);
    }
}
