package dev.truechimer.clock;

/**
 * Thrown by a wait whose clock, or whose {@code CommitWait}, was closed: it can never end. Nothing was published; what
 * was prepared must be repeated or abandoned under the timestamp that this carries.
 */
public class ClockClosedException extends ClockUnavailableException {

    private static final long serialVersionUID = 1L;

    private final long timestampNanos;

    /**
     * Makes one for a wait.
     *
     * @param message what was closed
     * @param timestampNanos the timestamp that was waited for, on the scale of the clock
     */
    public ClockClosedException(String message, long timestampNanos) {
        super(message);
        this.timestampNanos = timestampNanos;
    }

    /** The timestamp that was waited for, on the scale of the clock. */
    public long timestampNanos() {
        return timestampNanos;
    }
}
