package dev.truechimer.ptp.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes what a kernel writes: the structures of linux/ptp_clock.h, with something else in their unused parts. */
final class KernelAnswers {

    private static final long BILLION = 1_000_000_000L;

    private KernelAnswers() {}

    static ByteBuffer zeroed(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    static void time(ByteBuffer bytes, int at, long nanos) {
        bytes.putLong(at, Math.floorDiv(nanos, BILLION));
        bytes.putInt(at + 8, (int) Math.floorMod(nanos, BILLION));
        bytes.putInt(at + 12, 0xdead_beef);
    }

    static ByteBuffer precise(long device, long realtime, long raw) {
        ByteBuffer bytes = zeroed(SysOffsetPrecise.BYTES);
        time(bytes, 0, device);
        time(bytes, 16, realtime);
        time(bytes, 32, raw);
        return bytes;
    }

    static ByteBuffer extended(List<PhcSample> samples) {
        ByteBuffer bytes = zeroed(SysOffsetExtended.BYTES);
        bytes.putInt(0, samples.size());
        for (int i = 0; i < samples.size(); i++) {
            time(bytes, 16 + 48 * i, samples.get(i).beforeNanos());
            time(bytes, 32 + 48 * i, samples.get(i).phcNanos());
            time(bytes, 48 + 48 * i, samples.get(i).afterNanos());
        }
        return bytes;
    }

    /** Of each sample the host's time before; the last one's time after ends the answer. */
    static ByteBuffer plain(List<PhcSample> samples) {
        ByteBuffer bytes = zeroed(SysOffset.BYTES);
        bytes.putInt(0, samples.size());
        for (int i = 0; i < samples.size(); i++) {
            time(bytes, 16 + 32 * i, samples.get(i).beforeNanos());
            time(bytes, 32 + 32 * i, samples.get(i).phcNanos());
            time(bytes, 48 + 32 * i, samples.get(i).afterNanos());
        }
        return bytes;
    }
}
