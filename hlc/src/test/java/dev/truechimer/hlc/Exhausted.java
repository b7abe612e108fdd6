package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.clock.ClockUnavailableException;

/** Unlimited load on a clock. */
final class Exhausted {

    /** Fifty seconds of timestamps, more than the largest maxOffset of these tests: a clock that goes on has no bound. */
    private static final int MOST_BATCHES = 100_000;

    private Exhausted() {}

    /** Takes timestamps until the clock is unavailable; its physical clock must stand still. Returns the last one. */
    static long lastOf(HybridLogicalClock clock) {
        long last = clock.last();
        int batch = HybridLogicalClock.MAX_RESERVED;
        for (int i = 0; i < MOST_BATCHES && batch > 0; i++) {
            try {
                last = clock.reserve(batch) + batch - 1;
            } catch (ClockUnavailableException e) {
                batch /= 2;
            }
        }
        return batch == 0 ? last : fail("the clock goes on without a bound: " + HybridTimestamp.format(last));
    }
}
