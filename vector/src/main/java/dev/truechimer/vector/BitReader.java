package dev.truechimer.vector;

import dev.truechimer.vector.MalformedClockException.Reason;

/**
 * Reads what {@link BitWriter} wrote, and refuses everything else: the bytes come from strangers.
 *
 * <p><b>Errors:</b> {@link MalformedClockException} and nothing else. <b>Threads:</b> confined to one.
 */
final class BitReader {

    private final byte[] bytes;
    private long position;

    BitReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Which bit comes next, counted from 0. */
    long position() {
        return position;
    }

    /**
     * Reads an unsigned number.
     *
     * @param count how many bits, 0 to 63
     */
    long read(int count) {
        if (count > bytes.length * 8L - position) {
            throw new MalformedClockException(Reason.TRUNCATED, "ends after " + bytes.length + " bytes");
        }
        long value = 0;
        for (int i = 0; i < count; i++) {
            int at = bytes[(int) (position >>> 3)];
            value = value << 1 | (at >>> (7 - (position & 7)) & 1);
            position++;
        }
        return value;
    }

    /** All has been read but the rest of the last byte, and that is zero. */
    void expectEnd() {
        long left = bytes.length * 8L - position;
        if (left >= 8) {
            throw new MalformedClockException(Reason.TRAILING, left / 8 + " bytes are left behind the value");
        }
        if (read((int) left) != 0) {
            throw new MalformedClockException(Reason.TRAILING, "the bits that fill up the last byte are not all 0");
        }
    }
}
