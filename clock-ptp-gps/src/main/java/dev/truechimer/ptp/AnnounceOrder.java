package dev.truechimer.ptp;

import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import java.util.Comparator;

/**
 * Which of two masters is the better one; the lesser is. <b>Source:</b> IEEE 1588-2019, 9.3.4, figures 34 and 35, for a clock
 * that is never a master itself.
 */
final class AnnounceOrder implements Comparator<Announce> {

    private static final Comparator<Announce> GRANDMASTER = Comparator.comparingInt(Announce::priority1)
            .thenComparingInt(announce -> announce.quality().clockClass())
            .thenComparingInt(announce -> announce.quality().accuracy())
            .thenComparingInt(announce -> announce.quality().variance())
            .thenComparingInt(Announce::priority2)
            .thenComparing(Announce::grandmaster, Long::compareUnsigned);

    private static final Comparator<PortIdentity> SENDER =
            Comparator.comparing(PortIdentity::clock, Long::compareUnsigned).thenComparingInt(PortIdentity::port);

    private static final Comparator<Announce> WAY = Comparator.comparingInt(Announce::stepsRemoved)
            .thenComparing(announce -> announce.header().source(), SENDER);

    @Override
    public int compare(Announce one, Announce other) {
        // Of one grandmaster only the way counts, although it may have changed between the two messages.
        return one.grandmaster() == other.grandmaster() ? WAY.compare(one, other) : GRANDMASTER.compare(one, other);
    }
}
