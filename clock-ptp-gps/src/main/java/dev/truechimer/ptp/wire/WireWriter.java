package dev.truechimer.ptp.wire;

import java.io.ByteArrayOutputStream;

/** Bytes in big-endian order, each number checked against the width that it has on the wire. */
final class WireWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static int inRange(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " must be " + least + " to " + most + ": " + value);
        }
        return value;
    }

    WireWriter u8(String field, int value) {
        out.write(inRange(field, value, 0, 0xFF));
        return this;
    }

    WireWriter i8(String field, int value) {
        out.write(inRange(field, value, Byte.MIN_VALUE, Byte.MAX_VALUE));
        return this;
    }

    WireWriter u16(String field, int value) {
        inRange(field, value, 0, 0xFFFF);
        return big(value, Short.BYTES);
    }

    WireWriter i16(String field, int value) {
        inRange(field, value, Short.MIN_VALUE, Short.MAX_VALUE);
        return big(value, Short.BYTES);
    }

    WireWriter u32(String field, long value) {
        if (value < 0 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(field + " must be 0 to 4294967295: " + value);
        }
        return big(value, Integer.BYTES);
    }

    WireWriter i64(long value) {
        return big(value, Long.BYTES);
    }

    WireWriter zeros(int count) {
        for (int i = 0; i < count; i++) {
            out.write(0);
        }
        return this;
    }

    WireWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private WireWriter big(long value, int bytes) {
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.write((int) (value >> shift));
        }
        return this;
    }
}
