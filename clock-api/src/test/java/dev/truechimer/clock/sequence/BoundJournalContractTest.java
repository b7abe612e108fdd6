package dev.truechimer.clock.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.clock.ticks.Ticks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a clock relies on, on every kind of disk: what is covered is durable, the bound only grows, and it never grows
 * beyond what was leased.
 */
class BoundJournalContractTest {

    private static final long SEED = 20261120;
    private static final int LIVES = 6;
    private static final long FIRST = 1_795_176_000_000_000L;
    private static final JournalPatience PATIENCE =
            new JournalPatience(Duration.ofSeconds(60), Duration.ZERO, Ticks.system()::nanos);

    private static final JournalOwner OWNER = new NumberOwner();
    private static final Duration AHEAD = Duration.ofMillis(250);

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);

    /** The most that was leased. */
    private long leased;

    private int waits;
    private int renewals;
    private int nothingToDo;

    @Test
    void holdsInMemory() throws IOException {
        GatedDisk disk = new GatedDisk();
        check(() -> disk, 400);
    }

    @Test
    void holdsOnADiskThatKeepsNoMoreThanItsPromises() throws IOException {
        ModelDisk disk = new ModelDisk(ModelDisk.empty(), ModelDisk.Honesty.HONEST, Integer.MAX_VALUE, Map.of());
        check(() -> disk, 400);
    }

    @Test
    void holdsOnARealDisk() throws IOException {
        Path file = folder.toRealPath().resolve("clock.journal");
        check(() -> FileJournalDisk.open(file, OWNER), 50);
    }

    private void check(JournalDisk.Opener opener, int covers) throws IOException {
        long bound = 0;
        for (int life = 0; life < LIVES; life++) {
            try (BoundJournal journal = BoundJournal.open(opener, "contract", OWNER, AHEAD, PATIENCE)) {
                assertEquals(bound, journal.bound(), "what the life before has covered");
                for (int i = 0; i < covers; i++) {
                    cover(journal, i);
                }
                journal.awaitIdle();
                bound = journal.bound();
            }
        }
        assertTrue(
                waits > 0 && renewals > 0 && nothingToDo > 0,
                () -> waits + " waits, " + renewals + " renewals, " + nothingToDo + " times nothing");
    }

    private void cover(BoundJournal journal, int i) {
        long before = journal.bound();
        // Below the bound, at it, just above, and far above; leased not at all, a little, and much.
        long timestamp = Math.max(FIRST, before + random.nextLong(-5_000, 2_000));
        long lease = timestamp + random.nextInt(3) * random.nextLong(1, 4_000);
        leased = Math.max(leased, lease);
        long covered = journal.cover(timestamp, lease);
        long bound = journal.bound();
        if (covered < timestamp || covered > bound || bound < before || bound > leased) {
            fail("seed " + SEED + ", step " + i + ": bound " + before + ", then " + bound + ", covered " + covered
                    + ", asked for " + timestamp + " and " + lease);
        }
        waits += timestamp > before ? 1 : 0;
        journal.awaitIdle();
        renewals += timestamp <= before && journal.bound() > before ? 1 : 0;
        nothingToDo += journal.bound() == before ? 1 : 0;
    }
}
