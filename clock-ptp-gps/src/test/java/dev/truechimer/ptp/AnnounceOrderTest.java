package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import dev.truechimer.ptp.wire.PtpMessage.ClockQuality;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnounceOrderTest {

    private static final AnnounceOrder ORDER = new AnnounceOrder();

    /** Each is better than the next, although it is worse in all that counts less. */
    @Test
    void comparesInTheOrderOfTheStandard() {
        List<Announce> order = List.of(
                grandmaster(1, new ClockQuality(255, 0xFE, 0xFFFF), 255, -1, 9),
                grandmaster(2, new ClockQuality(6, 0xFE, 0xFFFF), 255, -2, 9),
                grandmaster(2, new ClockQuality(7, 0x20, 0xFFFF), 255, -3, 9),
                grandmaster(2, new ClockQuality(7, 0x21, 1), 255, -4, 9),
                grandmaster(2, new ClockQuality(7, 0x21, 2), 3, -5, 9),
                grandmaster(2, new ClockQuality(7, 0x21, 2), 4, 5, 9),
                grandmaster(2, new ClockQuality(7, 0x21, 2), 4, Long.MAX_VALUE, 8),
                // Identities are without a sign.
                grandmaster(2, new ClockQuality(7, 0x21, 2), 4, Long.MIN_VALUE, 0));
        for (int i = 0; i < order.size(); i++) {
            for (int j = 0; j < order.size(); j++) {
                assertEquals(
                        Integer.signum(Integer.compare(i, j)),
                        Integer.signum(ORDER.compare(order.get(i), order.get(j))),
                        i + " and " + j);
            }
        }
    }

    @Test
    void ofOneGrandmasterTheShorterWayIsBetterAndThenTheSender() {
        Announce near = by(new PortIdentity(-1, 9), 1, 200);
        Announce far = by(new PortIdentity(1, 1), 2, 100);
        Announce farOther = by(new PortIdentity(1, 2), 2, 100);
        assertTrue(ORDER.compare(near, far) < 0);
        assertTrue(ORDER.compare(far, farOther) < 0);
        assertTrue(ORDER.compare(farOther, by(new PortIdentity(2, 1), 2, 100)) < 0);
        assertEquals(0, ORDER.compare(far, far));
    }

    private static Announce grandmaster(int priority1, ClockQuality quality, int priority2, long identity, int steps) {
        return new Announce(
                Messages.header(Messages.MASTER, 0, 0, 0, 0),
                0,
                37,
                priority1,
                quality,
                priority2,
                identity,
                steps,
                0x20);
    }

    private static Announce by(PortIdentity sender, int steps, int priority1) {
        return new Announce(Messages.header(sender, 0, 0, 0, 0), 0, 37, priority1, Messages.GOOD, 128, 77, steps, 0x20);
    }
}
