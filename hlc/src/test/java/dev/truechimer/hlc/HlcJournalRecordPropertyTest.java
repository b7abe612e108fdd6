package dev.truechimer.hlc;

import dev.truechimer.clock.sequence.JournalRecordContract;
import net.jqwik.api.lifecycle.AfterContainer;

class HlcJournalRecordPropertyTest extends JournalRecordContract {

    HlcJournalRecordPropertyTest() {
        super(new HlcJournalOwner(), JournalCorruptException.class, 2047L, 2048L);
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        assertEveryOutcomeOccurred();
    }
}
