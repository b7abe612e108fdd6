package dev.truechimer.vector;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.Arrays;

/**
 * Reads what {@link VarintWriter} wrote, and refuses everything else: the bytes come from strangers.
 *
 * <p><b>Errors:</b> {@link MalformedClockException} and nothing else. <b>Threads:</b> confined to one.
 */
final class VarintReader {

    /** 64 bits, seven a byte. */
    static final int LONGEST_VARINT_BYTES = 10;

    private final byte[] bytes;
    private int position;

    VarintReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int remaining() {
        return bytes.length - position;
    }

    /** Reads the byte that says what follows. */
    void expectFormat(int format) {
        int found = readByte();
        if (found != format) {
            throw new MalformedClockException(
                    Reason.UNKNOWN_FORMAT,
                    "the first byte is " + found + ", not " + format + " for this kind and version");
        }
    }

    /** 0 to 255. */
    int readByte() {
        if (position == bytes.length) {
            throw new MalformedClockException(Reason.TRUNCATED, "ends after " + bytes.length + " bytes");
        }
        return bytes[position++] & 0xFF;
    }

    /** All 64 bits of an unsigned number. */
    long readUnsigned() {
        int start = position;
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = readByte();
            if (shift == 63 && next > 1) {
                throw new MalformedClockException(Reason.OVERFLOW, "more than 64 bits at byte " + start);
            }
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw new MalformedClockException(
                            Reason.NOT_CANONICAL, "a longer form than needed at byte " + start);
                }
                return value;
            }
        }
    }

    /** 0 to {@link Long#MAX_VALUE}. */
    long readCount() {
        int start = position;
        long value = readUnsigned();
        if (value < 0) {
            throw new MalformedClockException(Reason.OVERFLOW, "more than 63 bits at byte " + start);
        }
        return value;
    }

    /** A number of either sign. */
    long readSigned() {
        long zigzag = readUnsigned();
        return zigzag >>> 1 ^ -(zigzag & 1);
    }

    /**
     * Reads how many items follow. What is allocated for them is bounded by the bytes that are really there.
     *
     * @param limit the most that the caller accepts
     * @param leastBytesEach how many bytes one item takes at least, {@code >= 1}
     */
    int readSize(int limit, int leastBytesEach) {
        long size = readCount();
        if (size > limit) {
            throw new MalformedClockException(Reason.TOO_LARGE, size + " items, the limit is " + limit);
        }
        if (size > remaining() / leastBytesEach) {
            throw new MalformedClockException(Reason.TRUNCATED, size + " items in " + remaining() + " bytes");
        }
        return (int) size;
    }

    /** The next {@code length} bytes; {@code length} comes from {@link #readSize}. */
    byte[] readBytes(int length) {
        byte[] copy = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return copy;
    }

    /** All has been read. */
    void expectEnd() {
        if (remaining() != 0) {
            throw new MalformedClockException(Reason.TRAILING, remaining() + " bytes are left behind the value");
        }
    }
}
