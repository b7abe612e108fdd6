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
import java.util.Set;
import java.util.TreeSet;

/** Says in one line what is missing, which source failed why, and what to do. */
final class Diagnosis {

    private Diagnosis() {}

    /** Why there is no bounded reading. */
    static String ofUnbounded(ClockReport report) {
        if (report.status() == ClockStatus.DISRUPTED) {
            return oneLine("the sources contradict each other (" + report.detail()
                    + "): ask at least three, so that one that lies can be found" + sources(report));
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
                        new Term(
                                budget.delayNanos(),
                                "the delay of the path: take a nearer source, or declare tighter --delays"),
                        new Term(
                                budget.sourceErrorNanos(),
                                "what the sources state: take better ones, or declare a smaller --floor or --phc-error"),
                        new Term(budget.ageingNanos(), ageingAdvice(rate)),
                        new Term(budget.hullExcessNanos(), "tolerating liars: take more sources that agree"))
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
                ? "ageing between polls, although the oscillator's rate is measured: take sources that may be asked more often"
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
        Set<String> advice = new TreeSet<>();
        for (SourceReport source : report.sources()) {
            if (!source.interval().isBounded()) {
                source.lastFailure().ifPresent(failure -> advice.add(adviceOn(source.name(), failure.reason())));
            }
        }
        if (advice.isEmpty()) {
            advice.add("wait longer with --timeout");
        }
        return "; " + String.join("; ", advice);
    }

    private static String adviceOn(String source, SourceFailure.Reason reason) {
        boolean isServer = !SourceMaker.isNamedByKind(source);
        return switch (reason) {
            case NO_REPLY ->
                isServer
                        ? "check the address, and that UDP gets through in both directions"
                        : "check that the source is running, and that what it sends gets here";
            case UNREACHABLE ->
                isServer
                        ? "check the network, the address and the port, and that the server runs"
                        : "check that the device or the daemon is there, and that this user may use it";
            case UNRESOLVED -> "check the spelling of the name, and DNS";
            case DENIED -> "ask another server";
            case RATE_LIMITED -> "wait a while before asking again";
            case UNSYNCHRONIZED ->
                isServer
                        ? "wait until the server is synchronised, or ask another"
                        : "wait until the source knows the time itself (a master, a fix), or take another";
            case LEAP_SECOND -> "wait until the leap second is over";
            case MALFORMED, UNSOLICITED, UNUSED_KIND, IMPLAUSIBLE, CONTRADICTORY ->
                "check that the source is what its option says, or take another";
            case WALL_CLOCK_STEPPED -> "wait until nobody sets this host's clock";
            case TIMESCALE -> "do what it says of the timescale; --ptp-utc and --phc-utc declare one";
            case STALE_DATE -> "repair the receiver's date: its week number has rolled over, or it has no fix yet";
            case INTERNAL -> "run again with --verbose and report what it shows";
        };
    }

    /** Details come from the network, from resolvers and from exceptions: none may break the line. */
    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?").trim();
    }
}
