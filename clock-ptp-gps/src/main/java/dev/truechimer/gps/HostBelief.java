package dev.truechimer.gps;

import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.host.RealtimeReading;
import dev.truechimer.clock.source.SourceContext;
import java.util.function.LongSupplier;

/** What this host believes about the date, against which a receiver's is held. */
final class HostBelief {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private HostBelief() {}

    /** UTC, Unix time in nanoseconds: what the clock knows, or else the wall clock, which may be set to anything. */
    static long utcNanos(SourceContext context) {
        return utcNanos(context, () -> RealtimeReading.take(context.ticks()).realtimeNanos());
    }

    /**
     * The same where the wall clock is read anyway.
     *
     * @param wallClockNanos its latest reading
     */
    static long utcNanos(SourceContext context, LongSupplier wallClockNanos) {
        TimeInterval tai = context.currentTai();
        if (!tai.isBounded()) {
            return wallClockNanos.getAsLong();
        }
        // A second more or less does not matter for what this is good for.
        long middle = tai.midpointNanos();
        return middle - context.leapSeconds().offsetSecondsAt(middle) * NANOS_PER_SECOND;
    }
}
