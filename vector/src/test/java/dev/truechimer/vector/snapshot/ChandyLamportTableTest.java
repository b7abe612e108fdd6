package dev.truechimer.vector.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.snapshot.Shown.Line;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every phase meets every input: at process 1 of 1, 2 and 3, for a snapshot of its own or one that process 2 began. */
class ChandyLamportTableTest {

    private static final long TIMEOUT_NANOS = 1_000;
    private static final SnapshotLimits LIMITS = new SnapshotLimits(4, 1, TIMEOUT_NANOS);

    /**
     * In RECORDING the marker of 2 is there and one message of 3; in COLLECTING also the marker of 3, and the piece of
     * 2.
     */
    private static final String TABLE = """
            initiator   | ABSENT     | start            | markers             | RECORDING
            initiator   | ABSENT     | marker of 2      | FOREIGN_MARKER      | ABSENT
            initiator   | ABSENT     | marker of 3      | FOREIGN_MARKER      | ABSENT
            initiator   | ABSENT     | message of 2     |                     | ABSENT
            initiator   | ABSENT     | message of 3     |                     | ABSENT
            initiator   | ABSENT     | piece of 2       | FOREIGN_PIECE       | ABSENT
            initiator   | ABSENT     | piece of 3       | FOREIGN_PIECE       | ABSENT
            initiator   | ABSENT     | too large piece  | FOREIGN_PIECE       | ABSENT
            initiator   | ABSENT     | own piece        | FOREIGN_PIECE       | ABSENT
            initiator   | ABSENT     | tick             |                     | ABSENT
            initiator   | ABSENT     | late tick        |                     | ABSENT
            initiator   | ABSENT     | give up          | NOT_UNDER_WAY       | ABSENT
            initiator   | RECORDING  | marker of 2      | DUPLICATE_MARKER    | RECORDING
            initiator   | RECORDING  | marker of 3      |                     | COLLECTING
            initiator   | RECORDING  | message of 2     |                     | RECORDING
            initiator   | RECORDING  | message of 3     | TOO_MANY_MESSAGES   | ENDED
            initiator   | RECORDING  | piece of 2       |                     | RECORDING
            initiator   | RECORDING  | piece of 3       |                     | RECORDING
            initiator   | RECORDING  | too large piece  | TOO_MANY_MESSAGES   | ENDED
            initiator   | RECORDING  | own piece        | FOREIGN_PIECE       | RECORDING
            initiator   | RECORDING  | tick             |                     | RECORDING
            initiator   | RECORDING  | late tick        | TIMEOUT             | ENDED
            initiator   | RECORDING  | give up          | GIVEN_UP            | ENDED
            initiator   | COLLECTING | marker of 2      | DUPLICATE_MARKER    | COLLECTING
            initiator   | COLLECTING | marker of 3      | DUPLICATE_MARKER    | COLLECTING
            initiator   | COLLECTING | message of 2     |                     | COLLECTING
            initiator   | COLLECTING | message of 3     |                     | COLLECTING
            initiator   | COLLECTING | piece of 2       | DUPLICATE_PIECE     | COLLECTING
            initiator   | COLLECTING | piece of 3       | completed           | ENDED
            initiator   | COLLECTING | too large piece  | TOO_MANY_MESSAGES   | ENDED
            initiator   | COLLECTING | own piece        | FOREIGN_PIECE       | COLLECTING
            initiator   | COLLECTING | tick             |                     | COLLECTING
            initiator   | COLLECTING | late tick        | TIMEOUT             | ENDED
            initiator   | COLLECTING | give up          | GIVEN_UP            | ENDED
            initiator   | ENDED      | marker of 2      | LATE_MARKER         | ENDED
            initiator   | ENDED      | marker of 3      | LATE_MARKER         | ENDED
            initiator   | ENDED      | message of 2     |                     | ENDED
            initiator   | ENDED      | message of 3     |                     | ENDED
            initiator   | ENDED      | piece of 2       | LATE_PIECE          | ENDED
            initiator   | ENDED      | piece of 3       | LATE_PIECE          | ENDED
            initiator   | ENDED      | too large piece  | LATE_PIECE          | ENDED
            initiator   | ENDED      | own piece        | FOREIGN_PIECE       | ENDED
            initiator   | ENDED      | tick             |                     | ENDED
            initiator   | ENDED      | late tick        |                     | ENDED
            initiator   | ENDED      | give up          | NOT_UNDER_WAY       | ENDED
            participant | ABSENT     | marker of 2      | markers             | RECORDING
            participant | ABSENT     | marker of 3      | markers             | RECORDING
            participant | ABSENT     | message of 2     |                     | ABSENT
            participant | ABSENT     | message of 3     |                     | ABSENT
            participant | ABSENT     | piece of 2       | FOREIGN_PIECE       | ABSENT
            participant | ABSENT     | piece of 3       | FOREIGN_PIECE       | ABSENT
            participant | ABSENT     | too large piece  | FOREIGN_PIECE       | ABSENT
            participant | ABSENT     | own piece        | FOREIGN_PIECE       | ABSENT
            participant | ABSENT     | tick             |                     | ABSENT
            participant | ABSENT     | late tick        |                     | ABSENT
            participant | ABSENT     | give up          | NOT_UNDER_WAY       | ABSENT
            participant | RECORDING  | marker of 2      | DUPLICATE_MARKER    | RECORDING
            participant | RECORDING  | marker of 3      | piece               | ENDED
            participant | RECORDING  | message of 2     |                     | RECORDING
            participant | RECORDING  | message of 3     | TOO_MANY_MESSAGES   | ENDED
            participant | RECORDING  | piece of 2       | FOREIGN_PIECE       | RECORDING
            participant | RECORDING  | piece of 3       | FOREIGN_PIECE       | RECORDING
            participant | RECORDING  | too large piece  | FOREIGN_PIECE       | RECORDING
            participant | RECORDING  | own piece        | FOREIGN_PIECE       | RECORDING
            participant | RECORDING  | tick             |                     | RECORDING
            participant | RECORDING  | late tick        | TIMEOUT             | ENDED
            participant | RECORDING  | give up          | GIVEN_UP            | ENDED
            participant | ENDED      | marker of 2      | LATE_MARKER         | ENDED
            participant | ENDED      | marker of 3      | LATE_MARKER         | ENDED
            participant | ENDED      | message of 2     |                     | ENDED
            participant | ENDED      | message of 3     |                     | ENDED
            participant | ENDED      | piece of 2       | FOREIGN_PIECE       | ENDED
            participant | ENDED      | piece of 3       | FOREIGN_PIECE       | ENDED
            participant | ENDED      | too large piece  | FOREIGN_PIECE       | ENDED
            participant | ENDED      | own piece        | FOREIGN_PIECE       | ENDED
            participant | ENDED      | tick             |                     | ENDED
            participant | ENDED      | late tick        |                     | ENDED
            participant | ENDED      | give up          | NOT_UNDER_WAY       | ENDED
            """;

