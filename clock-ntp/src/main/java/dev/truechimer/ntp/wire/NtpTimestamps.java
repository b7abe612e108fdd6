package dev.truechimer.ntp.wire;

/**
 * Conversions between NTP's 64-bit time stamps and nanoseconds of Unix time.
 *
 * <p><b>Range:</b> a stamp carries no era; it is taken for the one moment from 2024-01-01T00:00:00Z (inclusive) to
 * 2<sup>32</sup> s later, in 2160 (exclusive). So the rollover of 2036-02-07T06:28:16Z is an ordinary second.
 * <b>Rounding:</b> as each name says; a unit of a stamp is 2<sup>-32</sup> s, about 0.23 ns. <b>Threads:</b> no state.
 * <b>Hazard:</b> a server that is before 2024 looks as if it were in the 2150s. <b>Source:</b> RFC 5905, section 6.
 */
public final class NtpTimestamps {

    /** The first moment that a stamp can mean, 2024-01-01T00:00:00Z, in seconds of Unix time. */
    public static final long PIVOT_UNIX_SECONDS = 1_704_067_200L;

    /** Seconds from 1900-01-01, where NTP counts from, to 1970-01-01. */
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long FRACTION_MASK = 0xFFFF_FFFFL;

    /** The pivot as a stamp: the subtraction below counts from there, modulo one era. */
    private static final long PIVOT_NTP64 = (PIVOT_UNIX_SECONDS + SECONDS_1900_TO_1970) << 32;

    private NtpTimestamps() {}

    /**
     * The last whole nanosecond that is not after a stamp.
     *
     * @param ntp64 any 64 bits
     * @return nanoseconds of Unix time
     */
    public static long unixNanosFloor(long ntp64) {
        long sincePivot = ntp64 - PIVOT_NTP64;
        // At most (2^32 - 1) * 10^9 = 4.3e18, which a long holds.
        return wholeSeconds(sincePivot) + (((sincePivot & FRACTION_MASK) * NANOS_PER_SECOND) >>> 32);
    }

    /**
     * The first whole nanosecond that is not before a stamp.
     *
     * @param ntp64 any 64 bits
     * @return nanoseconds of Unix time
     */
    public static long unixNanosCeil(long ntp64) {
        long sincePivot = ntp64 - PIVOT_NTP64;
        long scaled = (sincePivot & FRACTION_MASK) * NANOS_PER_SECOND;
        return wholeSeconds(sincePivot) + ((scaled + FRACTION_MASK) >>> 32);
    }

    /**
     * The last stamp that is not after a moment.
     *
     * @param unixNanos nanoseconds of Unix time; outside the range above, the era is lost
     */
    public static long ofUnixNanosFloor(long unixNanos) {
        long fraction = (Math.floorMod(unixNanos, NANOS_PER_SECOND) << 32) / NANOS_PER_SECOND;
        return (ntpSeconds(unixNanos) << 32) | fraction;
    }

    /**
     * The first stamp that is not before a moment.
     *
     * @param unixNanos nanoseconds of Unix time; outside the range above, the era is lost
     */
    public static long ofUnixNanosCeil(long unixNanos) {
        long scaled = Math.floorMod(unixNanos, NANOS_PER_SECOND) << 32;
        // The largest fraction, of 999,999,999 ns, rounds up to 2^32 - 4: no carry.
        return (ntpSeconds(unixNanos) << 32) | (scaled + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
    }

    /**
     * Whether one stamp is earlier than another, across the rollover too.
     *
     * @param ntp64 any 64 bits
     * @param otherNtp64 any 64 bits
     */
    public static boolean isBefore(long ntp64, long otherNtp64) {
        return Long.compareUnsigned(ntp64 - PIVOT_NTP64, otherNtp64 - PIVOT_NTP64) < 0;
    }

    private static long wholeSeconds(long sincePivot) {
        return (PIVOT_UNIX_SECONDS + (sincePivot >>> 32)) * NANOS_PER_SECOND;
    }

    private static long ntpSeconds(long unixNanos) {
        return Math.floorDiv(unixNanos, NANOS_PER_SECOND) + SECONDS_1900_TO_1970;
    }
}
