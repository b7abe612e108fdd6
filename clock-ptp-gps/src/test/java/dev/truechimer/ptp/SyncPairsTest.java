package dev.truechimer.ptp;

import static dev.truechimer.ptp.Messages.MASTER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.ptp.SyncPairs.Measured;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncPairsTest {

    private static final long START = Messages.ticksBeforeTheEnd(10);

    private final SyncPairs pairs = new SyncPairs();

    @Test
    void aOneStepSyncIsComplete() {
        assertEquals(
                Optional.of(new Measured(1000, 3, START)), pairs.sync(Messages.oneStep(MASTER, 7, 1000, 3), START));
    }

    @Test
    void aTwoStepSyncStandsAtItsOwnArrivalAndAddsBothCorrections() {
        assertTrue(pairs.sync(Messages.twoStep(MASTER, 7, 3), START).isEmpty());
        assertEquals(
                Optional.of(new Measured(1000, 8, START)),
                pairs.followUp(Messages.followUp(MASTER, 7, 1000, 5), START + 100));
    }

    @Test
    void aFollowUpMayComeFirst() {
        assertTrue(pairs.followUp(Messages.followUp(MASTER, 7, 1000, 5), START).isEmpty());
        assertEquals(
                Optional.of(new Measured(1000, 8, START + 100)),
                pairs.sync(Messages.twoStep(MASTER, 7, 3), START + 100));
    }

    @Test
    void nothingIsUsedTwice() {
        pairs.sync(Messages.twoStep(MASTER, 7, 0), START);
        pairs.followUp(Messages.followUp(MASTER, 7, 1000, 0), START + 1);
        assertTrue(pairs.sync(Messages.twoStep(MASTER, 7, 0), START + 2).isEmpty());
        assertTrue(
                pairs.followUp(Messages.followUp(MASTER, 7, 1000, 0), START + 3).isEmpty());
        assertTrue(pairs.sync(Messages.oneStep(MASTER, 7, 1000, 0), START + 4).isEmpty());
    }

    @Test
    void aSyncThatComesTwiceStandsAtItsSecondArrival() {
        pairs.sync(Messages.twoStep(MASTER, 7, 0), START);
        pairs.sync(Messages.twoStep(MASTER, 7, 0), START + 50);
        assertEquals(
                Optional.of(new Measured(1000, 0, START + 50)),
                pairs.followUp(Messages.followUp(MASTER, 7, 1000, 0), START + 60));
    }

    @Test
    void otherNumbersDontBelongTogether() {
        pairs.sync(Messages.twoStep(MASTER, 7, 0), START);
        assertTrue(pairs.followUp(Messages.followUp(MASTER, 8, 1000, 0), START).isEmpty());
    }

    @Test
    void nobodyWaitsForMoreThanASecond() {
        pairs.sync(Messages.twoStep(MASTER, 7, 0), START);
        assertTrue(pairs.followUp(Messages.followUp(MASTER, 7, 1000, 0), START + SyncPairs.PATIENCE_NANOS + 1)
                .isEmpty());
        pairs.followUp(Messages.followUp(MASTER, 9, 1000, 0), START);
        assertTrue(pairs.sync(Messages.twoStep(MASTER, 9, 0), START + SyncPairs.PATIENCE_NANOS + 1)
                .isEmpty());
    }

    @Test
    void theOldestGivesWay() {
        for (int i = 0; i <= SyncPairs.MOST_WAITING; i++) {
            pairs.sync(Messages.twoStep(MASTER, i, 0), START);
        }
        assertTrue(pairs.followUp(Messages.followUp(MASTER, 0, 1000, 0), START).isEmpty());
        assertTrue(pairs.followUp(Messages.followUp(MASTER, 1, 1000, 0), START).isPresent());
    }
}
