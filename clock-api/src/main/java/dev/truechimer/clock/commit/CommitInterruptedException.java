package dev.truechimer.clock.commit;

/**
 * Thrown when the thread was interrupted while a transaction waited for its timestamp to pass. Nothing was published;
 * what was prepared must be waited out again, or abandoned, under the timestamp that this carries.
 */
public final class CommitInterruptedException extends InterruptedException {

    private static final long serialVersionUID = 1L;

    private final long timestampNanos;

    CommitInterruptedException(long timestampNanos) {
        super("interrupted while waiting for commit timestamp " + timestampNanos + " to pass; nothing was published");
        this.timestampNanos = timestampNanos;
    }

    /** The timestamp of the transaction, on the scale of the clock. */
    public long timestampNanos() {
        return timestampNanos;
    }
}
