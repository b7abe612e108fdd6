package dev.truechimer.vector;

import java.util.Arrays;

/**
 * Writes the numbers of an encoded clock: unsigned LEB128, seven bits a byte, low bits first, in as few bytes as
 * possible.
 *
 * <p><b>Threads:</b> confined to one.
 */
final class VarintWriter {

    private byte[] bytes;
    private int size;

    VarintWriter(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    void writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    /** Writes all 64 bits as an unsigned number: 1 to 10 bytes. */
    void writeUnsigned(long value) {
        ensure(VarintReader.LONGEST_VARINT_BYTES);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Writes a number of either sign, small in both directions from zero: zig-zag, as in Protocol Buffers. */
    void writeSigned(long value) {
        writeUnsigned(value << 1 ^ value >> 63);
    }

    void writeBytes(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}
