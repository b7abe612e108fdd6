package dev.truechimer.testing;

import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockReport.SourceReport;
import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.source.SourceFailure;

/** Looks things up in a {@link ClockReport}. */
public final class Reports {

    private Reports() {}

    /** The entry of a source. */
    public static SourceReport source(ClockReport report, String name) {
        return report.sources().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no source " + name + ": " + text(report)));
    }

    /** What the clock thinks of a source. */
    public static Verdict verdict(ClockReport report, String name) {
        return source(report, name).verdict();
    }

    /** How often a source failed for a reason. */
    public static long failures(ClockReport report, String name, SourceFailure.Reason reason) {
        return source(report, name).failures().getOrDefault(reason, 0L);
    }

    /** How many claims the source with the fewest has made. */
    public static long fewestClaims(ClockReport report) {
        return report.sources().stream().mapToLong(SourceReport::claims).min().orElse(0);
    }

    /** For people: a line for the clock and one for each source. */
    public static String text(ClockReport report) {
        StringBuilder text = new StringBuilder(String.format(
                "%s (%s), epsilon %,d ns, %s, %s, %d disruptions",
                report.status(),
                report.detail(),
                report.epsilonNanos(),
                report.quorum(),
                report.rate(),
                report.disruptions()));
        for (SourceReport each : report.sources()) {
            text.append(String.format(
                    "%n  %s: %s, %d claims in %d polls, reach %s, delay %,d ns, epsilon %,d ns, %d contradictions,"
                            + " same server as %s, says \"%s\", failures %s, last %s",
                    each.name(),
                    each.verdict(),
                    each.claims(),
                    each.polls(),
                    Integer.toBinaryString(each.reach()),
                    each.delayNanos(),
                    each.epsilonNanos(),
                    each.contradictions(),
                    each.sameServerAs(),
                    each.detail(),
                    each.failures(),
                    each.lastFailure().map(Object::toString).orElse("none")));
        }
        return text.toString();
    }
}
