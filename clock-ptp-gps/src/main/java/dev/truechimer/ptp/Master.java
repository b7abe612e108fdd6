package dev.truechimer.ptp;

import dev.truechimer.ptp.wire.ClockAccuracy;
import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import java.net.InetAddress;
import java.util.OptionalLong;

/**
 * A master, as it announced itself last. <b>Threads:</b> immutable.
 *
 * @param announce the last that it sent
 * @param sender where that came from
 */
record Master(Announce announce, InetAddress sender) {

    PortIdentity port() {
        return announce.header().source();
    }

    /** Whether another one is this one at another time: the same port with the same grandmaster behind it. */
    boolean isSame(Master other) {
        return port().equals(other.port()) && announce.grandmaster() == other.announce.grandmaster();
    }

    /** Whether a stamp means the same, as truly, by both: on the same scale, with the same stated error. */
    boolean isAsTrueAs(Master other) {
        return announce.quality().accuracy() == other.announce.quality().accuracy()
                && announce.stepsRemoved() == other.announce.stepsRemoved()
                && announce.header().has(PtpHeader.PTP_TIMESCALE)
                        == other.announce.header().has(PtpHeader.PTP_TIMESCALE);
    }

    /** By which sources that follow the same grandmaster recognise each other. */
    String mark() {
        return PortIdentity.mark(announce.grandmaster());
    }

    /** Equal for those that are {@linkplain #isSame the same}. */
    String address() {
        return mark() + " by " + port();
    }

    /** A line for operators. */
    String text() {
        PtpHeader header = announce.header();
        OptionalLong accuracy = ClockAccuracy.errorNanos(announce.quality().accuracy());
        return "follows " + header.source() + ", grandmaster " + PortIdentity.clockText(announce.grandmaster())
                + ", class " + announce.quality().clockClass()
                + ", accuracy " + (accuracy.isPresent() ? accuracy.getAsLong() + " ns" : "unknown")
                + ", " + announce.stepsRemoved() + " steps removed"
                + (header.has(PtpHeader.PTP_TIMESCALE) ? ", TAI" : ", not TAI")
                + (header.has(PtpHeader.LEAP_61) ? ", leap second announced" : "")
                + (header.has(PtpHeader.LEAP_59) ? ", missing second announced" : "");
    }
}
