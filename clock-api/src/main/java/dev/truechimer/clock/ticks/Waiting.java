package dev.truechimer.clock.ticks;

import java.util.concurrent.locks.LockSupport;

/** Lets a little time pass. */
@FunctionalInterface
interface Waiting {

    /** Parking overshoots by about this much, so shorter waits spin. */
    long SHORTEST_PARK_NANOS = 100_000;

    /** Spins for a moment, or parks if there is time enough for that. An interrupt ends a pause; it is left pending. */
    Waiting SPIN_OR_PARK = nanos -> {
        if (nanos > SHORTEST_PARK_NANOS) {
            LockSupport.parkNanos(nanos - SHORTEST_PARK_NANOS);
        } else {
            Thread.onSpinWait();
        }
    };

    /**
     * Returns at once or a little later; the caller looks again.
     *
     * @param nanos how long there is to wait
     */
    void pause(long nanos);
}
