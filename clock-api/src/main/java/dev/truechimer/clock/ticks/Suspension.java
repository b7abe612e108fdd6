package dev.truechimer.clock.ticks;

import java.time.Duration;

/**
 * This host slept. Told from an oscillator that stands still then and one that runs on; answers by how much durations
 * that were taken from the first are too short.
 *
 * <p><b>Hazard:</b> a virtual machine that its host stops may not know of it; then no clock of this kernel shows it.
 * <b>Threads:</b> immutable.
 *
 * @param lengthNanos how long it slept
 * @param uncertaintyNanos by how much the length may be wrong, {@code >= 0}
 * @param sinceTicks a reading, of the oscillator that stands still, at which it had not slept yet
 * @param untilTicks a reading, of the same, at which it had slept
 */
public record Suspension(long lengthNanos, long uncertaintyNanos, long sinceTicks, long untilTicks)
        implements ClockAnomaly {

    /** How long this host slept. */
    public Duration length() {
        return Duration.ofNanos(lengthNanos);
    }

    @Override
    public String describe() {
        return "this host slept for " + Spoken.length(lengthNanos) + " (± " + Spoken.length(uncertaintyNanos) + ")";
    }
}
