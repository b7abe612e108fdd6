package dev.truechimer.clock.ticks;

import org.jspecify.annotations.Nullable;

/**
 * What a clock that follows the wall clock has seen of it.
 *
 * @param stepsForward how often it was set forward
 * @param stepsBack how often it was set back
 * @param unreadable how often it could not be read
 * @param failure why it could not be read the last time; null if it could
 * @param lastStep the last time that it was set
 */
record WallClockHistory(
        long stepsForward,
        long stepsBack,
        long unreadable,
        @Nullable RuntimeException failure,
        @Nullable WallClockStep lastStep) {

    static final WallClockHistory NONE = new WallClockHistory(0, 0, 0, null, null);

    long steps() {
        return stepsForward + stepsBack;
    }

    /** It was read, and had perhaps been set. */
    WallClockHistory read(@Nullable WallClockStep step) {
        if (step == null) {
            return failure != null ? new WallClockHistory(stepsForward, stepsBack, unreadable, null, lastStep) : this;
        }
        long back = step.isBackward() ? 1 : 0;
        return new WallClockHistory(stepsForward + 1 - back, stepsBack + back, unreadable, null, step);
    }

    /** It could not be read. */
    WallClockHistory unread(RuntimeException cause) {
        return new WallClockHistory(stepsForward, stepsBack, unreadable + 1, cause, lastStep);
    }
}
