package dev.truechimer.clock.ticks;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A reading of a wall clock between two readings of the oscillator: it was made at neither of them, but not before the
 * first and not after the second.
 *
 * <p><b>Unit:</b> nanoseconds; the wall clock's since 1970. <b>Hazard:</b> a wall clock that is read with a coarse
 * resolution is behind by up to that, which no bracket shows. <b>Threads:</b> immutable.
 *
 * @param beforeTicks the oscillator before
 * @param wallNanos the wall clock, from 1970 to 2262
 * @param afterTicks the oscillator after
 */
record WallReading(long beforeTicks, long wallNanos, long afterTicks) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** The last whole second of which all nanoseconds are a {@code long}. */
    static final long LAST_SECOND = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

    /**
     * Reads both clocks a few times and keeps the narrowest bracket.
     *
     * @param attempts how often, at least 1
     * @throws DateTimeException if the wall clock says that it is before 1970 or after 2262
     */
    static WallReading narrowestOf(int attempts, Ticks ticks, InstantSource wall) {
        TicksPair pair = TicksPair.narrowestOf(attempts, ticks, () -> nanos(wall.instant()));
        return new WallReading(pair.before(), pair.inner(), pair.after());
    }

    private static long nanos(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds < 0 || seconds > LAST_SECOND) {
            throw new DateTimeException("the wall clock must read 1970 to 2262: " + instant);
        }
        return seconds * NANOS_PER_SECOND + instant.getNano();
    }

    /** How far the two readings of the oscillator lie apart. */
    long widthNanos() {
        return afterTicks - beforeTicks;
    }

    /** The wall clock minus the oscillator is at least this. */
    long leastOffsetNanos() {
        return wallNanos - afterTicks;
    }

    /** The wall clock minus the oscillator is at most this. */
    long greatestOffsetNanos() {
        return wallNanos - beforeTicks;
    }
}
