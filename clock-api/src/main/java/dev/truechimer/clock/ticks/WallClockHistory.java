package dev.truechimer.clock.ticks;

import org.jspecify.annotations.Nullable;

/** What a clock that follows the wall clock has seen of it. */
record WallClockHistory(
        long stepsForward,
        long stepsBack,
        long unreadable,
        @Nullable WallClockStep lastStep) {

    static final WallClockHistory NONE = new WallClockHistory(0, 0, 0, null);

    long steps() {
        return stepsForward + stepsBack;
    }

    WallClockHistory with(WallClockStep step) {
        long back = step.isBackward() ? 1 : 0;
        return new WallClockHistory(stepsForward + 1 - back, stepsBack + back, unreadable, step);
    }

    WallClockHistory withUnreadable() {
        return new WallClockHistory(stepsForward, stepsBack, unreadable + 1, lastStep);
    }
}
