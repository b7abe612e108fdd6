package dev.truechimer.vector.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.vector.snapshot.LaiYangOutput.SendColour;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendCopy;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LaiYangSnapshotTest {

    private static final SnapshotLimits LIMITS = new SnapshotLimits(2, 3, 1_000);
    private static final Set<Long> TWO = Set.of(1L, 2L);

    private String state = "before";

    /** Two messages under way cross the cut, one overtaken by the news; one that was sent after it does not. */
    @Test
    void messagesOfAnOlderColourBelongToTheChannel() {
        LaiYangSnapshot<String, String> initiator = machine(1);
        LaiYangSnapshot<String, String> other = machine(2);
        assertEquals(0, other.beforeSend(1));
        assertEquals(0, other.beforeSend(1));
        assertEquals(0, initiator.beforeSend(2));
        assertEquals(List.of(new SendColour<>(1, Set.of(2L))), initiator.start(0));
        assertEquals(1, initiator.beforeSend(2));
        SendReport<String, String> report = new SendReport<>(1, 2, 0, 1, "before", Map.of(1L, 2L), Map.of(1L, 0L));
        assertEquals(List.of(report), other.messageReceived(1, 1, "after the cut", () -> {}));
        state = "after";
        SendCopy<String, String> copy = new SendCopy<>(1, new Channel(1, 2), 2, 0, 1, "slow");
        assertEquals(List.of(copy), other.messageReceived(1, 0, "slow", () -> {}));
        assertEquals(List.of(), other.colourReceived(1));
        assertEquals(List.of(), initiator.messageReceived(2, 0, "x", () -> {}));
        assertEquals(List.of(), initiator.reportReceived(report));
        assertEquals(List.of(), initiator.copyReceived(copy));
        GlobalSnapshot<String, String> snapshot = new GlobalSnapshot<>(
                new SnapshotId(1, 1),
                Map.of(1L, "before", 2L, "before"),
                Map.of(new Channel(1, 2), List.of("slow"), new Channel(2, 1), List.of("x", "y")));
        assertEquals(List.of(new SnapshotCompleted<>(snapshot)), initiator.messageReceived(2, 0, "y", () -> {}));
        assertEquals(1, initiator.counters().completed());
    }

    @Test
    void oneMessageCanBringNewsOfSeveralSnapshots() {
        LaiYangSnapshot<String, String> initiator = machine(1);
        LaiYangSnapshot<String, String> other = machine(2);
        initiator.start(0);
        initiator.start(0);
        SendReport<String, String> report = new SendReport<>(1, 2, 0, 2, "before", Map.of(1L, 0L), Map.of(1L, 0L));
        assertEquals(List.of(report), other.messageReceived(1, 2, "message", () -> {}));
        List<LaiYangOutput<String, String>> completed = initiator.reportReceived(report);
        assertEquals("completed completed", Shown.of(completed));
        assertEquals(List.of(new SnapshotRefused<>(Refusal.LATE_PIECE)), initiator.reportReceived(report));
    }

    @Test
    void oneCopyBelongsToAllSnapshotsThatItsMessageCrosses() {
        LaiYangSnapshot<String, String> initiator = machine(1);
        initiator.start(0);
        initiator.start(0);
        assertEquals(List.of(), initiator.messageReceived(2, 0, "message", () -> {}));
        SendReport<String, String> report = new SendReport<>(1, 2, 0, 2, "before", Map.of(1L, 1L), Map.of(1L, 0L));
        List<LaiYangOutput<String, String>> completed = initiator.reportReceived(report);
        assertEquals("completed completed", Shown.of(completed));
        for (LaiYangOutput<String, String> output : completed) {
            GlobalSnapshot<?, ?> snapshot = ((SnapshotCompleted<?, ?>) output).snapshot();
            assertEquals(List.of("message"), snapshot.channels().get(new Channel(2, 1)));
        }
    }

    @Test
    void copiesStandInTheOrderOfArrivalAtTheReceiver() {
        LaiYangSnapshot<String, String> initiator = machine(1);
        initiator.beforeSend(2);
        initiator.beforeSend(2);
        initiator.start(0);
        SendCopy<String, String> second = new SendCopy<>(1, new Channel(1, 2), 2, 0, 1, "second");
        assertEquals(List.of(), initiator.copyReceived(second));
        assertEquals(List.of(new SnapshotRefused<>(Refusal.DUPLICATE_COPY)), initiator.copyReceived(second));
        initiator.copyReceived(new SendCopy<>(1, new Channel(1, 2), 1, 0, 1, "first"));
        List<LaiYangOutput<String, String>> completed =
                initiator.reportReceived(new SendReport<>(1, 2, 0, 1, "before", Map.of(1L, 0L), Map.of(1L, 0L)));
        GlobalSnapshot<?, ?> snapshot = ((SnapshotCompleted<?, ?>) completed.get(0)).snapshot();
        assertEquals(List.of("first", "second"), snapshot.channels().get(new Channel(1, 2)));
    }

    @Test
    void aMessageTooManyAborts() {
        LaiYangSnapshot<String, String> initiator = machine(1);
        initiator.start(0);
        initiator.messageReceived(2, 0, "a", () -> {});
        initiator.messageReceived(2, 0, "b", () -> {});
        initiator.messageReceived(2, 0, "c", () -> {});
        assertEquals(
                List.of(new SnapshotAborted<>(new SnapshotId(1, 1), AbortReason.TOO_MANY_MESSAGES)),
                initiator.messageReceived(2, 0, "d", () -> {}));
        assertEquals(0, initiator.underWay());
    }

    @Test
    void beginsNoMoreThanAllowed() {
        LaiYangSnapshot<String, String> initiator = machine(1);
        initiator.start(0);
        initiator.start(0);
        assertEquals(
                List.of(new SnapshotAborted<>(new SnapshotId(1, 3), AbortReason.TOO_MANY_SNAPSHOTS)),
                initiator.start(0));
        assertEquals(2, initiator.beforeSend(2), "the colour of what was not begun");
        initiator.tick(1_000);
        assertEquals(List.of(new SendColour<>(4, Set.of(2L))), initiator.start(1_000));
        assertEquals(4, initiator.beforeSend(2));
    }

    @Test
    void whatIsOverItsTimeoutDoesNotCountAsOneTooMany() {
        LaiYangSnapshot<String, String> initiator = machine(1);
        initiator.start(0);
        initiator.start(0);
        assertEquals(
                List.of(
                        new SendColour<>(3, Set.of(2L)),
                        new SnapshotAborted<>(new SnapshotId(1, 1), AbortReason.TIMEOUT),
                        new SnapshotAborted<>(new SnapshotId(1, 2), AbortReason.TIMEOUT)),
                initiator.start(1_000));
        assertEquals(1, initiator.underWay());
    }

    @Test
    void moreReceivedThanSentIsAContradiction() {
        LaiYangSnapshot<String, String> initiator = machine(1);
        initiator.start(0);
        assertEquals(
                List.of(new SnapshotAborted<>(new SnapshotId(1, 1), AbortReason.CONTRADICTION)),
                initiator.reportReceived(new SendReport<>(1, 2, 0, 1, "before", Map.of(1L, 0L), Map.of(1L, 1L))));
    }

    @Test
    void theTotalsAloneDoNotCompleteASnapshot() {
        LaiYangSnapshot<String, String> initiator = machine(1);
        initiator.beforeSend(2);
        initiator.start(0);
        initiator.messageReceived(2, 0, "never sent", () -> {});
        assertEquals(
                List.of(new SnapshotAborted<>(new SnapshotId(1, 1), AbortReason.CONTRADICTION)),
                initiator.reportReceived(new SendReport<>(1, 2, 0, 1, "before", Map.of(1L, 0L), Map.of(1L, 0L))));
    }

    @Test
    void aLostMessageEndsByTimeout() {
        LaiYangSnapshot<String, String> initiator = machine(1);
        initiator.beforeSend(2);
        initiator.start(Long.MAX_VALUE);
        initiator.reportReceived(new SendReport<>(1, 2, 0, 1, "before", Map.of(1L, 0L), Map.of(1L, 0L)));
        assertEquals(List.of(), initiator.tick(Long.MIN_VALUE + 998));
        assertEquals(
                List.of(new SnapshotAborted<>(new SnapshotId(1, 1), AbortReason.TIMEOUT)),
                initiator.tick(Long.MIN_VALUE + 999));
    }

    @Test
    void aStateThatCannotBeTakenChangesNothing() {
        boolean[] broken = {true};
        LaiYangSnapshot<String, String> machine = new LaiYangSnapshot<>(Topology.mesh(2, TWO), 1, LIMITS, () -> {
            if (broken[0]) {
                throw new IllegalStateException("no state");
            }
            return "state";
        });
        boolean[] applied = {false};
        assertThrows(
                IllegalStateException.class, () -> machine.messageReceived(1, 1, "message", () -> applied[0] = true));
        assertFalse(applied[0]);
        assertEquals(1, machine.counters().unrecorded());
        assertEquals(0, machine.counters().recorded());
        assertEquals(Phase.ABSENT, machine.phase(new SnapshotId(1, 1)));
        broken[0] = false;
        assertEquals(
                List.of(new SendReport<>(1, 2, 0, 1, "state", Map.of(1L, 0L), Map.of(1L, 0L))),
                machine.messageReceived(1, 1, "message", () -> {}));
        assertEquals(
                List.of(new SendReport<>(1, 2, 1, 2, "state", Map.of(1L, 0L), Map.of(1L, 1L))),
                machine.colourReceived(2));
    }

    @Test
    void aMessageIsAppliedWhenItsStateIsTakenAndBeforeTheOutputsAreSeen() {
        LaiYangSnapshot<String, String> machine = machine(2);
        List<LaiYangOutput<String, String>> outputs = machine.messageReceived(1, 1, "message", () -> {
            state = "after";
            assertEquals(1, machine.beforeSend(1), "what is sent now is sent after the cut");
        });
        assertEquals(List.of(new SendReport<>(1, 2, 0, 1, "before", Map.of(1L, 0L), Map.of(1L, 0L))), outputs);
        assertEquals("after", state);
    }

    /** What a message completes may begin the next: that one has the message in the state, and counts it. */
    @Test
    void theNextSnapshotHasTheMessageThatCompletedThisOne() {
        LaiYangSnapshot<String, String> initiator = machine(1);
        initiator.start(0);
        initiator.reportReceived(new SendReport<>(1, 2, 0, 1, "of 2", Map.of(1L, 1L), Map.of(1L, 0L)));
        assertEquals("completed", Shown.of(initiator.messageReceived(2, 0, "message", () -> state = "with message")));
        initiator.start(0);
        List<LaiYangOutput<String, String>> second =
                initiator.reportReceived(new SendReport<>(1, 2, 1, 2, "of 2", Map.of(1L, 1L), Map.of(1L, 0L)));
        GlobalSnapshot<?, ?> snapshot = ((SnapshotCompleted<?, ?>) second.get(0)).snapshot();
        assertEquals(Map.of(1L, "with message", 2L, "of 2"), snapshot.states());
        assertEquals(List.of(), snapshot.channels().get(new Channel(2, 1)));
    }

    @Test
    void aMessageThatCannotBeAppliedIsCounted() {
        LaiYangSnapshot<String, String> machine = machine(2);
        ArithmeticException failure = new ArithmeticException();
        assertSame(
                failure,
                assertThrows(
                        ArithmeticException.class,
                        () -> machine.messageReceived(1, 0, "message", () -> {
                            throw failure;
                        })));
        assertEquals(
                List.of(new SendReport<>(1, 2, 0, 1, "before", Map.of(1L, 0L), Map.of(1L, 1L))),
                machine.colourReceived(1));
    }

    @Test
    void whatTheCallerDoesWithinACallDoesNotChangeTheMachine() {
        LaiYangSnapshot<String, String> machine = machine(1);
        SendReport<String, String> report = new SendReport<>(1, 2, 0, 1, "of 2", Map.of(1L, 0L), Map.of(1L, 0L));
        List<Executable> calls = List.of(
                () -> machine.start(0),
                () -> machine.messageReceived(2, 0, "message", () -> {}),
                () -> machine.colourReceived(0),
                () -> machine.reportReceived(report),
                () -> machine.copyReceived(new SendCopy<>(1, new Channel(1, 2), 1, 0, 1, "message")),
                () -> machine.tick(0),
                () -> machine.giveUp(new SnapshotId(1, 1)));
        for (Executable call : calls) {
            machine.messageReceived(2, 0, "message", () -> assertThrows(IllegalStateException.class, call));
        }
        LaiYangSnapshot<?, ?>[] itself = {null};
        LaiYangSnapshot<String, String> asksItself = new LaiYangSnapshot<>(Topology.mesh(1, TWO), 1, LIMITS, () -> {
            assertThrows(IllegalStateException.class, () -> itself[0].start(0));
            return "state";
        });
        itself[0] = asksItself;
        assertEquals("colour", Shown.of(asksItself.start(0)));
    }

    @Test
    void aLoneProcessIsDoneAtOnce() {
        LaiYangSnapshot<String, String> machine =
                new LaiYangSnapshot<>(Topology.mesh(1, Set.of(1L)), 1, LIMITS, () -> state);
        assertEquals("colour completed", Shown.of(machine.start(0)));
        assertEquals(Phase.ENDED, machine.phase(new SnapshotId(1, 1)));
    }

    @Test
    void anInstanceHasOneInitiator() {
        LaiYangSnapshot<String, String> other = machine(2);
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> other.start(0));
        assertEquals("only the initiator 1 can start: this is 2", refused.getMessage());
        other.colourReceived(5);
        assertEquals(Phase.ENDED, other.phase(new SnapshotId(1, 5)));
        assertEquals(Phase.ABSENT, other.phase(new SnapshotId(2, 1)));
        assertEquals(
                List.of(new SnapshotRefused<>(Refusal.NOT_UNDER_WAY)),
                machine(1).giveUp(new SnapshotId(2, 1)));
        assertEquals(
                List.of(new SnapshotRefused<>(Refusal.FOREIGN_PIECE)),
                machine(1).reportReceived(new SendReport<>(2, 2, 0, 1, "state", Map.of(), Map.of())));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LaiYangSnapshot<>(Topology.mesh(1, TWO), 3, LIMITS, () -> state));
    }

    @Test
    void aMessageOfAnImpossibleColourIsCountedAndNotCopied() {
        LaiYangSnapshot<String, String> initiator = machine(1);
        assertEquals(
                List.of(new SnapshotRefused<>(Refusal.FOREIGN_COLOUR)),
                initiator.messageReceived(2, -1, "message", () -> {}));
        assertEquals(
                List.of(new SnapshotRefused<>(Refusal.FOREIGN_COLOUR)),
                initiator.messageReceived(2, 1, "message", () -> {}));
        initiator.start(0);
        assertEquals(
                "completed",
                Shown.of(initiator.reportReceived(
                        new SendReport<>(1, 2, 0, 1, "before", Map.of(1L, 2L), Map.of(1L, 0L)))));
    }

    @Test
    void channelsThatAreNotThereAreMisuse() {
        LaiYangSnapshot<String, String> machine = machine(1);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> machine.beforeSend(3));
        assertEquals("to must be one of the receivers [2]: 3", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> machine.messageReceived(1, 0, "message", () -> {}));
    }

    private LaiYangSnapshot<String, String> machine(long process) {
        return new LaiYangSnapshot<>(Topology.mesh(process, TWO), 1, LIMITS, () -> state);
    }
}
