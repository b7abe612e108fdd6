package dev.truechimer.gps;

import java.nio.ByteBuffer;

/**
 * What a PPS device says about one of its two edges, from the structure that PPS_FETCH fills.
 *
 * <p><b>Threads:</b> immutable. <b>Source:</b> linux/pps.h, {@code struct pps_fdata}: the same on x86-64 and aarch64.
 *
 * @param sequence how many of these edges there were, modulo 2^32; 0 if none
 * @param realtimeNanos CLOCK_REALTIME at the last one, Unix time
 * @param isValid whether the driver stands by the stamp
 */
record PpsStamp(long sequence, long realtimeNanos, boolean isValid) {

    /** The size of {@code struct pps_fdata}. */
    static final int FETCH_BYTES = 64;

    private static final int ASSERT_SEQUENCE_AT = 0;
    private static final int CLEAR_SEQUENCE_AT = 4;
    private static final int ASSERT_STAMP_AT = 8;
    private static final int CLEAR_STAMP_AT = 24;
    private static final int NANOS_AT = 8;
    private static final int FLAGS_AT = 12;
    private static final int TIME_INVALID = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SEQUENCES = 1L << 32;

    /** Beyond this many seconds, in the year 2200, a stamp means nothing. */
    private static final long MOST_SECONDS = 7_258_118_400L;

    /**
     * Reads one.
     *
     * @param fetched at least {@link #FETCH_BYTES}, in the order of this machine
     */
    static PpsStamp of(ByteBuffer fetched, boolean isAssert) {
        int at = isAssert ? ASSERT_STAMP_AT : CLEAR_STAMP_AT;
        long sequence = Integer.toUnsignedLong(fetched.getInt(isAssert ? ASSERT_SEQUENCE_AT : CLEAR_SEQUENCE_AT));
        long seconds = fetched.getLong(at);
        int nanos = fetched.getInt(at + NANOS_AT);
        boolean isPossible = seconds >= 0 && seconds < MOST_SECONDS && nanos >= 0 && nanos < NANOS_PER_SECOND;
        return new PpsStamp(
                sequence,
                isPossible ? seconds * NANOS_PER_SECOND + nanos : 0,
                isPossible && (fetched.getInt(at + FLAGS_AT) & TIME_INVALID) == 0);
    }

    /** How many edges later than another one this is, if the device went on counting meanwhile. */
    long edgesSince(PpsStamp earlier) {
        return Math.floorMod(sequence - earlier.sequence, SEQUENCES);
    }
}
