package dev.truechimer.ptp.wire;

/**
 * What all messages begin with, except their type and length.
 *
 * @param sdoId 12 bits that tell profiles apart; 0 for the default ones
 * @param minorVersion 0 for IEEE 1588-2008, 1 for 2019
 * @param domain 0 to 255
 * @param flags the two octets of flagField, the first in the higher byte
 * @param correctionScaled nanoseconds times 2^16 that the message was held up in transparent clocks
 * @param source who sent it
 * @param sequence 0 to 65535
 * @param logInterval logMessageInterval: the mean interval is 2 to this power in seconds; 127 where it has no meaning
 */
public record PtpHeader(
        int sdoId,
        int minorVersion,
        int domain,
        int flags,
        long correctionScaled,
        PortIdentity source,
        int sequence,
        int logInterval) {

    /** The exact origin time follows in another message. */
    public static final int TWO_STEP = 0x0200;
    /** Sent to one receiver. */
    public static final int UNICAST = 0x0400;
    /** The last minute of the current UTC day has 61 seconds. */
    public static final int LEAP_61 = 0x0001;
    /** The last minute of the current UTC day has 59 seconds. */
    public static final int LEAP_59 = 0x0002;
    /** currentUtcOffset is known to be right. */
    public static final int UTC_OFFSET_VALID = 0x0004;
    /** Times are TAI; otherwise on a scale of the grandmaster's own. */
    public static final int PTP_TIMESCALE = 0x0008;
    /** The time is traceable to a primary reference. */
    public static final int TIME_TRACEABLE = 0x0010;
    /** The frequency is traceable to a primary reference. */
    public static final int FREQUENCY_TRACEABLE = 0x0020;

    /** Whether all bits of a flag are set. */
    public boolean has(int flag) {
        return (flags & flag) == flag;
    }
}
