package dev.truechimer.ptp;

/** Intervals as PTP writes them: powers of two, in seconds. */
final class LogInterval {

    /** "No meaning here." */
    static final int NONE = 127;

    private static final int LEAST = -7;
    private static final int MOST = 6;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private LogInterval() {}

    /**
     * The interval in nanoseconds.
     *
     * @param log what a message says; anything outside of 2^-7 to 2^6 s is taken for the nearer of these, and what has no
     *     meaning for a second
     */
    static long nanos(int log) {
        if (log == NONE) {
            return NANOS_PER_SECOND;
        }
        int clamped = Math.max(LEAST, Math.min(MOST, log));
        return clamped < 0 ? NANOS_PER_SECOND >> -clamped : NANOS_PER_SECOND << clamped;
    }
}