    @Test
    void everyPhaseMeetsEveryInput() {
        List<Line> table = Shown.table(TABLE);
        // A number is given once, so a start meets only what is absent, and begins a snapshot of this process.
        List<Line> withoutStart =
                table.stream().filter(line -> !line.input().equals("start")).toList();
        assertEquals(table.size() - 1, withoutStart.size());
        assertTrue(Shown.isComplete(
                withoutStart,
                Set.of(
                        "marker of 2",
                        "marker of 3",
                        "message of 2",
                        "message of 3",
                        "piece of 2",
                        "piece of 3",
                        "too large piece",
                        "own piece",
                        "tick",
                        "late tick",
                        "give up"),
                Set.of(
                        "initiator ABSENT",
                        "initiator RECORDING",
                        "initiator COLLECTING",
                        "initiator ENDED",
                        "participant ABSENT",
                        "participant RECORDING",
                        "participant ENDED")));
        for (Line line : table) {
            SnapshotId id = new SnapshotId(line.role().equals("initiator") ? 1 : 2, 1);
            for (boolean aborted : new boolean[] {false, true}) {
                ChandyLamportSnapshot<String, String> machine = inPhase(line.phase(), id, aborted);
                assertEquals(line.phase(), machine.phase(id), line::toString);
                assertEquals(line.outputs(), Shown.of(put(machine, id, line.input())), line::toString);
                assertEquals(line.next(), machine.phase(id), line::toString);
                boolean isKept = line.next() == Phase.RECORDING || line.next() == Phase.COLLECTING;
                assertEquals(isKept ? 1 : 0, machine.underWay(), line::toString);
            }
        }
    }

