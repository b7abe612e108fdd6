package dev.truechimer.cli;

import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.TimeInterval;
import java.util.ArrayList;
import java.util.List;

/** A snapshot as one line of columns that stay where they are, for logs and pipes. */
final class WatchLine {

    private WatchLine() {}

    static String heading() {
        return line("earliest", "latest", "epsilon", "status", "sources", "others");
    }

    static String of(Snapshot snapshot) {
        TimeInterval interval = snapshot.interval();
        int all = snapshot.report().sources().size();
        return line(
                snapshot.isBounded() ? Nanos.instant(interval.earliestNanos(), snapshot.timescale()) : "unbounded",
                snapshot.isBounded() ? Nanos.instant(interval.latestNanos(), snapshot.timescale()) : "unbounded",
                snapshot.isBounded() ? Nanos.length(interval.epsilonNanos()) : "unbounded",
                snapshot.reading().status().name(),
                snapshot.named(Verdict.TRUECHIMER).size() + "/" + all,
                others(snapshot));
    }

    /** Everybody who is not a truechimer. */
    private static String others(Snapshot snapshot) {
        List<String> others = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            List<String> names = verdict == Verdict.TRUECHIMER ? List.of() : snapshot.named(verdict);
            if (!names.isEmpty()) {
                others.add(verdict.label() + ": " + String.join(", ", names));
            }
        }
        return others.isEmpty() ? "-" : String.join("; ", others);
    }

    private static String line(
            String earliest, String latest, String epsilon, String status, String sources, String others) {
        return String.format("%-30s  %-30s  %12s  %-12s  %7s  %s", earliest, latest, epsilon, status, sources, others);
    }
}
