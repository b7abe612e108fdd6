package dev.truechimer.ptp.device;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/**
 * PTP_SYS_OFFSET_PRECISE: the hardware clock and the host's clocks, caught at one instant by hardware.
 *
 * <p><b>Source:</b> struct ptp_sys_offset_precise of linux/ptp_clock.h.
 */
final class SysOffsetPrecise {

    static final long REQUEST = 0xc040_3d08L;
    static final int BYTES = 64;

    private static final int DEVICE_AT = 0;
    private static final int REALTIME_AT = 16;
    private static final int MONOTONIC_RAW_AT = 32;

    private SysOffsetPrecise() {}

    /**
     * Reads the answer.
     *
     * @param raw whether the stamp of CLOCK_MONOTONIC_RAW is wanted, not that of CLOCK_REALTIME
     * @return one sample; none if a time is out of range
     */
    static List<PhcSample> read(ByteBuffer bytes, boolean raw) {
        OptionalLong device = PtpClockTime.read(bytes, DEVICE_AT);
        OptionalLong host = PtpClockTime.read(bytes, raw ? MONOTONIC_RAW_AT : REALTIME_AT);
        if (device.isEmpty() || host.isEmpty()) {
            return List.of();
        }
        return List.of(new PhcSample(host.getAsLong(), device.getAsLong(), host.getAsLong()));
    }
}
