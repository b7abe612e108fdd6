package dev.truechimer.cli;

import dev.truechimer.clock.ClockReport.SourceReport;
import java.util.ArrayList;
import java.util.List;

/** The sources of a snapshot as lines of text, a source each. */
final class SourceTable {

    private static final String NOTHING = "-";
    private static final int REACH_BITS = 8;

    private SourceTable() {}

    static List<String> lines(Snapshot snapshot) {
        TextTable table =
                new TextTable().row("source", "verdict", "ahead", "epsilon", "delay", "reach", "polls", "remarks");
        for (SourceReport source : snapshot.report().sources()) {
            table.row(
                    source.name(),
                    source.verdict().label(),
                    ahead(snapshot, source),
                    source.epsilonNanos() == Long.MAX_VALUE ? NOTHING : Nanos.length(source.epsilonNanos()),
                    source.delayNanos() < 0 ? NOTHING : Nanos.length(source.delayNanos()),
                    reach(source),
                    Long.toString(source.polls()),
                    String.join("; ", remarks(source)));
        }
        return table.lines();
    }

    private static String ahead(Snapshot snapshot, SourceReport source) {
        var ahead = snapshot.aheadNanos(source);
        return ahead.isPresent() ? Nanos.difference(ahead.getAsLong()) : NOTHING;
    }

    /** The last polls, the newest at the right. */
    private static String reach(SourceReport source) {
        int polls = (int) Math.min(source.polls(), REACH_BITS);
        StringBuilder bits = new StringBuilder();
        for (int bit = polls - 1; bit >= 0; bit--) {
            bits.append((source.reach() >> bit & 1) == 1 ? '+' : '.');
        }
        return polls == 0 ? NOTHING : bits.toString();
    }

    private static List<String> remarks(SourceReport source) {
        List<String> remarks = new ArrayList<>();
        if (!source.detail().isEmpty()) {
            remarks.add(source.detail());
        }
        if (source.claimsNoError()) {
            remarks.add("states no error of its own (see --floor)");
        }
        if (!source.sameServerAs().isEmpty()) {
            remarks.add("same server as " + String.join(", ", source.sameServerAs()));
        }
        if (source.contradictions() > 0) {
            remarks.add("contradicted itself " + source.contradictions() + " times");
        }
        source.lastFailure().ifPresent(failure -> remarks.add("last failure: " + failure.detail()));
        return remarks;
    }
}
