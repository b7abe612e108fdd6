package dev.truechimer.clock.ticks;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** A {@link MonotonicWallClock} as the JDK's kind of clock. <b>Threads:</b> immutable. */
final class MonotonicClockView extends Clock {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final MonotonicWallClock clock;
    private final ZoneId zone;

    MonotonicClockView(MonotonicWallClock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return clock.clock(other);
    }

    @Override
    public long millis() {
        return clock.nanos() / NANOS_PER_MILLI;
    }

    @Override
    public Instant instant() {
        long nanos = clock.nanos();
        return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MonotonicClockView view && view.clock == clock && view.zone.equals(zone);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(clock) * 31 + zone.hashCode();
    }

    @Override
    public String toString() {
        return clock + " in " + zone;
    }
}
