package dev.truechimer.clock.host;

import dev.truechimer.clock.ticks.Ticks;
import java.time.Instant;

/**
 * CLOCK_REALTIME, enclosed by two readings of CLOCK_MONOTONIC, which are enclosed by two of an oscillator.
 *
 * <p>The offset of the first two changes when the wall clock is stepped, and never by slewing, since Linux slews both by
 * the same amount: that is how a step is found. <b>Unit:</b> nanoseconds, each since its own origin. <b>Threads:</b>
 * immutable. <b>Source:</b> error model, section 1.
 *
 * @param ticksBefore the oscillator, first
 * @param monotonicBefore CLOCK_MONOTONIC, before the wall clock
 * @param realtimeNanos the wall clock, Unix time
 * @param monotonicAfter CLOCK_MONOTONIC, after the wall clock
 * @param ticksAfter the oscillator, last
 */
public record RealtimeReading(
        long ticksBefore, long monotonicBefore, long realtimeNanos, long monotonicAfter, long ticksAfter) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** The readings of a thread that is held up in between are wide: of a few, one is not. */
    private static final int ATTEMPTS = 3;

    /**
     * Reads all of them a few times, and keeps the narrowest.
     *
     * @param ticks the oscillator
     */
    public static RealtimeReading take(Ticks ticks) {
        RealtimeReading narrowest = once(ticks);
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            RealtimeReading next = once(ticks);
            if (next.widthNanos() < narrowest.widthNanos()) {
                narrowest = next;
            }
        }
        return narrowest;
    }

    @ReadsHostClock
    private static RealtimeReading once(Ticks ticks) {
        long ticksBefore = ticks.nanos();
        long monotonicBefore = System.nanoTime();
        Instant wall = Instant.now();
        long monotonicAfter = System.nanoTime();
        long ticksAfter = ticks.nanos();
        long realtimeNanos = wall.getEpochSecond() * NANOS_PER_SECOND + wall.getNano();
        return new RealtimeReading(ticksBefore, monotonicBefore, realtimeNanos, monotonicAfter, ticksAfter);
    }

    /** The wall clock minus CLOCK_MONOTONIC is at least this. */
    long leastOffsetNanos() {
        return realtimeNanos - monotonicAfter;
    }

    /** The wall clock minus CLOCK_MONOTONIC is at most this. */
    long greatestOffsetNanos() {
        return realtimeNanos - monotonicBefore;
    }

    private long widthNanos() {
        return ticksAfter - ticksBefore;
    }
}
