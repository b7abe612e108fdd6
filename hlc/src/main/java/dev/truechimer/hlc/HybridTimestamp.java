package dev.truechimer.hlc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/**
 * A hybrid timestamp: helpers on packed values for hot paths, and the value type for cold ones.
 *
 * <p><b>Shape:</b> a {@code long}: sign 0, 52 bits of microseconds since 1970-01-01T00:00:00, 11 bits of logical counter, so that
 * the order of timestamps is the order of signed longs, and of their eight bytes in big-endian order read as unsigned. <b>Range:</b>
 * {@code 0..Long.MAX_VALUE}, that is from 1970 to the year 2112. <b>Scale:</b> that of the physical clock; text and {@link
 * Instant} forms read it as UTC. <b>Threads:</b> immutable.
 *
 * @param packed the packed form, {@code >= 0}
 */
public record HybridTimestamp(long packed) implements Comparable<HybridTimestamp> {

    /** Bits of the logical counter. */
    public static final int LOGICAL_BITS = 11;

    /** The largest logical counter: 2047. */
    public static final int MAX_LOGICAL = (1 << LOGICAL_BITS) - 1;

    /** The largest physical part, in microseconds since 1970: in the year 2112. */
    public static final long MAX_MICROS = (1L << 52) - 1;

    /** Length of the binary form. */
    public static final int BYTES = Long.BYTES;

    private static final long MICROS_PER_SECOND = 1_000_000;

    /**
     * Checks the sign.
     *
     * @throws MalformedTimestampException if {@code packed < 0}
     */
    public HybridTimestamp {
        requireValid(packed);
    }

    /**
     * Packs the two parts.
     *
     * @param micros microseconds since 1970, {@code 0..}{@link #MAX_MICROS}
     * @param logical the logical counter, {@code 0..}{@link #MAX_LOGICAL}
     * @throws IllegalArgumentException if a part is out of range
     */
    public static long pack(long micros, int logical) {
        if (micros < 0 || micros > MAX_MICROS) {
            throw new IllegalArgumentException("micros must be 0.." + MAX_MICROS + ": " + micros);
        }
        if (logical < 0 || logical > MAX_LOGICAL) {
            throw new IllegalArgumentException("logical must be 0.." + MAX_LOGICAL + ": " + logical);
        }
        return micros << LOGICAL_BITS | logical;
    }

    /**
     * The physical part, in microseconds since 1970.
     *
     * @param packed a packed timestamp; not checked
     */
    public static long micros(long packed) {
        return packed >>> LOGICAL_BITS;
    }

    /**
     * The logical part.
     *
     * @param packed a packed timestamp; not checked
     */
    public static int logical(long packed) {
        return (int) packed & MAX_LOGICAL;
    }

    /**
     * The order of two packed timestamps: that of signed longs.
     *
     * @param a a packed timestamp
     * @param b another one
     * @return negative, zero or positive
     */
    public static int compare(long a, long b) {
        return Long.compare(a, b);
    }

    /**
     * The physical part as an {@code Instant}; the logical part is lost.
     *
     * @param packed a packed timestamp
     * @throws MalformedTimestampException if it is negative
     */
    public static Instant instant(long packed) {
        long micros = micros(requireValid(packed));
        return Instant.ofEpochSecond(micros / MICROS_PER_SECOND, micros % MICROS_PER_SECOND * 1_000);
    }

    /**
     * The binary form: eight bytes, big-endian. The order of timestamps is the order of these bytes read as unsigned, as
     * key-value stores compare them.
     *
     * @param packed a packed timestamp
     * @throws MalformedTimestampException if it is negative
     */
    public static byte[] encode(long packed) {
        return ByteBuffer.allocate(BYTES).putLong(requireValid(packed)).array();
    }

    /**
     * Writes the binary form at the buffer's position, which moves on by {@value #BYTES}; always big-endian, whatever the
     * order of the buffer.
     *
     * @param packed a packed timestamp
     * @param target where to write
     * @throws MalformedTimestampException if the timestamp is negative
     * @throws java.nio.BufferOverflowException if less than {@value #BYTES} bytes remain; nothing is written
     */
    public static void encode(long packed, ByteBuffer target) {
        requireValid(packed);
        target.putLong(target.order() == ByteOrder.BIG_ENDIAN ? packed : Long.reverseBytes(packed));
    }

    /**
     * Reads the binary form.
     *
     * @param bytes exactly {@value #BYTES} bytes
     * @return the packed timestamp
     * @throws MalformedTimestampException if the length is another one, or the sign bit is set
     */
    public static long decode(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new MalformedTimestampException("a timestamp has " + BYTES + " bytes: " + bytes.length);
        }
        return requireValid(ByteBuffer.wrap(bytes).getLong());
    }

    /**
     * Reads the binary form at the buffer's position, which moves on by {@value #BYTES} if it is valid and stays if not;
     * always big-endian, whatever the order of the buffer.
     *
     * @param source where to read
     * @return the packed timestamp
     * @throws MalformedTimestampException if fewer bytes remain, or the sign bit is set
     */
    public static long decode(ByteBuffer source) {
        if (source.remaining() < BYTES) {
            throw new MalformedTimestampException("a timestamp has " + BYTES + " bytes: " + source.remaining());
        }
        long read = source.getLong(source.position());
        long packed = requireValid(source.order() == ByteOrder.BIG_ENDIAN ? read : Long.reverseBytes(read));
        source.position(source.position() + BYTES);
        return packed;
    }

    /**
     * The text form, for example {@code 2026-11-20T12:00:00.123456Z/0007}: always {@value TimestampText#LENGTH} characters, and
     * sorted as text in the order of the timestamps.
     *
     * @param packed a packed timestamp
     * @throws MalformedTimestampException if it is negative
     */
    public static String format(long packed) {
        return TimestampText.format(requireValid(packed));
    }

    /**
     * Reads the text form, and nothing but what {@link #format} writes.
     *
     * @param text the text form
     * @return the packed timestamp
     * @throws MalformedTimestampException if it is anything else
     */
    public static long parse(CharSequence text) {
        return TimestampText.parse(text);
    }

    /**
     * Reads the text form into a value.
     *
     * @param text the text form
     * @throws MalformedTimestampException if it is anything but what {@link #format} writes
     */
    public static HybridTimestamp of(CharSequence text) {
        return new HybridTimestamp(parse(text));
    }

    /** The physical part, in microseconds since 1970. */
    public long micros() {
        return micros(packed);
    }

    /** The logical part. */
    public int logical() {
        return logical(packed);
    }

    /** The physical part as an {@code Instant}; the logical part is lost. */
    public Instant instant() {
        return instant(packed);
    }

    /** The order of the packed values. */
    @Override
    public int compareTo(HybridTimestamp other) {
        return compare(packed, other.packed);
    }

    /** The text form. */
    @Override
    public String toString() {
        return TimestampText.format(packed);
    }

    /** The first timestamp of a microsecond; not checked. */
    static long startOf(long micros) {
        return micros << LOGICAL_BITS;
    }

    /** The last timestamp of the same microsecond. */
    static long endOf(long packed) {
        return packed | MAX_LOGICAL;
    }

    static long requireValid(long packed) {
        if (packed < 0) {
            throw new MalformedTimestampException("a packed timestamp must be >= 0: " + packed);
        }
        return packed;
    }
}
