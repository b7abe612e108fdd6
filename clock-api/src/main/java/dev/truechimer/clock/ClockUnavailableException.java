package dev.truechimer.clock;

/**
 * Thrown where a clock can't give a value without breaking a promise: because only a bounded reading can give it and there is
 * none, or because what must be stored before it can't be. The message says why and what to do. In the first case retrying
 * after {@link Timekeeper#awaitSynchronized} is safe, in the second once the disk can be written to.
 */
public class ClockUnavailableException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was asked, why there is no answer, and what to do
     */
    public ClockUnavailableException(String message) {
        super(message);
    }
}
