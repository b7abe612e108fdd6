package dev.truechimer.clock.ticks;

import java.time.Instant;

/** What a wall clock shows, as a number. */
final class EpochNanos {

    private EpochNanos() {}

    /** Nanoseconds since 1970. */
    static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
