package dev.truechimer.ptp;

import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import dev.truechimer.ptp.wire.PtpMessage.ClockQuality;
import dev.truechimer.ptp.wire.PtpMessage.DelayResp;
import dev.truechimer.ptp.wire.PtpMessage.FollowUp;
import dev.truechimer.ptp.wire.PtpMessage.Sync;
import java.util.List;

/** Messages of a master for tests, and what a client is set to. */
final class Messages {

    static final long GRANDMASTER = 0x1122_33FF_FE44_5566L;
    static final PortIdentity MASTER = new PortIdentity(GRANDMASTER, 1);
    static final ClockQuality GOOD = new ClockQuality(6, 0x21, 0x4E5D);

    /** TAI. */
    static final int TAI = PtpHeader.PTP_TIMESCALE;

    private Messages() {}

    /** A reading so near to the end of the range that those after it start again from the least. */
    static long ticksBeforeTheEnd(long nanos) {
        return Long.MAX_VALUE - nanos;
    }

    static PtpHeader header(PortIdentity source, int sequence, int flags, long correctionScaled, int logInterval) {
        return new PtpHeader(0, 0, 0, flags, correctionScaled, source, sequence, logInterval);
    }

    /** Once a second, 100 ns. */
    static Announce announce(PortIdentity source, int sequence, int flags) {
        return new Announce(header(source, sequence, flags, 0, 0), 0, 37, 128, GOOD, 128, source.clock(), 0, 0x20);
    }

    static Announce quality(Announce announce, ClockQuality quality, int stepsRemoved) {
        return new Announce(
                announce.header(),
                0,
                announce.currentUtcOffset(),
                announce.priority1(),
                quality,
                announce.priority2(),
                announce.grandmaster(),
                stepsRemoved,
                announce.timeSource());
    }

    static Announce offset(Announce announce, int currentUtcOffset) {
        return new Announce(
                announce.header(),
                0,
                currentUtcOffset,
                announce.priority1(),
                announce.quality(),
                announce.priority2(),
                announce.grandmaster(),
                announce.stepsRemoved(),
                announce.timeSource());
    }

    static Sync oneStep(PortIdentity source, int sequence, long originNanos, long correctionScaled) {
        return new Sync(header(source, sequence, 0, correctionScaled, 0), originNanos);
    }

    static Sync twoStep(PortIdentity source, int sequence, long correctionScaled) {
        return new Sync(header(source, sequence, PtpHeader.TWO_STEP, correctionScaled, 0), 0);
    }

    static FollowUp followUp(PortIdentity source, int sequence, long originNanos, long correctionScaled) {
        return new FollowUp(header(source, sequence, 0, correctionScaled, 0), originNanos);
    }

    static DelayResp response(
            PortIdentity source, int sequence, PortIdentity requesting, long receiveNanos, long correctionScaled) {
        return new DelayResp(header(source, sequence, 0, correctionScaled, 0), receiveNanos, requesting);
    }

    static PtpSettings.Claims claims(long floorNanos, boolean utcDeclared) {
        return new PtpSettings.Claims(0, 0, floorNanos, 100_000, utcDeclared);
    }

    static PtpSettings settings(PtpSettings.Claims claims) {
        return new PtpSettings("ptp", "eth0", 0, 0, false, 0xE, List.of(), claims, PtpSettings.Ports.REGISTERED);
    }
}
