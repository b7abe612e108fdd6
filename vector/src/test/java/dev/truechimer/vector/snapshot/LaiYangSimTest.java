package dev.truechimer.vector.snapshot;

import dev.truechimer.vector.snapshot.ColourWorld.Misuse;
import dev.truechimer.vector.snapshot.Outcomes.Outcome;
import org.junit.jupiter.api.Test;

/** Each snapshot by colours that is completed is exactly a consistent cut, in whatever order messages arrive. */
class LaiYangSimTest {

    private static final int EXECUTIONS = 40_000;
    private static final int CONTROLS = 5_000;
    private static final long LEAST = 1_000;

    /** Of what needs a snapshot that begins between a message's outputs and its being applied. */
    private static final long LEAST_BY_CHANCE = 100;

    @Test
    void completedSnapshotsAreConsistentCuts() {
        Outcomes outcomes = new Outcomes();
        for (long seed = 0; seed < EXECUTIONS; seed++) {
            ColourWorld.run(seed, Misuse.NONE, outcomes);
        }
        outcomes.assertEachAtLeast(
                LEAST,
                Outcome.COMPLETED,
                Outcome.OVERLAPPING,
                Outcome.SEVERAL_INITIATORS,
                Outcome.MESSAGES_IN_CHANNEL,
                Outcome.EMPTY_CHANNEL,
                Outcome.OVERTAKEN,
                Outcome.COLOUR_JUMPED,
                Outcome.MARKER_LOST,
                Outcome.LOSS_ABORTED,
                Outcome.STARTED_BY_OUTPUT);
        outcomes.assertEachAtLeast(
                LEAST,
                AbortReason.TIMEOUT,
                AbortReason.TOO_MANY_SNAPSHOTS,
                AbortReason.TOO_MANY_MESSAGES,
                AbortReason.GIVEN_UP);
        outcomes.assertEachAtLeast(
                LEAST,
                Refusal.LATE_PIECE,
                Refusal.DUPLICATE_PIECE,
                Refusal.FOREIGN_PIECE,
                Refusal.LATE_COPY,
                Refusal.DUPLICATE_COPY,
                Refusal.FOREIGN_COPY,
                Refusal.FOREIGN_COLOUR,
                Refusal.NOT_UNDER_WAY);
        outcomes.assertNone(Outcome.VIOLATION, AbortReason.CONTRADICTION);
    }

    @Test
    void messagesThatAreAppliedTooEarlyGiveWrongSnapshots() {
        Outcomes outcomes = new Outcomes();
        for (long seed = 0; seed < CONTROLS; seed++) {
            ColourWorld.run(seed, Misuse.APPLIED_BEFORE, outcomes);
        }
        outcomes.assertEachAtLeast(LEAST, Outcome.COMPLETED, Outcome.VIOLATION, Outcome.WRONG_TOTAL);
    }

    @Test
    void messagesThatAreAppliedAfterTheOutputsGiveWrongSnapshots() {
        Outcomes outcomes = new Outcomes();
        for (long seed = 0; seed < CONTROLS; seed++) {
            ColourWorld.run(seed, Misuse.APPLIED_AFTER, outcomes);
        }
        outcomes.assertEachAtLeast(
                LEAST_BY_CHANCE, Outcome.COMPLETED, Outcome.STARTED_BY_OUTPUT, Outcome.VIOLATION, Outcome.WRONG_TOTAL);
    }

    /** The counts find most of it; where one message stands for another, nobody can. */
    @Test
    void messagesThatArriveTwiceContradictTheCounts() {
        Outcomes outcomes = new Outcomes();
        for (long seed = 0; seed < CONTROLS; seed++) {
            ColourWorld.run(seed, Misuse.TOLD_TWICE, outcomes);
        }
        outcomes.assertEachAtLeast(LEAST, Outcome.COMPLETED, AbortReason.CONTRADICTION);
        outcomes.assertEachAtLeast(1, Outcome.VIOLATION);
    }
}
