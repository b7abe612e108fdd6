package dev.truechimer.vector.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.vector.snapshot.ChandyLamportOutput.SendMarkers;
import dev.truechimer.vector.snapshot.ChandyLamportOutput.SendPiece;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ChandyLamportSnapshotTest {

    private static final SnapshotLimits LIMITS = new SnapshotLimits(2, 2, 1_000);
    private static final Set<Long> TWO = Set.of(1L, 2L);
    private static final Set<Long> THREE = Set.of(1L, 2L, 3L);

    private String state = "before";

    /**
     * The paper's two processes, of which the recorded state is one that never was: p in A, q in D, and M' under way.
     */
    @Test
    void recordsTheStateOfThePaperThatNeverWas() {
        String[] states = {"A", "C"};
        ChandyLamportSnapshot<String, String> p =
                new ChandyLamportSnapshot<>(Topology.mesh(1, TWO), LIMITS, () -> states[0]);
        ChandyLamportSnapshot<String, String> q =
                new ChandyLamportSnapshot<>(Topology.mesh(2, TWO), LIMITS, () -> states[1]);
        SnapshotId id = new SnapshotId(1, 1);
        assertEquals(List.of(new SendMarkers<>(id, Set.of(2L))), p.start(0));
        states[0] = "B"; // p sends M, behind the marker.
        states[1] = "D"; // q sends M'.
        p.messageReceived(2, "M'", () -> states[0] = "A");
        List<ChandyLamportOutput<String, String>> ofQ = q.markerReceived(1, id, 0);
        Piece<String, String> piece = new Piece<>(id, 2, "D", Map.of(1L, List.of()));
        assertEquals(List.of(new SendMarkers<>(id, Set.of(1L)), new SendPiece<>(piece)), ofQ);
        q.messageReceived(1, "M", () -> {});
        assertEquals(List.of(), p.markerReceived(2, id, 0));
        GlobalSnapshot<String, String> snapshot = new GlobalSnapshot<>(
                id, Map.of(1L, "A", 2L, "D"), Map.of(new Channel(1, 2), List.of(), new Channel(2, 1), List.of("M'")));
        assertEquals(List.of(new SnapshotCompleted<>(snapshot)), p.pieceReceived(piece));
    }

    @Test
    void takesTheStateWhenTheFirstMarkerArrives() {
        ChandyLamportSnapshot<String, String> machine = machine(THREE);
        SnapshotId id = new SnapshotId(2, 1);
        machine.markerReceived(2, id, 0);
        state = "after";
        machine.messageReceived(2, "behind the marker", () -> {});
        machine.messageReceived(3, "before the marker", () -> {});
        Piece<String, String> piece =
                new Piece<>(id, 1, "before", Map.of(2L, List.of(), 3L, List.of("before the marker")));
        assertEquals(List.of(new SendPiece<>(piece)), machine.markerReceived(3, id, 0));
    }

    @Test
    void overlappingSnapshotsRecordTheirOwnMessages() {
        ChandyLamportSnapshot<String, String> machine = machine(THREE);
        SnapshotId first = new SnapshotId(2, 1);
        SnapshotId second = new SnapshotId(3, 1);
        machine.markerReceived(2, first, 0);
        machine.messageReceived(3, "a", () -> {});
        state = "between";
        machine.markerReceived(3, second, 0);
        machine.messageReceived(3, "b", () -> {});
        machine.messageReceived(2, "c", () -> {});
        assertEquals(2, machine.underWay());
        assertEquals(
                List.of(new SendPiece<>(new Piece<>(first, 1, "before", Map.of(2L, List.of(), 3L, List.of("a", "b"))))),
                machine.markerReceived(3, first, 0));
        assertEquals(
                List.of(new SendPiece<>(new Piece<>(second, 1, "between", Map.of(2L, List.of("c"), 3L, List.of())))),
                machine.markerReceived(2, second, 0));
    }

    @Test
    void aMessageTooManyAbortsOnlyTheSnapshotsThatAreFull() {
        ChandyLamportSnapshot<String, String> machine = machine(THREE);
        SnapshotId full = new SnapshotId(2, 1);
        SnapshotId other = new SnapshotId(1, 1);
        machine.markerReceived(2, full, 0);
        machine.messageReceived(3, "a", () -> {});
        machine.messageReceived(3, "b", () -> {});
        machine.start(0);
        assertEquals(
                List.of(new SnapshotAborted<>(full, AbortReason.TOO_MANY_MESSAGES)),
                machine.messageReceived(3, "c", () -> {}));
        assertEquals(Phase.ENDED, machine.phase(full));
        assertEquals(Phase.RECORDING, machine.phase(other));
        assertEquals(1, machine.underWay());
        assertEquals(1, machine.counters().aborted().get(AbortReason.TOO_MANY_MESSAGES));
    }

    /** What a message aborts may be begun again at once: the new one has the message in the state. */
    @Test
    void theNextSnapshotHasTheMessageThatAbortedThisOne() {
        ChandyLamportSnapshot<String, String> machine = machine(TWO);
        machine.start(0);
        machine.messageReceived(2, "a", () -> {});
        machine.messageReceived(2, "b", () -> {});
        List<ChandyLamportOutput<String, String>> outputs =
                machine.messageReceived(2, "c", () -> state = "with message");
        assertEquals("TOO_MANY_MESSAGES", Shown.of(outputs));
        machine.start(0);
        SnapshotId second = new SnapshotId(1, 2);
        machine.markerReceived(2, second, 0);
        List<ChandyLamportOutput<String, String>> completed =
                machine.pieceReceived(new Piece<>(second, 2, "of 2", Map.of(1L, List.of())));
        GlobalSnapshot<?, ?> snapshot = ((SnapshotCompleted<?, ?>) completed.get(0)).snapshot();
        assertEquals(Map.of(1L, "with message", 2L, "of 2"), snapshot.states());
        assertEquals(List.of(), snapshot.channels().get(new Channel(2, 1)));
    }

    @Test
    void aMessageThatCannotBeAppliedIsRecorded() {
        ChandyLamportSnapshot<String, String> machine = machine(THREE);
        SnapshotId id = new SnapshotId(2, 1);
        machine.markerReceived(2, id, 0);
        assertThrows(
                ArithmeticException.class,
                () -> machine.messageReceived(3, "a", () -> {
                    throw new ArithmeticException();
                }));
        machine.messageReceived(3, "b", () -> {});
        Piece<String, String> piece = new Piece<>(id, 1, "before", Map.of(2L, List.of(), 3L, List.of("a", "b")));
        assertEquals(List.of(new SendPiece<>(piece)), machine.markerReceived(3, id, 0));
    }

    @Test
    void whatTheCallerDoesWithinACallDoesNotChangeTheMachine() {
        ChandyLamportSnapshot<String, String> machine = machine(THREE);
        SnapshotId id = new SnapshotId(1, 1);
        List<Executable> calls = List.of(
                () -> machine.start(0),
                () -> machine.markerReceived(2, new SnapshotId(2, 1), 0),
                () -> machine.messageReceived(2, "message", () -> {}),
                () -> machine.pieceReceived(new Piece<>(id, 2, "of 2", Map.of())),
                () -> machine.tick(0),
                () -> machine.giveUp(id));
        for (Executable call : calls) {
            machine.messageReceived(2, "message", () -> assertThrows(IllegalStateException.class, call));
        }
        ChandyLamportSnapshot<?, ?>[] itself = {null};
        ChandyLamportSnapshot<String, String> asksItself =
                new ChandyLamportSnapshot<>(Topology.mesh(1, TWO), LIMITS, () -> {
                    assertThrows(IllegalStateException.class, () -> itself[0].tick(0));
                    return "state";
                });
        itself[0] = asksItself;
        assertEquals("markers", Shown.of(asksItself.start(0)));
    }

    @Test
    void beginsNoMoreThanAllowed() {
        ChandyLamportSnapshot<String, String> machine = machine(THREE);
        machine.start(0);
        machine.start(0);
        SnapshotId own = new SnapshotId(1, 3);
        SnapshotId foreign = new SnapshotId(2, 1);
        assertEquals(List.of(new SnapshotAborted<>(own, AbortReason.TOO_MANY_SNAPSHOTS)), machine.start(0));
        assertEquals(
                List.of(new SnapshotAborted<>(foreign, AbortReason.TOO_MANY_SNAPSHOTS)),
                machine.markerReceived(2, foreign, 0));
        machine.tick(1_000);
        // There is room again, but not at this moment for what should have begun at another.
        assertEquals(List.of(new SnapshotRefused<>(Refusal.LATE_MARKER)), machine.markerReceived(3, foreign, 1_000));
        assertEquals(2, machine.counters().recorded());
        assertEquals(
                new SendMarkers<>(new SnapshotId(1, 4), Set.of(2L, 3L)),
                machine.start(1_000).get(0));
    }

    @Test
    void whatIsOverItsTimeoutDoesNotCountAsOneTooMany() {
        ChandyLamportSnapshot<String, String> machine = machine(THREE);
        SnapshotId own = new SnapshotId(1, 1);
        SnapshotId foreign = new SnapshotId(2, 1);
        machine.start(0);
        machine.markerReceived(2, foreign, 1);
        SnapshotId next = new SnapshotId(3, 1);
        assertEquals(
                List.of(new SendMarkers<>(next, Set.of(2L, 3L)), new SnapshotAborted<>(own, AbortReason.TIMEOUT)),
                machine.markerReceived(3, next, 1_000));
        assertEquals(
                List.of(
                        new SendMarkers<>(new SnapshotId(1, 2), Set.of(2L, 3L)),
                        new SnapshotAborted<>(foreign, AbortReason.TIMEOUT)),
                machine.start(1_001));
        assertEquals(
                List.of(new SnapshotRefused<>(Refusal.LATE_MARKER), new SnapshotAborted<>(next, AbortReason.TIMEOUT)),
                machine.markerReceived(2, next, 2_000));
        assertEquals(1, machine.underWay());
    }

    @Test
    void aSnapshotBehindALaterOneOfTheSameInitiatorIsLate() {
        ChandyLamportSnapshot<String, String> machine = machine(THREE);
        machine.markerReceived(2, new SnapshotId(3, 2), 0);
        assertEquals(
                List.of(new SnapshotRefused<>(Refusal.LATE_MARKER)),
                machine.markerReceived(3, new SnapshotId(3, 1), 0));
        assertEquals(Phase.ABSENT, machine.phase(new SnapshotId(3, 3)));
    }

    @Test
    void timesOutAcrossTheGreatestNumber() {
        ChandyLamportSnapshot<String, String> machine = machine(THREE);
        machine.start(Long.MAX_VALUE - 10);
        assertEquals(List.of(), machine.tick(Long.MAX_VALUE));
        assertEquals(List.of(), machine.tick(Long.MIN_VALUE + 988));
        assertEquals(
                List.of(new SnapshotAborted<>(new SnapshotId(1, 1), AbortReason.TIMEOUT)),
                machine.tick(Long.MIN_VALUE + 989));
    }

    @Test
    void aLoneProcessIsDoneAtOnce() {
        ChandyLamportSnapshot<String, String> machine = machine(Set.of(1L));
        SnapshotId id = new SnapshotId(1, 1);
        assertEquals(
                List.of(
                        new SendMarkers<>(id, Set.of()),
                        new SnapshotCompleted<>(new GlobalSnapshot<>(id, Map.of(1L, "before"), Map.of()))),
                machine.start(0));
        assertEquals(1, machine.counters().completed());
    }

    @Test
    void aChannelToItselfIsAChannel() {
        ChandyLamportSnapshot<String, String> machine =
                new ChandyLamportSnapshot<>(new Topology(1, Set.of(1L), Set.of(1L), Set.of(1L)), LIMITS, () -> state);
        SnapshotId id = new SnapshotId(1, 1);
        assertEquals(List.of(new SendMarkers<>(id, Set.of(1L))), machine.start(0));
        machine.messageReceived(1, "to itself", () -> {});
        assertEquals(
                List.of(new SnapshotCompleted<>(new GlobalSnapshot<>(
                        id, Map.of(1L, "before"), Map.of(new Channel(1, 1), List.of("to itself"))))),
                machine.markerReceived(1, id, 0));
    }

    @Test
    void aStateThatCannotBeTakenLeavesNothingBehind() {
        boolean[] broken = {true};
        ChandyLamportSnapshot<String, String> machine =
                new ChandyLamportSnapshot<>(Topology.mesh(1, THREE), LIMITS, () -> {
                    if (broken[0]) {
                        throw new IllegalStateException("no state");
                    }
                    return "state";
                });
        SnapshotId id = new SnapshotId(2, 1);
        assertThrows(IllegalStateException.class, () -> machine.start(0));
        assertThrows(IllegalStateException.class, () -> machine.markerReceived(2, id, 0));
        assertEquals(0, machine.underWay());
        assertEquals(2, machine.counters().unrecorded());
        broken[0] = false;
        assertEquals(List.of(new SnapshotRefused<>(Refusal.LATE_MARKER)), machine.markerReceived(3, id, 0));
        assertEquals(List.of(new SendMarkers<>(new SnapshotId(1, 2), Set.of(2L, 3L))), machine.start(0));
    }

    @Test
    void goesOnFromTheNumberThatItIsGiven() {
        ChandyLamportSnapshot<String, String> machine =
                new ChandyLamportSnapshot<>(Topology.mesh(1, THREE), LIMITS, () -> state, 7);
        assertEquals(Phase.ENDED, machine.phase(new SnapshotId(1, 6)));
        assertEquals(
                List.of(new SnapshotRefused<>(Refusal.LATE_PIECE)),
                machine.pieceReceived(new Piece<>(new SnapshotId(1, 6), 2, "state", Map.of())));
        machine.start(0);
        assertEquals(Phase.RECORDING, machine.phase(new SnapshotId(1, 7)));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new ChandyLamportSnapshot<>(Topology.mesh(1, THREE), LIMITS, () -> state, 0));
        assertEquals("firstNumber must be >= 1: 0", refused.getMessage());
    }

    @Test
    void numbersEndInsteadOfComingBack() {
        ChandyLamportSnapshot<String, String> machine =
                new ChandyLamportSnapshot<>(Topology.mesh(1, THREE), LIMITS, () -> state, Long.MAX_VALUE);
        machine.start(0);
        assertThrows(ArithmeticException.class, () -> machine.start(0));
    }

    @Test
    void refusesPiecesAboutStrangers() {
        ChandyLamportSnapshot<String, String> machine = machine(THREE);
        machine.start(0);
        SnapshotId id = new SnapshotId(1, 1);
        assertEquals(
                List.of(new SnapshotRefused<>(Refusal.FOREIGN_PIECE)),
                machine.pieceReceived(new Piece<>(id, 4, "state", Map.of())));
        assertEquals(
                List.of(new SnapshotRefused<>(Refusal.FOREIGN_PIECE)),
                machine.pieceReceived(new Piece<>(id, 2, "state", Map.of(4L, List.of()))));
        assertEquals(2, machine.counters().refused().get(Refusal.FOREIGN_PIECE));
    }

    @Test
    void channelsThatAreNotThereAreMisuse() {
        ChandyLamportSnapshot<String, String> machine = machine(THREE);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> machine.messageReceived(4, "message", () -> {}));
        assertEquals("from must be one of the senders [2, 3]: 4", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> machine.markerReceived(1, new SnapshotId(2, 1), 0));
    }

    private ChandyLamportSnapshot<String, String> machine(Set<Long> members) {
        return new ChandyLamportSnapshot<>(Topology.mesh(1, members), LIMITS, () -> state);
    }
}
