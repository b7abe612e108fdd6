package dev.truechimer.cli;

import dev.truechimer.clock.ClockReport.EpsilonBudget;
import dev.truechimer.clock.ClockReport.Quorum;
import dev.truechimer.clock.ClockReport.Rate;
import dev.truechimer.clock.TimeInterval;
import java.util.ArrayList;
import java.util.List;

/** A snapshot as lines of text for people. */
final class SnapshotText {

    private SnapshotText() {}

    /** Everything: the reading, the sources, and what epsilon is made of. */
    static List<String> full(Snapshot snapshot) {
        List<String> lines = new ArrayList<>(brief(snapshot));
        snapshot.report().epsilon().ifPresent(budget -> {
            lines.add("");
            lines.addAll(terms(budget));
        });
        return lines;
    }

    /** The reading and the sources. */
    static List<String> brief(Snapshot snapshot) {
        List<String> lines = new ArrayList<>(reading(snapshot));
        lines.add("");
        lines.addAll(SourceTable.lines(snapshot));
        return lines;
    }

    private static List<String> reading(Snapshot snapshot) {
        TimeInterval interval = snapshot.interval();
        Quorum quorum = snapshot.report().quorum();
        Rate rate = snapshot.report().rate();
        return new TextTable()
                .row("earliest", end(snapshot, interval.earliestNanos()))
                .row("latest", end(snapshot, interval.latestNanos()))
                .row("epsilon", epsilon(interval))
                .row(
                        "status",
                        snapshot.reading().status() + ": " + snapshot.report().detail())
                .row(
                        "quorum",
                        quorum.needed() + " of " + quorum.configured() + " sources must agree, " + quorum.liars()
                                + " may lie, " + quorum.speaking() + " make a statement")
                .row(
                        "ticks",
                        snapshot.oscillator() + ", off by " + Nanos.ppm(rate.lowestPpb()) + " to "
                                + Nanos.ppm(rate.highestPpb()) + (rate.estimated() ? " (measured)" : " (assumed)"))
                .lines();
    }

    private static String end(Snapshot snapshot, long nanos) {
        return snapshot.isBounded() ? Nanos.instant(nanos, snapshot.timescale()) + "  " + nanos : "unbounded";
    }

    private static String epsilon(TimeInterval interval) {
        return interval.isBounded()
                ? Nanos.length(interval.epsilonNanos()) + "  " + interval.epsilonNanos()
                : "unbounded";
    }

    private static List<String> terms(EpsilonBudget budget) {
        return new TextTable()
                .row("epsilon is made of", "")
                .row("  delay of the path", Nanos.length(budget.delayNanos()))
                .row("  error that sources state", Nanos.length(budget.sourceErrorNanos()))
                .row("  ageing since their claims", Nanos.length(budget.ageingNanos()))
                .row("  readings of the oscillator", Nanos.length(budget.readErrorNanos()))
                .row("  conversions between clocks", Nanos.length(budget.bracketNanos()))
                .row("  tolerating liars", Nanos.length(budget.hullExcessNanos()))
                .row("  declared smears", Nanos.length(budget.smearToleranceNanos()))
                .row("  rounding", Nanos.length(budget.roundingNanos()))
                .row("  less agreement of claims", Nanos.length(-budget.agreementGainNanos()))
                .lines();
    }
}
