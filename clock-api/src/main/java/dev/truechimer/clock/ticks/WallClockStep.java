package dev.truechimer.clock.ticks;

import java.time.Duration;

/**
 * Somebody set the wall clock: it moved against the oscillator at once. Told from the two; answers by how much times of
 * day from before and after it disagree.
 *
 * <p><b>Hazard:</b> an oscillator that stood still while the host slept makes the wall clock appear to have been set
 * forward. A leap second is a step back by one second where it is not smeared. <b>Threads:</b> immutable.
 *
 * @param sizeNanos how far the wall clock was moved; positive: it was set forward
 * @param uncertaintyNanos by how much the size may be wrong, {@code >= 0}
 * @param sinceTicks an oscillator reading at which it had not happened yet
 * @param untilTicks an oscillator reading at which it had happened
 * @param wallNanos the wall clock afterwards, at {@code untilTicks}; nanoseconds since 1970
 */
public record WallClockStep(long sizeNanos, long uncertaintyNanos, long sinceTicks, long untilTicks, long wallNanos)
        implements ClockAnomaly {

    /** Whether the wall clock was set back, so that times of day repeat. */
    public boolean isBackward() {
        return sizeNanos < 0;
    }

    /** How far the wall clock was moved; negative if it was set back. */
    public Duration size() {
        return Duration.ofNanos(sizeNanos);
    }

    @Override
    public String describe() {
        return "the wall clock was set " + (isBackward() ? "back" : "forward") + " by " + Spoken.length(sizeNanos)
                + " (± " + Spoken.length(uncertaintyNanos) + ") to " + Spoken.moment(wallNanos);
    }
}
