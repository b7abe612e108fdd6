package dev.truechimer.hlc;

/**
 * A timestamp from outside is further ahead than the guard allows, and was refused: nothing has changed. The message is not to
 * be processed as if it had been ordered; look at the clock of its sender.
 */
public class ClockOffsetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Not serialised with the exception: the message says the same. */
    private final transient ClockOffset offset;

    /**
     * Makes one.
     *
     * @param offset both values and the bound
     */
    public ClockOffsetException(ClockOffset offset) {
        super(offset + "; check the clocks of the sender and of this node");
        this.offset = offset;
    }

    /** Both values and the bound. */
    public ClockOffset offset() {
        return offset;
    }
}
