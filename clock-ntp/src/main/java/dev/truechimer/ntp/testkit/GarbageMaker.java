package dev.truechimer.ntp.testkit;

import dev.truechimer.ntp.wire.NtpHeader;
import dev.truechimer.ntp.wire.NtpHeaderCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes packets that are not the right reply. <b>Threads:</b> confined to one server's. */
final class GarbageMaker {

    private static final int MOST_RANDOM_BYTES = 96;
    private static final int ORIGIN_AT = 24;
    private static final long SEED = 42;

    private final SplittableRandom random = new SplittableRandom(SEED);

    /** What is sent instead of a reply. */
    byte[] instead(Garbage kind, NtpHeader reply) {
        ByteBuffer bytes = ByteBuffer.allocate(NtpHeaderCodec.HEADER_BYTES);
        NtpHeaderCodec.encode(reply, bytes);
        return switch (kind) {
            case RANDOM_BYTES -> randomBytes();
            case TRUNCATED -> Arrays.copyOf(bytes.array(), NtpHeaderCodec.HEADER_BYTES - 1);
            case EMPTY -> new byte[0];
            case WRONG_NONCE -> bytes.putLong(ORIGIN_AT, ~reply.originNtp64()).array();
            case WRONG_MODE -> bytes.put(0, first(4, NtpHeader.MODE_CLIENT)).array();
            case WRONG_VERSION -> bytes.put(0, first(2, NtpHeader.MODE_SERVER)).array();
        };
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[1 + random.nextInt(MOST_RANDOM_BYTES)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte first(int version, int mode) {
        return (byte) ((version << 3) | mode);
    }
}
