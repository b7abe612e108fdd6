package dev.truechimer.clock.sequence;

import dev.truechimer.clock.ticks.Ticks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A counter that lives again and again on what is left of its disk, and the oracle of its numbers: they increase
 * strictly over all its lives, none is above the bound, and it is never refused what a power cut has left.
 */
final class JournaledCounter {

    private static final JournalOwner OWNER = new NumberOwner();
    private static final Duration AHEAD = Duration.ofMillis(250);
    private static final JournalPatience PATIENCE =
            new JournalPatience(Duration.ofSeconds(10), Duration.ZERO, Ticks.system()::nanos);

    /** The first, past the half of its lease, within the next one, and past its end. */
    private static final long[] STEPS = {1, 60, 1, 200};

    private static final long LEASE = 100;

    private final List<String> violations = new ArrayList<>();
    private long highest;
    private int issued;
    private int refused;

    /** Another one with the same past. */
    JournaledCounter copy() {
        JournaledCounter copy = new JournaledCounter();
        copy.highest = highest;
        return copy;
    }

    List<String> violations() {
        return violations;
    }

    int issued() {
        return issued;
    }

    /** Numbers that were wanted and not issued. */
    int refused() {
        return refused;
    }

    static int numbersOfALife() {
        return STEPS.length;
    }

    /** Begins above the bound, and issues a number after each step. */
    void live(ModelDisk disk) {
        try (BoundJournal journal = BoundJournal.open(() -> disk, "model", OWNER, AHEAD, PATIENCE)) {
            if (journal.bound() < highest) {
                violations.add("recovered " + journal.bound() + ", but " + highest + " was issued");
            }
            long next = journal.bound();
            for (long step : STEPS) {
                next += step;
                issue(journal, next);
            }
        } catch (IOException e) {
            if (!(e.getCause() instanceof ModelDisk.PowerCut) && e instanceof NumberOwner.Corrupt) {
                violations.add("not opened: " + e.getMessage());
            }
            refused++;
        }
    }

    private void issue(BoundJournal journal, long number) {
        try {
            long covered = journal.cover(number, number + LEASE);
            if (covered < number || covered > journal.bound()) {
                violations.add("covered " + covered + " for " + number + ", bound " + journal.bound());
            }
            if (number <= highest) {
                violations.add("issued " + number + " after " + highest);
            }
            highest = number;
            issued++;
        } catch (NumberOwner.Unavailable e) {
            refused++;
        }
        // A renewal without anybody waiting ends before the next step, so that each run has the same steps.
        journal.awaitIdle();
    }
}
