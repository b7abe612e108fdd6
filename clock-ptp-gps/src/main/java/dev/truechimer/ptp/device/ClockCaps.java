package dev.truechimer.ptp.device;

import java.nio.ByteBuffer;

/**
 * What a hardware clock can do, as PTP_CLOCK_GETCAPS tells it.
 *
 * <p><b>Threads:</b> immutable. <b>Source:</b> struct ptp_clock_caps of linux/ptp_clock.h.
 *
 * @param maxAdjustmentPpb by how much its rate can be changed, in parts per billion
 * @param crossTimestamping whether one instant can be caught on it and on the host's clocks by hardware
 */
public record ClockCaps(int maxAdjustmentPpb, boolean crossTimestamping) {

    static final long REQUEST = 0x8050_3d01L;
    static final int BYTES = 80;

    private static final int CROSS_TIMESTAMPING_AT = 24;

    static ClockCaps read(ByteBuffer bytes) {
        return new ClockCaps(bytes.getInt(0), bytes.getInt(CROSS_TIMESTAMPING_AT) != 0);
    }
}
