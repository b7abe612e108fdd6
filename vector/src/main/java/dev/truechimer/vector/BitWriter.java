package dev.truechimer.vector;

import java.util.Arrays;

/**
 * Writes a string of bits, the most significant bit of each byte first; what is left of the last byte is zero.
 *
 * <p><b>Threads:</b> confined to one.
 */
final class BitWriter {

    private byte[] bytes;
    private long bits;

    BitWriter(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    /**
     * Writes the low bits of a value, the highest of them first.
     *
     * @param value what is above the low {@code count} bits must be zero
     * @param count 0 to 63
     */
    void write(long value, int count) {
        ensure(count);
        for (int bit = count - 1; bit >= 0; bit--) {
            if ((value >>> bit & 1) != 0) {
                bytes[(int) (bits >>> 3)] |= (byte) (0x80 >>> (bits & 7));
            }
            bits++;
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, Math.toIntExact((bits + 7) >>> 3));
    }

    private void ensure(int more) {
        int needed = Math.toIntExact((bits + more + 7) >>> 3);
        if (bytes.length < needed) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, needed));
        }
    }
}
