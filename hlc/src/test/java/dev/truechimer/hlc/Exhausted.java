package dev.truechimer.hlc;

import dev.truechimer.clock.ClockUnavailableException;

/** Unlimited load on a clock. */
final class Exhausted {

    private Exhausted() {}

    /** Takes timestamps until the clock is unavailable; its physical clock must stand still. Returns the last that was issued. */
    static long lastOf(HybridLogicalClock clock) {
        long last = clock.last();
        for (int batch = HybridLogicalClock.MAX_RESERVED; batch > 0; ) {
            try {
                last = clock.reserve(batch) + batch - 1;
            } catch (ClockUnavailableException e) {
                batch /= 2;
            }
        }
        return last;
    }
}
