package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import dev.truechimer.ptp.wire.PtpMessage.ClockQuality;
import dev.truechimer.testing.Ipv4;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForeignMastersTest {

    private static final long SECOND = 1_000_000_000L;
    /** Readings pass the end of their range in these tests. */
    private static final long START = Messages.ticksBeforeTheEnd(SECOND);

    private static final InetAddress SENDER = Ipv4.of(192, 0, 2, 1);

    private final ForeignMasters masters = new ForeignMasters();

    @Test
    void oneQualifiesByTwoDifferentAnnouncesInFourIntervals() {
        assertEquals(Optional.empty(), hear(announce(1), 0));
        assertEquals(Optional.empty(), hear(announce(1), SECOND), "the same message twice");
        assertEquals(Optional.empty(), hear(announce(2), 5 * SECOND + 1), "too late");
        assertEquals(Optional.of(Messages.MASTER), hear(announce(3), 9 * SECOND + 1));
    }

    @Test
    void oneIsForgottenAfterThreeSilentIntervals() {
        hear(announce(1), 0);
        hear(announce(2), SECOND);
        assertEquals(Optional.of(Messages.MASTER), best(4 * SECOND));
        assertEquals(Optional.empty(), best(4 * SECOND + 1));
        assertEquals(Optional.empty(), hear(announce(3), 4 * SECOND + 2), "it must qualify again");
    }

    @Test
    void slavesAndThoseTooFarAreNoMasters() {
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    Optional.empty(),
                    hear(Messages.quality(announce(i), new ClockQuality(255, 0x21, 0), 0), i * SECOND));
            assertEquals(Optional.empty(), hear(Messages.quality(announce(i), Messages.GOOD, 255), i * SECOND));
        }
        assertEquals(0, masters.size());
        hear(Messages.quality(announce(5), Messages.GOOD, 254), 5 * SECOND);
        assertEquals(Optional.of(Messages.MASTER), hear(Messages.quality(announce(6), Messages.GOOD, 254), 6 * SECOND));
    }

    @Test
    void theBestThatQualifiedIsChosen() {
        PortIdentity better = new PortIdentity(5, 1);
        hear(announce(1), 0);
        hear(announce(2), SECOND);
        assertEquals(Optional.of(Messages.MASTER), hear(Messages.announce(better, 1, 0), SECOND));
        assertEquals(Optional.of(better), hear(Messages.announce(better, 2, 0), 2 * SECOND));
    }

    @Test
    void aFloodTakesNoPlaceOfTheOneThatIsFollowed() {
        hear(announce(1), 0);
        hear(announce(2), 1);
        for (int i = 0; i < 1000; i++) {
            PortIdentity flood = new PortIdentity(-1 - i, 1);
            masters.heard(
                    new Master(Messages.announce(flood, 1, 0), SENDER),
                    SECOND,
                    Optional.of(Messages.MASTER),
                    START + 2 + i);
            assertTrue(masters.size() <= ForeignMasters.MOST);
        }
        assertEquals(Optional.of(Messages.MASTER), best(SECOND));
    }

    private Optional<PortIdentity> hear(Announce announce, long atNanos) {
        masters.heard(new Master(announce, SENDER), SECOND, Optional.empty(), START + atNanos);
        return best(atNanos);
    }

    private Optional<PortIdentity> best(long atNanos) {
        return masters.best(START + atNanos).map(Master::port);
    }

    private static Announce announce(int sequence) {
        return Messages.announce(Messages.MASTER, sequence, 0);
    }
}
