package dev.truechimer.vector.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.snapshot.LaiYangOutput.SendCopy;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendReport;
import dev.truechimer.vector.snapshot.Shown.Line;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every phase meets every input: at process 1 of 1, 2 and 3, the initiator, or at process 2, where 1 begins. */
class LaiYangTableTest {

    private static final long TIMEOUT_NANOS = 1_000;
    private static final SnapshotLimits LIMITS = new SnapshotLimits(4, 1, TIMEOUT_NANOS);
    private static final SnapshotId ID = new SnapshotId(1, 1);
    private static final Set<Long> MEMBERS = Set.of(1L, 2L, 3L);

    /**
     * In COLLECTING the report of 2 is there, which sent one message to 3; the report of 3 and the copy of that are
     * awaited.
     */
    private static final String TABLE = """
            initiator   | ABSENT     | start            | colour            | COLLECTING
            initiator   | ABSENT     | colour           | FOREIGN_COLOUR    | ABSENT
            initiator   | ABSENT     | old message      |                   | ABSENT
            initiator   | ABSENT     | new message      | FOREIGN_COLOUR    | ABSENT
            initiator   | ABSENT     | report of 2      | FOREIGN_PIECE     | ABSENT
            initiator   | ABSENT     | report of 3      | FOREIGN_PIECE     | ABSENT
            initiator   | ABSENT     | even report of 3 | FOREIGN_PIECE     | ABSENT
            initiator   | ABSENT     | wrong report     | FOREIGN_PIECE     | ABSENT
            initiator   | ABSENT     | own report       | FOREIGN_PIECE     | ABSENT
            initiator   | ABSENT     | copy             | FOREIGN_COPY      | ABSENT
            initiator   | ABSENT     | own copy         | FOREIGN_COPY      | ABSENT
            initiator   | ABSENT     | tick             |                   | ABSENT
            initiator   | ABSENT     | late tick        |                   | ABSENT
            initiator   | ABSENT     | give up          | NOT_UNDER_WAY     | ABSENT
            initiator   | COLLECTING | colour           |                   | COLLECTING
            initiator   | COLLECTING | old message      |                   | COLLECTING
            initiator   | COLLECTING | new message      |                   | COLLECTING
            initiator   | COLLECTING | report of 2      | DUPLICATE_PIECE   | COLLECTING
            initiator   | COLLECTING | report of 3      |                   | COLLECTING
            initiator   | COLLECTING | even report of 3 | completed         | ENDED
            initiator   | COLLECTING | wrong report     | CONTRADICTION     | ENDED
            initiator   | COLLECTING | own report       | FOREIGN_PIECE     | COLLECTING
            initiator   | COLLECTING | copy             |                   | COLLECTING
            initiator   | COLLECTING | own copy         | FOREIGN_COPY      | COLLECTING
            initiator   | COLLECTING | tick             |                   | COLLECTING
            initiator   | COLLECTING | late tick        | TIMEOUT           | ENDED
            initiator   | COLLECTING | give up          | GIVEN_UP          | ENDED
            initiator   | ENDED      | colour           |                   | ENDED
            initiator   | ENDED      | old message      | LATE_COPY         | ENDED
            initiator   | ENDED      | new message      |                   | ENDED
            initiator   | ENDED      | report of 2      | LATE_PIECE        | ENDED
            initiator   | ENDED      | report of 3      | LATE_PIECE        | ENDED
            initiator   | ENDED      | even report of 3 | LATE_PIECE        | ENDED
            initiator   | ENDED      | wrong report     | LATE_PIECE        | ENDED
            initiator   | ENDED      | own report       | FOREIGN_PIECE     | ENDED
            initiator   | ENDED      | copy             | LATE_COPY         | ENDED
            initiator   | ENDED      | own copy         | FOREIGN_COPY      | ENDED
            initiator   | ENDED      | tick             |                   | ENDED
            initiator   | ENDED      | late tick        |                   | ENDED
            initiator   | ENDED      | give up          | NOT_UNDER_WAY     | ENDED
            participant | ABSENT     | colour           | report            | ENDED
            participant | ABSENT     | old message      |                   | ABSENT
            participant | ABSENT     | new message      | report            | ENDED
            participant | ABSENT     | report of 2      | FOREIGN_PIECE     | ABSENT
            participant | ABSENT     | report of 3      | FOREIGN_PIECE     | ABSENT
            participant | ABSENT     | even report of 3 | FOREIGN_PIECE     | ABSENT
            participant | ABSENT     | wrong report     | FOREIGN_PIECE     | ABSENT
            participant | ABSENT     | own report       | FOREIGN_PIECE     | ABSENT
            participant | ABSENT     | copy             | FOREIGN_COPY      | ABSENT
            participant | ABSENT     | own copy         | FOREIGN_COPY      | ABSENT
            participant | ABSENT     | tick             |                   | ABSENT
            participant | ABSENT     | late tick        |                   | ABSENT
            participant | ABSENT     | give up          | NOT_UNDER_WAY     | ABSENT
            participant | ENDED      | colour           |                   | ENDED
            participant | ENDED      | old message      | copy              | ENDED
            participant | ENDED      | new message      |                   | ENDED
            participant | ENDED      | report of 2      | FOREIGN_PIECE     | ENDED
            participant | ENDED      | report of 3      | FOREIGN_PIECE     | ENDED
            participant | ENDED      | even report of 3 | FOREIGN_PIECE     | ENDED
            participant | ENDED      | wrong report     | FOREIGN_PIECE     | ENDED
            participant | ENDED      | own report       | FOREIGN_PIECE     | ENDED
            participant | ENDED      | copy             | FOREIGN_COPY      | ENDED
            participant | ENDED      | own copy         | FOREIGN_COPY      | ENDED
            participant | ENDED      | tick             |                   | ENDED
            participant | ENDED      | late tick        |                   | ENDED
            participant | ENDED      | give up          | NOT_UNDER_WAY     | ENDED
            """;

