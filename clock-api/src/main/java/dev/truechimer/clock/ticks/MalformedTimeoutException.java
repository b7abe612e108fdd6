package dev.truechimer.clock.ticks;

/** What is offered as a timeout on the wire is none: wrong length, form or unit. The one answer of the parser here. */
public final class MalformedTimeoutException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message the rule that is broken, and the value
     */
    public MalformedTimeoutException(String message) {
        super(message);
    }
}
