package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.sequence.JournalRecordContract;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

class FloorRecordPropertyTest extends JournalRecordContract {

    private static int times;

    FloorRecordPropertyTest() {
        super(new FloorOwner(), FloorCorruptException.class, 999_999_999L, 1_000_000_000L);
    }

    @Property(seed = "5", tries = 2000)
    void whatItWritesIsTheTime(@ForAll("bounds") long floor) {
        assertEquals(floor, EpochNanos.of(Instant.parse(boundText(floor))));
        times++;
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        assertEveryOutcomeOccurred();
        assertTrue(times > 0);
    }
}
