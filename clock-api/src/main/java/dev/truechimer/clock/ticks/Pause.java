package dev.truechimer.clock.ticks;

import java.time.Duration;

/**
 * A thread that was due to run did not, most likely because this whole JVM stood still: a garbage collection, a signal
 * that stops it, throttling, a processor that others had. Told from the oscillator alone; answers how long what this
 * JVM measured or promised meanwhile went unattended.
 *
 * <p><b>Hazard:</b> the standstill may have begun up to one interval of the detector before {@code beginTicks}, when
 * nothing was due yet. Time asleep counts only if the oscillator runs on then. <b>Threads:</b> immutable.
 *
 * @param beginTicks the oscillator when the thread was due to run
 * @param endTicks the oscillator when it ran
 */
public record Pause(long beginTicks, long endTicks) implements ClockAnomaly {

    /** For how long the thread was due and did not run, in nanoseconds. */
    public long lengthNanos() {
        return endTicks - beginTicks;
    }

    /** For how long the thread was due and did not run. */
    public Duration length() {
        return Duration.ofNanos(lengthNanos());
    }

    @Override
    public String describe() {
        return "this JVM stood still for " + Spoken.length(lengthNanos());
    }
}
