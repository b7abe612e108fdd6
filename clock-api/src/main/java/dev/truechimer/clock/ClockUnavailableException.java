package dev.truechimer.clock;

/**
 * Thrown where a value is needed that only a bounded reading can give, and the clock has none. The message says why and
 * what to do; retrying after {@link Timekeeper#awaitSynchronized} is safe.
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
