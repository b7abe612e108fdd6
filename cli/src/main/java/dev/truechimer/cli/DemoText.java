package dev.truechimer.cli;

import dev.truechimer.clock.ClockReport.SourceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The demonstration as text. */
final class DemoText {

    private DemoText() {}

    static List<String> introduction(DemoSettings settings, Oscillator oscillator) {
        return List.of(
                "Three NTP servers on the loopback interface serve one known truth; one of them lies by "
                        + Nanos.difference(settings.lie().toNanos()) + ".",
                "True time runs " + DemoTruth.RATE_PPM + " ppm faster than the local oscillator, " + oscillator.name()
                        + ".",
                settings.writers() + " threads commit " + settings.transactions() + " transactions with commit-wait, "
                        + settings.readers() + " threads keep reading the clock.",
                "");
    }

    /** One line of progress. */
    static String line(DemoProgress progress) {
        Snapshot snapshot = progress.snapshot();
        return String.format(
                Locale.ROOT,
                "%5.1f s  epsilon %10s  %s  %d transactions  %,d readings, %d missed  %s",
                progress.elapsedNanos() / 1e9,
                Nanos.length(snapshot.interval().epsilonNanos()),
                snapshot.reading().status(),
                progress.committed(),
                progress.readings(),
                progress.missed(),
                verdicts(snapshot));
    }

    private static String verdicts(Snapshot snapshot) {
        return snapshot.report().sources().stream()
                .map(source -> source.name() + " " + source.verdict().label())
                .collect(Collectors.joining(", "));
    }

    /** A picture of progress, always of the same height. */
    static List<String> picture(DemoProgress progress, DemoSettings settings) {
        Snapshot snapshot = progress.snapshot();
        List<String> lines = new ArrayList<>(sources(snapshot));
        lines.add("");
        lines.addAll(new TextTable()
                .row(
                        "epsilon",
                        Nanos.length(snapshot.interval().epsilonNanos()) + "  "
                                + snapshot.reading().status())
                .row("  over time", Sparkline.of(progress.epsilonHistoryNanos()))
                .row(
                        "transactions",
                        Sparkline.bar(progress.committed(), settings.transactions()) + " " + progress.committed()
                                + " of " + settings.transactions())
                .row(
                        "readings",
                        String.format(Locale.ROOT, "%,d, %d missed the truth", progress.readings(), progress.missed()))
                .row("time", String.format(Locale.ROOT, "%.1f s", progress.elapsedNanos() / 1e9))
                .lines());
        return lines;
    }

    private static List<String> sources(Snapshot snapshot) {
        TextTable table = new TextTable().row("source", "verdict", "ahead", "epsilon", "delay");
        for (SourceReport source : snapshot.report().sources()) {
            var ahead = snapshot.aheadNanos(source);
            table.row(
                    source.name(),
                    source.verdict().label(),
                    ahead.isPresent() ? Nanos.difference(ahead.getAsLong()) : "-",
                    Nanos.length(source.epsilonNanos()),
                    source.delayNanos() < 0 ? "-" : Nanos.length(source.delayNanos()));
        }
        return table.lines();
    }

    static List<String> summary(DemoOutcome outcome) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(sources(outcome.last()));
        lines.add("");
        lines.addAll(percentiles(outcome));
        lines.add("");
        ExternalConsistency consistency = outcome.consistency();
        lines.addAll(new TextTable()
                .row(
                        "readings",
                        String.format(
                                Locale.ROOT,
                                "%,d by %d threads: %d missed the truth, %d unbounded",
                                outcome.readings(),
                                outcome.settings().readers(),
                                outcome.missed(),
                                outcome.unbounded()))
                .row(
                        "transactions",
                        String.format(
                                Locale.ROOT,
                                "%d by %d threads: %d started after another was published, %d of them out of order;"
                                        + " %d published too early",
                                outcome.transactions().size(),
                                outcome.settings().writers(),
                                consistency.ordered(),
                                consistency.violations(),
                                outcome.early()))
                .lines());
        lines.add("");
        List<String> broken = outcome.broken();
        lines.add(
                broken.isEmpty()
                        ? "PASSED: no reading missed the truth, all transactions are in order, the liar was named."
                        : "FAILED: " + String.join("; ", broken) + ".");
        return lines;
    }

    private static List<String> percentiles(DemoOutcome outcome) {
        TextTable table = new TextTable().row("", "50 %", "90 %", "99 %", "99.9 %", "max");
        row(table, "epsilon of a reading", outcome.epsilonNanos());
        row(table, "wait of a transaction", outcome.waitNanos());
        return table.lines();
    }

    private static void row(TextTable table, String name, Histogram nanos) {
        table.row(
                name,
                Nanos.length(nanos.getValueAtPercentile(50)),
                Nanos.length(nanos.getValueAtPercentile(90)),
                Nanos.length(nanos.getValueAtPercentile(99)),
                Nanos.length(nanos.getValueAtPercentile(99.9)),
                Nanos.length(nanos.getMaxValue()));
    }
}