    /**
     * Rows: ABSENT, RECORDING, COLLECTING, ENDED; columns: the events in their order. A dot is the same phase as
     * before.
     */
    @Test
    void theTableIsTheDocumentedOne() {
        assertEquals("""
                R . . . . E . .
                . . C . . E E E
                . . . . E E E E
                . . . . . . . .
                """, walked(true));
        assertEquals("""
                . R . . . E . .
                . . E . . E E E
                . . . . E E E E
                . . . . . . . .
                """, walked(false));
    }

    private static String walked(boolean initiator) {
        StringBuilder table = new StringBuilder();
        for (Phase phase : Phase.values()) {
            String separator = "";
            for (ChandyLamportEvent event : ChandyLamportEvent.values()) {
                Phase next = ChandyLamportEvent.next(phase, event, initiator);
                table.append(separator).append(next == phase ? "." : next.name().substring(0, 1));
                separator = " ";
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static ChandyLamportSnapshot<String, String> inPhase(Phase phase, SnapshotId id, boolean aborted) {
        ChandyLamportSnapshot<String, String> machine =
                new ChandyLamportSnapshot<>(Topology.mesh(1, Set.of(1L, 2L, 3L)), LIMITS, () -> "state");
        if (phase == Phase.ABSENT) {
            return machine;
        }
        if (id.initiator() == 1) {
            machine.start(0);
        }
        machine.markerReceived(2, id, 0);
        machine.messageReceived(3, "message", () -> {});
        if (phase == Phase.RECORDING) {
            return machine;
        }
        if (phase == Phase.ENDED && aborted) {
            machine.giveUp(id);
            return machine;
        }
        if (id.initiator() == 1) {
            machine.pieceReceived(piece(id, 2, 0));
        }
        machine.markerReceived(3, id, 0);
        if (phase == Phase.ENDED && id.initiator() == 1) {
            machine.pieceReceived(piece(id, 3, 0));
        }
        return machine;
    }

    private static List<ChandyLamportOutput<String, String>> put(
            ChandyLamportSnapshot<String, String> machine, SnapshotId id, String input) {
        return switch (input) {
            case "start" -> machine.start(0);
            case "marker of 2" -> machine.markerReceived(2, id, 0);
            case "marker of 3" -> machine.markerReceived(3, id, 0);
            case "message of 2" -> machine.messageReceived(2, "message", () -> {});
            case "message of 3" -> machine.messageReceived(3, "message", () -> {});
            case "piece of 2" -> machine.pieceReceived(piece(id, 2, 0));
            case "piece of 3" -> machine.pieceReceived(piece(id, 3, 0));
            case "too large piece" -> machine.pieceReceived(piece(id, 3, 2));
            case "own piece" -> machine.pieceReceived(piece(id, 1, 0));
            case "tick" -> machine.tick(TIMEOUT_NANOS - 1);
            case "late tick" -> machine.tick(TIMEOUT_NANOS);
            case "give up" -> machine.giveUp(id);
            default -> throw new IllegalArgumentException(input);
        };
    }

    private static Piece<String, String> piece(SnapshotId id, long process, int messages) {
        List<String> recorded = List.of("a", "b").subList(0, messages);
        return new Piece<>(id, process, "state of " + process, Map.of(1L, recorded));
    }
}
