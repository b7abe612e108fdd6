package dev.truechimer.ptp.device;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Reads a struct ptp_clock_time: 64-bit seconds, 32-bit nanoseconds, 32 bits reserved, in the order of this machine.
 *
 * <p><b>Source:</b> linux/ptp_clock.h; the layout is the same on x86-64 and aarch64.
 */
final class PtpClockTime {

    static final int BYTES = 16;

    private static final int NANOS_AT = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Beyond this the nanoseconds would not fit a long. */
    private static final long MOST_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

    private PtpClockTime() {}

    /**
     * Reads one.
     *
     * @return nanoseconds since the clock's own origin; empty if the nanoseconds are not below 10^9, or the seconds are more
     *     than nanoseconds in a long can say
     */
    static OptionalLong read(ByteBuffer bytes, int at) {
        long seconds = bytes.getLong(at);
        long nanos = Integer.toUnsignedLong(bytes.getInt(at + NANOS_AT));
        if (nanos >= NANOS_PER_SECOND || seconds > MOST_SECONDS || seconds < -MOST_SECONDS) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(seconds * NANOS_PER_SECOND + nanos);
    }
}
