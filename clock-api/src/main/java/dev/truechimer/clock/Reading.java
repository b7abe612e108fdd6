package dev.truechimer.clock;

import java.util.Objects;

/**
 * The interval and the status of one instant, together. <b>Threads:</b> immutable.
 *
 * @param interval contains the true time of the instant at which the oscillator was read, or is unbounded
 * @param status what the clock knew at that instant
 */
public record Reading(TimeInterval interval, ClockStatus status) {

    /** Checks that both parts are there. */
    public Reading {
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(status, "status");
    }
}
