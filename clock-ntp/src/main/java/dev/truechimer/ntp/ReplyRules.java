package dev.truechimer.ntp;

import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ntp.wire.NtpHeader;
import dev.truechimer.ntp.wire.NtpTimestamps;
import org.jspecify.annotations.Nullable;

/**
 * Which replies may be used at all.
 *
 * <p>The order matters: only a reply that echoes the nonce comes from somebody who saw the request, so nothing else of a
 * packet is looked at before, a kiss-o'-death included. <b>Threads:</b> no state. <b>Source:</b> RFC 5905, sections 7.3,
 * 7.4 and A.5.3.
 */
final class ReplyRules {

    private static final int STRATUM_UNSYNCHRONIZED = 16;

    /** MAXDISP of RFC 5905, 16 s, in units of 2^-16 s. */
    private static final long MOST_DISPERSION_NTP32 = 16L << 16;

    private static final int LEAST_PRECISION = -32;
    private static final int MOST_PRECISION = 0;

    private ReplyRules() {}

    /**
     * Checks everything that needs no arithmetic on time.
     *
     * @param reply of version 3 or 4 and mode 4
     * @param nonceNtp64 the transmit field of the request
     * @return why the reply can't be used, or {@code null}
     */
    static @Nullable SourceFailure check(NtpHeader reply, long nonceNtp64) {
        if (reply.originNtp64() != nonceNtp64) {
            String shown = String.format("%016x is not %016x", reply.originNtp64(), nonceNtp64);
            return refuse(Reason.UNSOLICITED, "origin must echo the transmit field of the request: " + shown);
        }
        if (reply.stratum() == 0) {
            return kiss(reply);
        }
        SourceFailure failure = checkSynchronized(reply);
        return failure == null ? checkPlausible(reply) : failure;
    }

    private static SourceFailure kiss(NtpHeader reply) {
        String code = reply.referenceIdText();
        return switch (code) {
            case "RATE" -> refuse(Reason.RATE_LIMITED, "kiss-o'-death RATE: the server wants fewer requests");
            case "DENY", "RSTR" ->
                refuse(
                        Reason.DENIED,
                        "kiss-o'-death " + code + ": the server refuses to serve us; it is not asked again");
            default -> refuse(Reason.UNSYNCHRONIZED, "stratum 0, kiss code " + code);
        };
    }

    private static @Nullable SourceFailure checkSynchronized(NtpHeader reply) {
        if (reply.stratum() == STRATUM_UNSYNCHRONIZED) {
            return refuse(Reason.UNSYNCHRONIZED, "stratum must be 1 to 15: 16 says not synchronised");
        }
        if (reply.stratum() > STRATUM_UNSYNCHRONIZED) {
            return refuse(Reason.IMPLAUSIBLE, "stratum must be 1 to 15: " + reply.stratum());
        }
        if (reply.leap() == NtpHeader.LEAP_UNSYNCHRONIZED) {
            return refuse(Reason.UNSYNCHRONIZED, "leap indicator 3 says not synchronised");
        }
        return null;
    }

    private static @Nullable SourceFailure checkPlausible(NtpHeader reply) {
        if (reply.receiveNtp64() == 0 || reply.transmitNtp64() == 0) {
            return refuse(
                    Reason.IMPLAUSIBLE, (reply.receiveNtp64() == 0 ? "receive" : "transmit") + " time must not be 0");
        }
        if (NtpTimestamps.isBefore(reply.transmitNtp64(), reply.receiveNtp64())) {
            String shown = String.format("%016x < %016x", reply.transmitNtp64(), reply.receiveNtp64());
            return refuse(Reason.IMPLAUSIBLE, "transmit time must not be before receive time: " + shown);
        }
        if (reply.precision() < LEAST_PRECISION || reply.precision() > MOST_PRECISION) {
            return refuse(Reason.IMPLAUSIBLE, "precision must be -32 to 0 (log2 of seconds): " + reply.precision());
        }
        long delay = Integer.toUnsignedLong(reply.rootDelayNtp32());
        long dispersion = Integer.toUnsignedLong(reply.rootDispersionNtp32());
        if (delay >= MOST_DISPERSION_NTP32
                || dispersion >= MOST_DISPERSION_NTP32
                || delay + 2 * dispersion >= 2 * MOST_DISPERSION_NTP32) {
            return refuse(
                    Reason.IMPLAUSIBLE,
                    "root delay, root dispersion, and half the delay plus the dispersion must be < 16 s: "
                            + milliseconds(delay) + ", " + milliseconds(dispersion));
        }
        return null;
    }

    private static String milliseconds(long ntp32) {
        return ((ntp32 * 1000) >>> 16) + " ms";
    }

    private static SourceFailure refuse(Reason reason, String detail) {
        return new SourceFailure(reason, detail);
    }
}
