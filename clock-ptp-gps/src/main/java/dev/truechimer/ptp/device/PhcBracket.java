package dev.truechimer.ptp.device;

/**
 * A value of a hardware clock between two oscillator readings: the clock showed it after the one and before the other.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param beforeTicks not after the clock was read
 * @param phcNanos what it showed, in nanoseconds since its own origin
 * @param afterTicks not before the clock was read
 * @param readErrorNanos by how much the readings lie apart only because stamps were converted, {@code >= 0}
 */
public record PhcBracket(long beforeTicks, long phcNanos, long afterTicks, long readErrorNanos) {

    /** No clock that was ever set shows less: 2026-01-01T00:00:00. */
    public static final long FLOOR_NANOS = 1_767_225_600_000_000_000L;

    /** None shows more while claims can be made: 2222-01-01T00:00:00. */
    public static final long CEILING_NANOS = 7_952_342_400_000_000_000L;

    /** The clock's own reading cuts off what is below a nanosecond, or rounds it. */
    public static final long RESOLUTION_NANOS = 1;

    /** Whether it showed a date that a clock can show which somebody has set. */
    public boolean hasPossibleDate() {
        return phcNanos >= FLOOR_NANOS && phcNanos < CEILING_NANOS;
    }
}
