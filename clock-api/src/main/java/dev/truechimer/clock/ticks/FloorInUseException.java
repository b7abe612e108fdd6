package dev.truechimer.clock.ticks;

import java.io.IOException;

/**
 * A {@link DurableFloor} is open already, in this process or in another one: two clocks on one floor would issue the
 * same values.
 */
public class FloorInUseException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message which floor, who has it, and what to do
     */
    public FloorInUseException(String message) {
        super(message);
    }
}
