package dev.truechimer.ptp.device;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * PTP_SYS_OFFSET: the kernel reads CLOCK_REALTIME and the hardware clock in turn, several times in a call, the former first
 * and last.
 *
 * <p><b>Source:</b> struct ptp_sys_offset of linux/ptp_clock.h.
 */
final class SysOffset {

    static final long REQUEST = 0x4340_3d05L;
    static final int BYTES = 832;
    static final int MOST_SAMPLES = 25;

    private static final int COUNT_AT = 0;
    private static final int TIMES_AT = 16;

    private SysOffset() {}

    /** Writes the question into zeroed bytes. */
    static void ask(ByteBuffer bytes, int samples) {
        bytes.putInt(COUNT_AT, samples);
    }

    /**
     * Reads the answer.
     *
     * @return the samples without those of which a time is out of range; none if their number is
     */
    static List<PhcSample> read(ByteBuffer bytes) {
        int count = bytes.getInt(COUNT_AT);
        if (count < 0 || count > MOST_SAMPLES) {
            return List.of();
        }
        List<PhcSample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Host, device, host, device, and so on: a host time is the end of one sample and the start of the next.
            int at = TIMES_AT + 2 * i * PtpClockTime.BYTES;
            PhcSample.read(bytes, at).ifPresent(samples::add);
        }
        return samples;
    }
}
