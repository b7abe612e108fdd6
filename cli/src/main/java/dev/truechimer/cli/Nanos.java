package dev.truechimer.cli;

import dev.truechimer.clock.Timescale;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Nanoseconds as text for people. */
final class Nanos {

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final long PER_SECOND = 1_000_000_000L;
    private static final int DECIMALS = 3;

    private Nanos() {}

    /** A length with a fitting unit, three decimals, rounded away from zero. */
    static String length(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            return "unbounded";
        }
        long size = Math.abs(nanos);
        if (size < 1_000) {
            return nanos + " ns";
        }
        if (size < 1_000_000) {
            return decimal(nanos, 3) + " us";
        }
        return size < PER_SECOND ? decimal(nanos, 6) + " ms" : decimal(nanos, 9) + " s";
    }

    /** A difference, with its sign. */
    static String difference(long nanos) {
        return nanos < 0 ? length(nanos) : "+" + length(nanos);
    }

    private static String decimal(long nanos, int scale) {
        return BigDecimal.valueOf(nanos, scale)
                .setScale(DECIMALS, RoundingMode.UP)
                .toPlainString();
    }

    /** Parts per billion as parts per million, with their sign. */
    static String ppm(long ppb) {
        return (ppb < 0 ? "" : "+") + BigDecimal.valueOf(ppb, 3).toPlainString() + " ppm";
    }

    /** An instant in ISO-8601 with nine decimals; {@code Z} for Unix time, the name of the scale otherwise. */
    static String instant(long nanos, Timescale timescale) {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
        return ISO.format(instant)
                + switch (timescale) {
                    case UTC -> "Z";
                    case SMEARED_UTC -> "Z (smeared)";
                    case TAI -> " TAI";
                };
    }
}
