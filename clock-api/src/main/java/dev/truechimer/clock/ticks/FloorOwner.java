package dev.truechimer.clock.ticks;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.sequence.JournalOwner;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * What a journal holds for a wall clock: nanoseconds since 1970, as ISO 8601 in UTC with exactly nine digits of a
 * second.
 *
 * <pre>
 * truechimer-wall-clock-floor 1
 * bound 2026-11-20T12:00:00.123456789Z
 * crc32c 0123abcd
 * </pre>
 */
final class FloorOwner implements JournalOwner {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Nothing above is ever issued: a wall clock that begins here does not overflow. */
    static final long MAX_NANOS = WallReading.LAST_SECOND * NANOS_PER_SECOND + NANOS_PER_SECOND - 1;

    private static final DateTimeFormatter FORM =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

    @Override
    public String magic() {
        return "truechimer-wall-clock-floor";
    }

    @Override
    public String clock() {
        return "a monotonic wall clock";
    }

    @Override
    public String logger() {
        return DurableFloor.class.getName();
    }

    @Override
    public long mostBound() {
        return MAX_NANOS;
    }

    @Override
    public String text(long bound) {
        return FORM.format(Instant.ofEpochSecond(bound / NANOS_PER_SECOND, bound % NANOS_PER_SECOND));
    }

    @Override
    public long parse(String text) {
        Instant instant;
        try {
            instant = FORM.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time in UTC with nine digits of a second: " + e.getMessage(), e);
        }
        long second = instant.getEpochSecond();
        if (second < 0 || second > WallReading.LAST_SECOND) {
            throw new IllegalArgumentException("it must lie between 1970 and " + text(MAX_NANOS) + ": " + text);
        }
        return second * NANOS_PER_SECOND + instant.getNano();
    }

    @Override
    public IOException corrupt(String file, String rule) {
        return new FloorCorruptException(file, rule);
    }

    @Override
    public IOException inUse(String message) {
        return new FloorInUseException(message);
    }

    @Override
    public RuntimeException unavailable(String message) {
        return new ClockUnavailableException(message);
    }
}
