package dev.truechimer.gps.wire;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * What stands in a segment of NTP's shared memory, as it is written there.
 *
 * <p><b>Layout:</b> 96 bytes in the order of the machine, the same on all 64-bit Linux: mode at 0, count 4, clockSec 8 (8
 * bytes), clockMicros 16, receiveSec 24 (8 bytes), receiveMicros 32, leap 36, precision 40, samples 44, valid 48, clockNanos
 * 52, receiveNanos 56, then 36 bytes that mean nothing. <b>Threads:</b> immutable. <b>Source:</b> ntpd's driver 28.
 *
 * @param mode 0: a reader goes by {@code valid}; 1: by {@code count} too
 * @param count the writer counts up before and after it writes
 * @param clockSeconds Unix time that the reference says, whole seconds
 * @param clockMicros its microseconds
 * @param receiveSeconds CLOCK_REALTIME at which it was seen, whole seconds
 * @param receiveMicros its microseconds
 * @param leap 0: no leap second ahead, 1: one is inserted, 2: one is left out, 3: not synchronised
 * @param precision of the stamps, a power of two in seconds
 * @param samples how many the writer keeps; means nothing here
 * @param valid not 0 while no reader has taken the sample
 * @param clockNanos nanoseconds of the clock's second, unsigned; from writers that know them
 * @param receiveNanos nanoseconds of the receive stamp's second, unsigned; from writers that know them
 */
public record NtpShmSample(
        int mode,
        int count,
        long clockSeconds,
        int clockMicros,
        long receiveSeconds,
        int receiveMicros,
        int leap,
        int precision,
        int samples,
        int valid,
        int clockNanos,
        int receiveNanos) {

    /** The key of unit 0; that of the others is their number more. */
    public static final int FIRST_KEY = 0x4E54_5030;

    /** The size of a segment in bytes. */
    public static final int BYTES = 96;

    /** Where {@code count} stands. */
    public static final int COUNT_AT = 4;

    private static final int CLOCK_SECONDS_AT = 8;
    private static final int CLOCK_MICROS_AT = 16;
    private static final int RECEIVE_SECONDS_AT = 24;
    private static final int RECEIVE_MICROS_AT = 32;
    private static final int LEAP_AT = 36;
    private static final int PRECISION_AT = 40;
    private static final int SAMPLES_AT = 44;
    private static final int VALID_AT = 48;
    private static final int CLOCK_NANOS_AT = 52;
    private static final int RECEIVE_NANOS_AT = 56;

    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** 2222-01-01T00:00:00Z. */
    private static final long LAST_SECOND = 7_952_342_400L;

    /**
     * Reads a segment or a copy of one. Any bytes are a sample; what they mean is another question.
     *
     * @param bytes 96 or more, read by absolute index in the buffer's own order
     */
    public static NtpShmSample decode(ByteBuffer bytes) {
        return new NtpShmSample(
                bytes.getInt(0),
                bytes.getInt(COUNT_AT),
                bytes.getLong(CLOCK_SECONDS_AT),
                bytes.getInt(CLOCK_MICROS_AT),
                bytes.getLong(RECEIVE_SECONDS_AT),
                bytes.getInt(RECEIVE_MICROS_AT),
                bytes.getInt(LEAP_AT),
                bytes.getInt(PRECISION_AT),
                bytes.getInt(SAMPLES_AT),
                bytes.getInt(VALID_AT),
                bytes.getInt(CLOCK_NANOS_AT),
                bytes.getInt(RECEIVE_NANOS_AT));
    }

    /**
     * Writes it; bytes that mean nothing are left as they are.
     *
     * @param bytes 96 or more, written by absolute index in the buffer's own order
     */
    public void encode(ByteBuffer bytes) {
        bytes.putInt(0, mode)
                .putInt(COUNT_AT, count)
                .putLong(CLOCK_SECONDS_AT, clockSeconds)
                .putInt(CLOCK_MICROS_AT, clockMicros)
                .putLong(RECEIVE_SECONDS_AT, receiveSeconds)
                .putInt(RECEIVE_MICROS_AT, receiveMicros)
                .putInt(LEAP_AT, leap)
                .putInt(PRECISION_AT, precision)
                .putInt(SAMPLES_AT, samples)
                .putInt(VALID_AT, valid)
                .putInt(CLOCK_NANOS_AT, clockNanos)
                .putInt(RECEIVE_NANOS_AT, receiveNanos);
    }

    /** The same with another {@code valid}. */
    public NtpShmSample withValid(int newValid) {
        return new NtpShmSample(
                mode,
                count,
                clockSeconds,
                clockMicros,
                receiveSeconds,
                receiveMicros,
                leap,
                precision,
                samples,
                newValid,
                clockNanos,
                receiveNanos);
    }

    /**
     * Whether both stamps have nanoseconds: those that a writer left at 0 or made for another sample don't fit the
     * microseconds. The microseconds are taken to be truncated, never rounded.
     */
    public boolean hasNanos() {
        return fits(clockNanos, clockMicros) && fits(receiveNanos, receiveMicros);
    }

    private static boolean fits(int nanos, int micros) {
        long excess = Integer.toUnsignedLong(nanos) - (long) micros * NANOS_PER_MICRO;
        return excess >= 0 && excess < NANOS_PER_MICRO;
    }

    /** The reference's time, nanoseconds of Unix time, truncated to microseconds without {@link #hasNanos}; empty if it is none. */
    public OptionalLong clockUtcNanos() {
        return nanos(clockSeconds, clockMicros, clockNanos);
    }

    /** CLOCK_REALTIME, as {@link #clockUtcNanos()}. */
    public OptionalLong receiveUtcNanos() {
        return nanos(receiveSeconds, receiveMicros, receiveNanos);
    }

    private OptionalLong nanos(long seconds, int micros, int nanos) {
        if (seconds < 0 || seconds > LAST_SECOND || micros < 0 || micros >= MICROS_PER_SECOND) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(seconds * NANOS_PER_SECOND + (hasNanos() ? nanos : (long) micros * NANOS_PER_MICRO));
    }
}
