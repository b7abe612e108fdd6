package dev.truechimer.clock.ticks;

/**
 * How a clock that never goes back follows the wall clock.
 *
 * @param checkEveryNanos how long it goes on without looking, {@code >= 1}
 * @param slowdownPpm how much slower it runs while it is ahead, in millionths, {@code 1..500,000}
 * @param stepThresholdNanos which steps of the wall clock are worth reporting, {@code >= 0}
 */
record WallPace(long checkEveryNanos, int slowdownPpm, long stepThresholdNanos) {

    private static final long MILLION = 1_000_000;

    /** The slowdown in units of 2^-64, rounded down, so that a half fits into a positive {@code long}. */
    long slowdown() {
        return (long) slowdownPpm * (Long.MAX_VALUE / (MILLION / 2));
    }

    /**
     * How long a clock that much slower takes to lose a lead: at most 1 ns too short or a little too long; at least 1.
     */
    long nanosToLose(long leadNanos) {
        long wholeParts = leadNanos / slowdownPpm;
        return wholeParts >= Long.MAX_VALUE / MILLION - MILLION
                ? Long.MAX_VALUE
                : wholeParts * MILLION + leadNanos % slowdownPpm * MILLION / slowdownPpm + 1;
    }
}
