package dev.truechimer.gps.wire;

/**
 * A time of day.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param nanosOfDay UTC, nanoseconds since midnight, 0 to 86,399,999,999,999; digits beyond nanoseconds are cut off
 * @param resolutionNanos how much later the instant may be because the sender wrote no more digits: one unit of the last
 *     one, rounded up; 0 for a whole second, since a receiver that writes one measures then
 */
public record NmeaTime(long nanosOfDay, long resolutionNanos) {

    static final long NANOS_PER_DAY = 86_400_000_000_000L;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is left
     */
    public NmeaTime {
        if (nanosOfDay < 0 || nanosOfDay >= NANOS_PER_DAY) {
            throw new IllegalArgumentException("nanosOfDay must be 0 to 86,399,999,999,999: " + nanosOfDay);
        }
        if (resolutionNanos < 0) {
            throw new IllegalArgumentException("resolutionNanos must be >= 0: " + resolutionNanos);
        }
    }
}
