package dev.truechimer.vector.snapshot;

import dev.truechimer.vector.snapshot.ChandyLamportOutput.SendMarkers;
import dev.truechimer.vector.snapshot.ChandyLamportOutput.SendPiece;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendColour;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendCopy;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendReport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Outputs in a word each, and tables that are compared with a machine line by line. */
final class Shown {

    private Shown() {}

    /** One line of a table: in this role and phase, this input gives these outputs and leads there. */
    record Line(String role, Phase phase, String input, String outputs, Phase next) {

        private static Line parsed(String text) {
            String[] cells = text.strip().split("\\s*\\|\\s*", -1);
            return new Line(cells[0], Phase.valueOf(cells[1]), cells[2], cells[3], Phase.valueOf(cells[4]));
        }
    }

    static List<Line> table(String text) {
        return text.lines().map(Line::parsed).toList();
    }

    /** Whether each pair of a role's phases and the inputs has exactly one line. */
    static boolean isComplete(List<Line> table, Set<String> inputs, Set<String> roleAndPhase) {
        Set<String> pairs = new HashSet<>();
        for (Line line : table) {
            if (!pairs.add(line.role() + ' ' + line.phase() + ' ' + line.input())) {
                return false;
            }
        }
        Set<String> wanted = new HashSet<>();
        for (String state : roleAndPhase) {
            for (String input : inputs) {
                wanted.add(state + ' ' + input);
            }
        }
        return pairs.equals(wanted);
    }

    static String of(List<?> outputs) {
        return String.join(" ", outputs.stream().map(Shown::word).toList());
    }

    private static String word(Object output) {
        if (output instanceof SnapshotAborted<?, ?> aborted) {
            return aborted.reason().name();
        }
        if (output instanceof SnapshotRefused<?, ?> refused) {
            return refused.refusal().name();
        }
        if (output instanceof SnapshotCompleted<?, ?>) {
            return "completed";
        }
        if (output instanceof SendMarkers<?, ?>) {
            return "markers";
        }
        if (output instanceof SendPiece<?, ?>) {
            return "piece";
        }
        if (output instanceof SendColour<?, ?>) {
            return "colour";
        }
        if (output instanceof SendReport<?, ?>) {
            return "report";
        }
        return output instanceof SendCopy<?, ?> ? "copy" : output.toString();
    }
}
