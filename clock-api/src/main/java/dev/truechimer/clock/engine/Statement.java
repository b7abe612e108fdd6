package dev.truechimer.clock.engine;

import dev.truechimer.clock.TimeInterval;

/**
 * What a source, or several, say of the time at one oscillator reading.
 *
 * @param lower true time is not before this
 * @param upper true time is not after this
 */
record Statement(Bound lower, Bound upper) {

    /** Says nothing: the whole line. */
    static final Statement NONE = new Statement(Bound.NO_LOWER, Bound.NO_UPPER);

    /** The instants in both; empty ({@link #isEmpty()}) if they contradict each other. */
    Statement intersect(Statement other) {
        return new Statement(
                other.lower.taiNanos() > lower.taiNanos() ? other.lower : lower,
                other.upper.taiNanos() < upper.taiNanos() ? other.upper : upper);
    }

    /** The same as an interval; it must not be empty. */
    TimeInterval interval() {
        return new TimeInterval(lower.taiNanos(), upper.taiNanos());
    }

    /** Half the width, rounded up; {@link Long#MAX_VALUE} if an end is absent. */
    long epsilonNanos() {
        return interval().epsilonNanos();
    }

    /** Whether no instant is left. */
    boolean isEmpty() {
        return lower.taiNanos() > upper.taiNanos();
    }

    /** Whether nothing is said. */
    boolean isWholeLine() {
        return lower.isAbsent() && upper.isAbsent();
    }
}
