package dev.truechimer.testing;

import dev.truechimer.clock.host.ReadsHostClock;
import java.time.Instant;

/** The truth of these tests: the host's CLOCK_REALTIME, which the honest daemons serve. */
@ReadsHostClock
public final class HostTime {

    private static final long SECOND = 1_000_000_000L;

    private HostTime() {}

    /** UTC in nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted. */
    public static long utcNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * SECOND + now.getNano();
    }
}
