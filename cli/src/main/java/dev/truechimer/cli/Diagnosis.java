package dev.truechimer.cli;

import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockReport.EpsilonBudget;
import dev.truechimer.clock.ClockReport.SourceReport;
import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.source.SourceFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says in one line what is missing, which source failed why, and what to do. */
final class Diagnosis {

    private Diagnosis() {}

    /** Why there is no bounded reading. */
    static String ofUnbounded(ClockReport report) {
        if (report.status() == ClockStatus.DISRUPTED) {
            return oneLine("the servers contradict each other (" + report.detail()
                    + "): ask at least three, so that one" + " that lies can be found" + sources(report));
        }
        return oneLine(report.detail() + sources(report) + advice(report));
    }

    /** Why epsilon is too large. */
    static String ofEpsilon(TimeInterval interval, Duration wanted, ClockReport report) {
        return oneLine("epsilon is " + Nanos.length(interval.epsilonNanos()) + ", more than the "
                + Nanos.length(wanted.toNanos()) + " wanted"
                + report.epsilon()
                        .map(budget -> largestTerm(budget, report.rate()))
                        .orElse(""));
    }

    private static String largestTerm(EpsilonBudget budget, ClockReport.Rate rate) {
        record Term(long nanos, String advice) {}
        return List.of(
                        new Term(budget.delayNanos(), "the delay of the path: ask a nearer server"),
                        new Term(
                                budget.sourceErrorNanos(),
                                "what the servers state: ask better ones, or a smaller --floor"),
                        new Term(budget.ageingNanos(), ageingAdvice(rate)),
                        new Term(budget.hullExcessNanos(), "tolerating liars: ask more servers that agree"))
                .stream()
                .max((a, b) -> Long.compare(a.nanos(), b.nanos()))
                .map(term -> "; most of it, " + Nanos.length(term.nanos()) + ", is " + term.advice())
                .orElse("");
    }

    private static String ageingAdvice(ClockReport.Rate rate) {
        if (rate.slewable()) {
            return "ageing between polls: use --ticks raw where it can be had";
        }
        return rate.estimated()
                ? "ageing between polls, although the oscillator's rate is measured: ask servers that may be polled more often"
                : "ageing between polls: wait longer, until the oscillator's rate is measured";
    }

    private static String sources(ClockReport report) {
        List<String> silent = new ArrayList<>();
        for (SourceReport source : report.sources()) {
            if (!source.interval().isBounded()) {
                silent.add(source.lastFailure()
                        .map(failure -> withName(source.name(), failure.detail()))
                        .orElse(source.name() + ": no answer yet"));
            }
        }
        return silent.isEmpty() ? "" : "; " + String.join("; ", silent);
    }

    private static String withName(String name, String detail) {
        return detail.startsWith(name + ":") ? detail : name + ": " + detail;
    }

    private static String advice(ClockReport report) {
        TreeSet<SourceFailure.Reason> reasons = report.sources().stream()
                .filter(source -> !source.interval().isBounded())
                .map(SourceReport::lastFailure)
                .flatMap(Optional::stream)
                .map(SourceFailure::reason)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> advice = new ArrayList<>(
                new TreeSet<>(reasons.stream().map(Diagnosis::adviceOn).toList()));
        if (advice.isEmpty()) {
            advice.add("wait longer with --timeout");
        }
        return "; " + String.join("; ", advice);
    }

    private static String adviceOn(SourceFailure.Reason reason) {
        return switch (reason) {
            case NO_REPLY -> "check the address, and that UDP gets through in both directions";
            case UNREACHABLE -> "check the network, the address and the port, and that the server runs";
            case UNRESOLVED -> "check the spelling of the name, and DNS";
            case DENIED -> "ask another server";
            case RATE_LIMITED -> "wait a while before asking again";
            case UNSYNCHRONIZED -> "wait until the server is synchronised, or ask another";
            case LEAP_SECOND -> "wait until the leap second is over";
            case MALFORMED, UNSOLICITED, UNUSED_KIND, IMPLAUSIBLE, CONTRADICTORY ->
                "check that the source is what its option says, or take another";
            case WALL_CLOCK_STEPPED -> "wait until nobody sets this host's clock";
            case TIMESCALE -> "declare the timescale of the source";
            case STALE_DATE -> "repair the receiver's date: its week number has rolled over, or it has no fix yet";
            case INTERNAL -> "run again with --verbose and report what it shows";
        };
    }

    /** Details come from the network, from resolvers and from exceptions: none may break the line. */
    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?").trim();
    }
}
