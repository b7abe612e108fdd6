package dev.truechimer.hlc;

import java.time.Instant;
import java.util.List;

/** Timestamps and times that tests share. */
final class Stamps {

    /** 2026-11-20T12:00:00Z, microseconds since 1970. */
    static final long NOON = Instant.parse("2026-11-20T12:00:00Z").getEpochSecond() * 1_000_000;

    /** A millisecond in microseconds. */
    static final long MILLI = 1_000;

    /** A second in microseconds. */
    static final long SECOND = 1_000_000;

    /** An hour in microseconds. */
    static final long HOUR = 3_600 * SECOND;

    /** A year in microseconds. */
    static final long YEAR = 365 * 24 * HOUR;

    /** How many timestamps a microsecond has. */
    static final int PER_MICRO = HybridTimestamp.MAX_LOGICAL + 1;

    /** Timestamps at which something changes: a carry, the sign of a shorter form, the end. */
    static final List<Long> EDGES = List.of(
            0L,
            1L,
            at(0, HybridTimestamp.MAX_LOGICAL),
            at(1),
            at(NOON),
            at(NOON, HybridTimestamp.MAX_LOGICAL),
            at(NOON + 1),
            at((1L << 51) - 1, HybridTimestamp.MAX_LOGICAL),
            at(1L << 51),
            at(HybridTimestamp.MAX_MICROS),
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE);

    private Stamps() {}

    /** The first timestamp of a microsecond. */
    static long at(long micros) {
        return at(micros, 0);
    }

    static long at(long micros, int logical) {
        return HybridTimestamp.pack(micros, logical);
    }

    /** Microseconds as nanoseconds. */
    static long nanos(long micros) {
        return micros * 1_000;
    }
}
