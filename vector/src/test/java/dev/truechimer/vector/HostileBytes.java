package dev.truechimer.vector;

import java.util.Arrays;
import java.util.Random;

/** Bytes that look like an encoded value: with the right first byte, and much that can follow it. */
final class HostileBytes {

    private static final int MOST_BYTES = 20;

    private HostileBytes() {}

    /** Mostly small numbers, and now and then a long one. The same seed gives the same bytes. */
    static byte[] ofSeed(int format, long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[1 + random.nextInt(MOST_BYTES)];
        int longNumber = 0;
        for (int i = 1; i < bytes.length; i++) {
            if (longNumber == 0 && random.nextInt(12) == 0) {
                longNumber = random.nextInt(12);
            }
            int dice = random.nextInt(10);
            if (longNumber > 0) {
                longNumber--;
                bytes[i] = (byte) (dice < 8 ? 0xFF : 0x80);
            } else {
                bytes[i] = (byte) (dice < 9 ? random.nextInt(4) : random.nextInt(256));
            }
        }
        bytes[0] = (byte) (random.nextInt(50) == 0 ? random.nextInt(256) : format);
        return bytes;
    }

    /** One byte changed, one left out, or one more. */
    static byte[] mutant(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(3)) {
            case 0 -> {
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                return changed;
            }
            case 1 -> {
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
                System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
                return shorter;
            }
            default -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                longer[at] = (byte) random.nextInt(256);
                return longer;
            }
        }
    }
}
