package dev.truechimer.clock.ticks;

import java.util.List;

/**
 * How late a thread of this JVM ran, by the oscillator: answers what share of requests met a JVM that stood still, and
 * for how long.
 *
 * <p><b>Unit:</b> nanoseconds of lateness. Percentiles are corrected for coordinated omission: a standstill counts once
 * for each wake-up that it swallowed, as those would have been late by what was left of it. They are exact to one
 * hundredth, rounded up, and to a microsecond, and clipped at an hour; the greatest lateness is exact. A thread that
 * wakes from a timer is always a little late, some tens of microseconds on Linux. <b>Hazard:</b> one thread is watched:
 * where others find no processor, or wait for a lock, it does not show. Time asleep counts only if the oscillator runs
 * on then. <b>Threads:</b> immutable.
 *
 * @param samples how many latenesses the percentiles rest on, with those of wake-ups that were swallowed; 0: nothing is
 * known
 * @param p50Nanos half of them were not above this
 * @param p99Nanos the 99th percentile
 * @param p999Nanos the 99.9th percentile
 * @param maxNanos the greatest, exactly
 * @param pauses how many pauses were reported as events
 * @param longest the longest of those, longest first; at most {@value PauseDetector#LONGEST_KEPT}
 */
public record PauseReport(
        long samples, long p50Nanos, long p99Nanos, long p999Nanos, long maxNanos, long pauses, List<Pause> longest) {

    /** Copies the list. */
    public PauseReport {
        longest = List.copyOf(longest);
    }

    /** One line for people. */
    public String describe() {
        if (samples == 0) {
            return "no wake-up was measured yet";
        }
        return "late by " + Spoken.length(p50Nanos) + " at the median, " + Spoken.length(p99Nanos) + " at 99 %, "
                + Spoken.length(p999Nanos) + " at 99.9 %, at most " + Spoken.length(maxNanos) + " in " + samples
                + " samples; " + pauses + (pauses == 1 ? " pause" : " pauses");
    }
}
