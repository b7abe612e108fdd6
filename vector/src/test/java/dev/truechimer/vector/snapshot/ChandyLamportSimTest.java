package dev.truechimer.vector.snapshot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.snapshot.Ledger.State;
import dev.truechimer.vector.snapshot.Ledger.Transfer;
import dev.truechimer.vector.snapshot.MarkerWorld.Misuse;
import dev.truechimer.vector.snapshot.Outcomes.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Each snapshot by markers that is completed is exactly a consistent cut, and what breaks its conditions is found by
 * the oracle.
 */
class ChandyLamportSimTest {

    private static final int EXECUTIONS = 60_000;
    private static final int CONTROLS = 5_000;
    private static final long LEAST = 1_000;

    /** Of what needs a snapshot that begins between a message's outputs and its being applied. */
    private static final long LEAST_BY_CHANCE = 100;

    @Test
    void completedSnapshotsAreConsistentCuts() {
        Outcomes outcomes = new Outcomes();
        for (long seed = 0; seed < EXECUTIONS; seed++) {
            MarkerWorld.run(seed, Misuse.NONE, outcomes);
        }
        outcomes.assertEachAtLeast(
                LEAST,
                Outcome.COMPLETED,
                Outcome.OVERLAPPING,
                Outcome.SEVERAL_INITIATORS,
                Outcome.MESSAGES_IN_CHANNEL,
                Outcome.EMPTY_CHANNEL,
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
                Refusal.LATE_MARKER,
                Refusal.DUPLICATE_MARKER,
                Refusal.FOREIGN_MARKER,
                Refusal.LATE_PIECE,
                Refusal.DUPLICATE_PIECE,
                Refusal.FOREIGN_PIECE,
                Refusal.NOT_UNDER_WAY);
        outcomes.assertNone(Outcome.VIOLATION, Outcome.OVERTAKEN);
    }

    @Test
    void channelsThatDoNotKeepTheOrderGiveWrongSnapshots() {
        Outcomes outcomes = control(Misuse.ANY_ORDER, LEAST);
        outcomes.assertEachAtLeast(LEAST, Outcome.OVERTAKEN);
    }

    @Test
    void markersBehindTheNextMessageGiveWrongSnapshots() {
        control(Misuse.MARKERS_LATE, LEAST);
    }

    @Test
    void messagesThatTheMachineIsNotToldOfGiveWrongSnapshots() {
        control(Misuse.MESSAGES_UNTOLD, LEAST);
    }

    @Test
    void messagesThatAreAppliedAfterTheOutputsGiveWrongSnapshots() {
        Outcomes outcomes = control(Misuse.APPLIED_AFTER, LEAST_BY_CHANCE);
        outcomes.assertEachAtLeast(LEAST, Outcome.STARTED_BY_OUTPUT);
    }

    /** Without markers: each process is asked for its state at some moment, and the channels for nothing. */
    @Test
    void statesAskedForOneAfterTheOtherGiveWrongSnapshots() {
        Outcomes outcomes = new Outcomes();
        for (long seed = 0; seed < CONTROLS; seed++) {
            naive(seed, outcomes);
        }
        outcomes.assertEachAtLeast(LEAST, Outcome.VIOLATION, Outcome.ORPHAN, Outcome.WRONG_TOTAL);
        assertTrue(outcomes.of(Outcome.VIOLATION) < CONTROLS, () -> "none was right by chance: " + outcomes);
    }

    private static Outcomes control(Misuse misuse, long least) {
        Outcomes outcomes = new Outcomes();
        for (long seed = 0; seed < CONTROLS; seed++) {
            MarkerWorld.run(seed, misuse, outcomes);
        }
        outcomes.assertEachAtLeast(least, Outcome.COMPLETED, Outcome.VIOLATION, Outcome.WRONG_TOTAL);
        return outcomes;
    }

    private static void naive(long seed, Outcomes outcomes) {
        SplittableRandom random = new SplittableRandom(seed);
        int processes = 3;
        Ledger ledger = new Ledger(processes, 100);
        List<Transfer> underWay = new ArrayList<>();
        Map<Long, State> states = new HashMap<>();
        while (states.size() < processes) {
            int process = random.nextInt(processes);
            int dice = random.nextInt(10);
            if (dice == 0) {
                states.putIfAbsent((long) process, ledger.state(process));
            } else if (dice < 5) {
                long amount = ledger.balance(process) / 3;
                underWay.add(ledger.send(process, (process + 1 + random.nextInt(processes - 1)) % processes, amount));
            } else if (!underWay.isEmpty()) {
                ledger.receive(underWay.remove(random.nextInt(underWay.size())));
            }
        }
        GlobalSnapshot<State, Transfer> snapshot = new GlobalSnapshot<>(new SnapshotId(0, 1), states, Map.of());
        if (ledger.violation(snapshot).isPresent()) {
            outcomes.count(Outcome.VIOLATION);
        }
        if (ledger.hasOrphan(states)) {
            outcomes.count(Outcome.ORPHAN);
        }
        if (Ledger.totalOf(snapshot) != ledger.total()) {
            outcomes.count(Outcome.WRONG_TOTAL);
        }
    }
}