    @Test
    void everyPhaseMeetsEveryInput() {
        List<Line> table = Shown.table(TABLE);
        // A number is given once, so a start meets only what is absent.
        List<Line> withoutStart =
                table.stream().filter(line -> !line.input().equals("start")).toList();
        assertEquals(table.size() - 1, withoutStart.size());
        assertTrue(Shown.isComplete(
                withoutStart,
                Set.of(
                        "colour",
                        "old message",
                        "new message",
                        "report of 2",
                        "report of 3",
                        "even report of 3",
                        "wrong report",
                        "own report",
                        "copy",
                        "own copy",
                        "tick",
                        "late tick",
                        "give up"),
                Set.of(
                        "initiator ABSENT",
                        "initiator COLLECTING",
                        "initiator ENDED",
                        "participant ABSENT",
                        "participant ENDED")));
        for (Line line : table) {
            for (boolean aborted : new boolean[] {false, true}) {
                LaiYangSnapshot<String, String> machine =
                        inPhase(line.role().equals("initiator") ? 1 : 2, line.phase(), aborted);
                assertEquals(line.phase(), machine.phase(ID), line::toString);
                assertEquals(line.outputs(), Shown.of(put(machine, line.input())), line::toString);
                assertEquals(line.next(), machine.phase(ID), line::toString);
                assertEquals(line.next() == Phase.COLLECTING ? 1 : 0, machine.underWay(), line::toString);
            }
        }
    }

    /** Rows: ABSENT, COLLECTING, ENDED; columns: the events in their order. A dot is the same phase as before. */
    @Test
    void theTableIsTheDocumentedOne() {
        assertEquals("""
                C . . . . . E . .
                . . . . E E E E E
                . . . . . . . . .
                """, walked(true));
        assertEquals("""
                . E . . . . E . .
                . . . . E E E E E
                . . . . . . . . .
                """, walked(false));
        assertThrows(
                IllegalArgumentException.class, () -> LaiYangEvent.next(Phase.RECORDING, LaiYangEvent.REPORT, true));
    }

    private static String walked(boolean initiator) {
        StringBuilder table = new StringBuilder();
        for (Phase phase : List.of(Phase.ABSENT, Phase.COLLECTING, Phase.ENDED)) {
            String separator = "";
            for (LaiYangEvent event : LaiYangEvent.values()) {
                Phase next = LaiYangEvent.next(phase, event, initiator);
                table.append(separator).append(next == phase ? "." : next.name().substring(0, 1));
                separator = " ";
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static LaiYangSnapshot<String, String> inPhase(long process, Phase phase, boolean aborted) {
        LaiYangSnapshot<String, String> machine =
                new LaiYangSnapshot<>(Topology.mesh(process, MEMBERS), 1, LIMITS, () -> "state");
        if (phase == Phase.ABSENT) {
            return machine;
        }
        if (process != 1) {
            machine.colourReceived(1);
            return machine;
        }
        machine.start(0);
        machine.reportReceived(report(2, Map.of(3L, 1L), Map.of()));
        if (phase == Phase.ENDED && aborted) {
            machine.giveUp(ID);
        } else if (phase == Phase.ENDED) {
            machine.reportReceived(report(3, Map.of(), Map.of(2L, 1L)));
        }
        return machine;
    }

    private static List<LaiYangOutput<String, String>> put(LaiYangSnapshot<String, String> machine, String input) {
        return switch (input) {
            case "start" -> machine.start(0);
            case "colour" -> machine.colourReceived(1);
            case "old message" -> machine.messageReceived(3, 0, "message", () -> {});
            case "new message" -> machine.messageReceived(3, 1, "message", () -> {});
            case "report of 2" -> machine.reportReceived(report(2, Map.of(3L, 1L), Map.of()));
            case "report of 3" -> machine.reportReceived(report(3, Map.of(), Map.of()));
            case "even report of 3" -> machine.reportReceived(report(3, Map.of(), Map.of(2L, 1L)));
            case "wrong report" -> machine.reportReceived(report(3, Map.of(), Map.of(2L, 2L)));
            case "own report" -> machine.reportReceived(report(1, Map.of(), Map.of()));
            case "copy" -> machine.copyReceived(new SendCopy<>(1, new Channel(2, 3), 1, 0, 1, "message"));
            case "own copy" -> machine.copyReceived(new SendCopy<>(1, new Channel(2, 1), 1, 0, 1, "message"));
            case "tick" -> machine.tick(TIMEOUT_NANOS - 1);
            case "late tick" -> machine.tick(TIMEOUT_NANOS);
            case "give up" -> machine.giveUp(ID);
            default -> throw new IllegalArgumentException(input);
        };
    }

    private static SendReport<String, String> report(long process, Map<Long, Long> sent, Map<Long, Long> received) {
        return new SendReport<>(1, process, 0, 1, "state of " + process, sent, received);
    }
}
