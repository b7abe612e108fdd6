package dev.truechimer.clock;

/** The scale on which a clock counts its nanoseconds since 1970-01-01T00:00:00. */
public enum Timescale {
    /**
     * The Java Time-Scale: Unix time, with a leap second spread over the last 1000 s of its day (UTC-SLS), so it is
     * monotone and every day has 86,400 s. The scale of {@link java.time.Instant}.
     */
    UTC,
    /** Unix time with a leap second spread linearly over the 24 h from noon to noon around it, as large clouds do. */
    SMEARED_UTC,
    /**
     * International Atomic Time: no leap seconds at all; 37 s ahead of UTC since 2017. Recommended for ordering,
     * because no table is needed to read it.
     */
    TAI
}
