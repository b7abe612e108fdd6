package dev.truechimer.gps.wire;

/** The first check that a line failed. */
public enum NmeaRejection implements NmeaDecoded {
    /** No checksum at its end, which the standard leaves to the sender and this library asks for. */
    NO_CHECKSUM,
    /** A checksum that does not fit the line: it was damaged on its way. */
    WRONG_CHECKSUM,
    /** Fewer fields than a sentence of its kind has. */
    TOO_SHORT,
    /** A time that is no time. */
    WRONG_TIME,
    /** A date that no calendar has, or one outside of the years 1970 to 2199. */
    WRONG_DATE,
    /** The second 60 of a minute, which Unix time can't say. */
    LEAP_SECOND,
    /** Well-formed, but neither RMC, ZDA, GGA, GNS nor GLL. */
    UNUSED_KIND
}
