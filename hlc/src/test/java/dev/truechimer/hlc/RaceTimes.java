package dev.truechimer.hlc;

import dev.truechimer.clock.ClockUnavailableException;

/**
 * Small numbers for the outcomes of the races: a timestamp is counted from the first one of the microsecond in which every race
 * begins, so that {@value #PER_MICRO} is the first one of the next microsecond. <b>Threads:</b> any.
 */
final class RaceTimes {

    /** The physical time at which every race begins. */
    static final long MICROS = 1_000;

    /** Timestamps in a microsecond. */
    static final int PER_MICRO = HybridTimestamp.MAX_LOGICAL + 1;

    /** Stands for "nothing was seen" and for "unavailable". */
    static final int NONE = -1;

    private RaceTimes() {}

    /** The timestamp of a number. */
    static long at(int number) {
        return HybridTimestamp.startOf(MICROS) + number;
    }

    /** The number of a timestamp; what has no small number is reported as {@link Integer#MAX_VALUE}. */
    static int number(long timestamp) {
        long number = timestamp - HybridTimestamp.startOf(MICROS);
        return number == (int) number ? (int) number : Integer.MAX_VALUE;
    }

    /** A clock whose physical time stands still, and which has issued number 0. */
    static HybridLogicalClock started() {
        HybridLogicalClock clock = HybridLogicalClock.on(() -> MICROS);
        clock.now();
        return clock;
    }

    /** The number of the next timestamp, or {@link #NONE}. */
    static int nowOrNone(HybridLogicalClock clock) {
        try {
            return number(clock.now());
        } catch (ClockUnavailableException e) {
            return NONE;
        }
    }
}
