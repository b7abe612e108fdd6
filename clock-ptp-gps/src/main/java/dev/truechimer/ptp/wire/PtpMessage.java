package dev.truechimer.ptp.wire;

import java.util.List;

/** A message of PTP. Those that only peers and masters need are not among them. <b>Threads:</b> immutable. */
public sealed interface PtpMessage extends PtpDecoded {

    /** What all messages begin with. */
    PtpHeader header();

    /**
     * A master tells of the clock behind it.
     *
     * @param originNanos about when it was sent; may be 0
     * @param currentUtcOffset TAI − UTC in seconds, if the header says that it is valid
     * @param priority1 the lower, the better
     * @param quality of the grandmaster
     * @param priority2 the lower, the better
     * @param grandmaster the identity of the clock at the root
     * @param stepsRemoved how many boundary clocks lie between
     * @param timeSource 0x10 atomic, 0x20 GNSS, 0x40 PTP, 0x50 NTP, 0x60 by hand, 0x90 other, 0xA0 oscillator
     */
    record Announce(
            PtpHeader header,
            long originNanos,
            int currentUtcOffset,
            int priority1,
            ClockQuality quality,
            int priority2,
            long grandmaster,
            int stepsRemoved,
            int timeSource)
            implements PtpMessage {}

    /**
     * How good a clock is.
     *
     * @param clockClass 6 locked to a primary reference, 7 in holdover, 248 default, 255 a slave only
     * @param accuracy an enumeration: 0x20 is 25 ns, 0x31 more than 10 s, 0xFE unknown
     * @param variance offsetScaledLogVariance, 0 to 65535
     */
    record ClockQuality(int clockClass, int accuracy, int variance) {}

    /**
     * A master's time, if one-step.
     *
     * @param originNanos when it was sent; 0 or an estimate if two-step
     */
    record Sync(PtpHeader header, long originNanos) implements PtpMessage {}

    /**
     * When the Sync of the same sequence number was sent.
     *
     * @param preciseOriginNanos to the nanosecond; what is finer is in the header's correction
     */
    record FollowUp(PtpHeader header, long preciseOriginNanos) implements PtpMessage {}

    /**
     * A client asks when this arrives.
     *
     * @param originNanos 0 or an estimate of when it was sent
     */
    record DelayReq(PtpHeader header, long originNanos) implements PtpMessage {}

    /**
     * When a request arrived.
     *
     * @param receiveNanos to the nanosecond; what is finer is subtracted by the header's correction
     * @param requesting whose request
     */
    record DelayResp(PtpHeader header, long receiveNanos, PortIdentity requesting) implements PtpMessage {}

    /**
     * Negotiation of unicast.
     *
     * @param target to whom
     * @param tlvs in order
     */
    record Signaling(PtpHeader header, PortIdentity target, List<UnicastTlv> tlvs) implements PtpMessage {
        /** Copies the list. */
        public Signaling {
            tlvs = List.copyOf(tlvs);
        }
    }

    /** A part of a {@link Signaling}. */
    sealed interface UnicastTlv {}

    /**
     * A client wants messages.
     *
     * @param messageType 0 Sync, 9 Delay_Resp, 11 Announce
     * @param logInterval the wanted mean interval, 2 to this power in seconds
     * @param durationSeconds for how long, 0 to 2^32 − 1
     */
    record RequestUnicast(int messageType, int logInterval, long durationSeconds) implements UnicastTlv {}

    /**
     * A master's answer.
     *
     * @param messageType as requested
     * @param logInterval the interval that is granted
     * @param durationSeconds for how long; 0 refuses
     * @param renewalInvited whether it is likely to be granted again
     */
    record GrantUnicast(int messageType, int logInterval, long durationSeconds, boolean renewalInvited)
            implements UnicastTlv {}

    /** No more messages of a type. */
    record CancelUnicast(int messageType) implements UnicastTlv {}

    /** Understood: no more messages of a type. */
    record AcknowledgeCancel(int messageType) implements UnicastTlv {}

    /**
     * Something else, which is passed over.
     *
     * @param type tlvType
     * @param length of its value in bytes
     */
    record OtherTlv(int type, int length) implements UnicastTlv {}

    /**
     * A question to a clock about its state, or the answer.
     *
     * @param target to whom
     * @param action 0 GET, 1 SET, 2 RESPONSE, 3 COMMAND, 4 ACKNOWLEDGE
     * @param content what is asked or said
     */
    record Management(PtpHeader header, PortIdentity target, int action, ManagementContent content)
            implements PtpMessage {}
}
