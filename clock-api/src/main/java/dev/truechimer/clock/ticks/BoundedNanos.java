package dev.truechimer.clock.ticks;

import java.time.Duration;

/**
 * A setting that is a length of time within limits, as nanoseconds.
 *
 * <p><b>Threads:</b> any.
 */
final class BoundedNanos {

    private BoundedNanos() {}

    /**
     * Converts it.
     *
     * @param name for the message
     * @throws IllegalArgumentException if it is not within the limits, which are inclusive
     */
    static long of(String name, Duration value, Duration least, Duration most) {
        return checked(name, value, least, most).toNanos();
    }

    /**
     * The value itself.
     *
     * @param name for the message
     * @throws IllegalArgumentException if it is not within the limits, which are inclusive
     */
    static Duration checked(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be " + least + ".." + most + ": " + value);
        }
        return value;
    }
}
