package dev.truechimer.clock.engine;

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

    /** Whether no instant is left. */
    boolean isEmpty() {
        return lower.taiNanos() > upper.taiNanos();
    }

    /** Whether nothing is said. */
    boolean isWholeLine() {
        return lower.isAbsent() && upper.isAbsent();
    }
}
