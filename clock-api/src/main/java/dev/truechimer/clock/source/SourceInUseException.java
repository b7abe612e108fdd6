package dev.truechimer.clock.source;

/**
 * Thrown by {@link TimeSource#start} if the source was started before: it belongs to another timekeeper, or was closed. It
 * is then left as it is, and in particular not closed.
 */
public class SourceInUseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message which source, and what to do: make a new one for each timekeeper
     */
    public SourceInUseException(String message) {
        super(message);
    }
}
