package dev.truechimer.gps;

import dev.truechimer.clock.host.RealtimeReading;
import dev.truechimer.clock.host.RealtimeTrail;
import dev.truechimer.clock.host.RealtimeTrail.Conversion;
import dev.truechimer.clock.source.SourceContext;

/**
 * The host's wall clock beside the oscillator, read often enough that a stamp from it can be turned into readings.
 * <b>Threads:</b> confined to one.
 */
final class WallClock {

    private final SourceContext context;
    private final long everyNanos;
    private final RealtimeTrail trail;
    private long latestTicks;
    private long latestUtcNanos;

    /**
     * Reads both for the first time.
     *
     * @param everyNanos how far apart the regular readings are
     */
    WallClock(SourceContext context, long everyNanos) {
        this.context = context;
        this.everyNanos = everyNanos;
        trail = new RealtimeTrail(context.hostSlewBoundPpm());
        readNow();
    }

    /** Reads both if it is time to. */
    void keep() {
        if (context.ticks().nanos() - latestTicks >= everyNanos) {
            readNow();
        }
    }

    /** Reads both, so that a stamp that has arrived lies before a reading. */
    void readNow() {
        RealtimeReading reading = RealtimeReading.take(context.ticks());
        latestTicks = reading.ticksAfter();
        latestUtcNanos = reading.realtimeNanos();
        trail.add(reading);
    }

    /** When a stamp was taken that was there before the latest reading. */
    Conversion ticksOf(long utcNanos) {
        return trail.ticksOf(utcNanos);
    }

    /** About what this host believes the time is, Unix time: the clock if it knows, else the wall clock. */
    long believedUtcNanos() {
        return HostBelief.utcNanos(context, () -> latestUtcNanos);
    }
}
