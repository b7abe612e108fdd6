package dev.truechimer.ptp.wire;

import java.nio.ByteBuffer;

/** A Timestamp: 48 bits of seconds, 32 of nanoseconds. <b>Source:</b> IEEE 1588-2019, clause 5.3.3. */
final class WireTime {

    static final int BYTES = 10;

    /** What {@link #read} says of a time that can't be one. */
    static final long WRONG = -1;

    /** The first second of the year 2222: nanoseconds of it, and of all before, fit into a long. */
    static final long END_SECONDS = 7_952_342_400L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private WireTime() {}

    static long read(ByteBuffer in, int at) {
        long seconds = Short.toUnsignedLong(in.getShort(at)) << Integer.SIZE
                | Integer.toUnsignedLong(in.getInt(at + Short.BYTES));
        long nanos = Integer.toUnsignedLong(in.getInt(at + Short.BYTES + Integer.BYTES));
        return seconds >= END_SECONDS || nanos >= NANOS_PER_SECOND ? WRONG : seconds * NANOS_PER_SECOND + nanos;
    }

    static void write(long nanos, WireWriter out) {
        if (nanos < 0 || nanos >= END_SECONDS * NANOS_PER_SECOND) {
            throw new IllegalArgumentException("a time must be in the years 1970 to 2221: " + nanos + " ns");
        }
        long seconds = nanos / NANOS_PER_SECOND;
        out.u16("seconds", (int) (seconds >> Integer.SIZE))
                .u32("seconds", seconds & 0xFFFF_FFFFL)
                .u32("nanoseconds", nanos % NANOS_PER_SECOND);
    }
}
