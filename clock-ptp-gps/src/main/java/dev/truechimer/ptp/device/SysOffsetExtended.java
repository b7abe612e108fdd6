package dev.truechimer.ptp.device;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * PTP_SYS_OFFSET_EXTENDED: the driver stamps with a clock of the host's right before and after it reads the lowest bits of
 * the hardware clock, several times in a call.
 *
 * <p>Newer kernels take the id of the clock to stamp with; older ones know CLOCK_REALTIME only, and refuse another one since
 * the field was reserved. <b>Source:</b> struct ptp_sys_offset_extended of linux/ptp_clock.h.
 */
final class SysOffsetExtended {

    static final long REQUEST = 0xc4c0_3d09L;
    static final int BYTES = 1216;
    static final int MOST_SAMPLES = 25;

    static final int REALTIME = 0;
    static final int MONOTONIC_RAW = 4;

    private static final int COUNT_AT = 0;
    private static final int CLOCK_ID_AT = 4;
    private static final int SAMPLES_AT = 16;
    private static final int SAMPLE_BYTES = 3 * PtpClockTime.BYTES;

    private SysOffsetExtended() {}

    /** Writes the question into zeroed bytes. */
    static void ask(ByteBuffer bytes, int samples, int clockId) {
        bytes.putInt(COUNT_AT, samples).putInt(CLOCK_ID_AT, clockId);
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
            int at = SAMPLES_AT + i * SAMPLE_BYTES;
            PhcSample.read(bytes, at).ifPresent(samples::add);
        }
        return samples;
    }
}
