package dev.truechimer.gps.wire;

/** The first check that a line of gpsd's failed. */
public enum GpsdRejection implements GpsdDecoded {
    /** Longer than {@link GpsdLines#MOST_BYTES}; its rest was skipped. */
    TOO_LONG,
    /** Not one JSON object in UTF-8, nested too deep, or with the same key twice. */
    NOT_JSON,
    /** An object that does not say its class. */
    NO_CLASS,
    /** A field is missing without which a message of its class says nothing. */
    MISSING_FIELD,
    /** A text where a number belongs, or the like. */
    WRONG_TYPE,
    /** A number that this field can't have. */
    OUT_OF_RANGE,
    /** A time that is not of the form {@code 2026-01-31T23:59:59.999Z}, or no date of a calendar. */
    WRONG_TIME,
    /** A stamp within a leap second, second 60, which Unix time does not have. */
    LEAP_SECOND
}
