package dev.truechimer.testing;

import dev.truechimer.clock.ClockReport.SourceReport;
import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.source.SourceFailure.Reason;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Waits for what the report of a timekeeper says about one of its sources. <b>Threads:</b> any.
 *
 * @param timekeeper one that runs
 * @param name of the source
 * @param patience how long each wait takes at most, before it fails with the report
 */
public record SourceWatch(Timekeeper timekeeper, String name, Duration patience) {

    /** What the report says now. */
    public SourceReport report() {
        return Reports.source(timekeeper.report(), name);
    }

    /** Waits until it holds. */
    public void await(String what, Predicate<SourceReport> condition) throws InterruptedException {
        Await.until(what, patience, () -> condition.test(report()), () -> Reports.text(timekeeper.report()));
    }

    /** Waits until there are so many claims more than now. */
    public void awaitClaims(long more) throws InterruptedException {
        long wanted = report().claims() + more;
        await(more + " more claims of " + name, report -> report.claims() >= wanted);
    }

    /** Waits until there are so many failures for a reason more than now. */
    public void awaitFailures(Reason reason, long more) throws InterruptedException {
        long wanted = failures(report(), reason) + more;
        await(more + " more " + reason + " of " + name, report -> failures(report, reason) >= wanted);
    }

    /** Waits until the last failure is for a reason, and its detail holds a text; it may be an old one. */
    public void awaitFailure(Reason reason, String text) throws InterruptedException {
        await(
                reason + ": " + text,
                report -> report.lastFailure()
                        .filter(last -> last.reason() == reason && last.detail().contains(text))
                        .isPresent());
    }

    /** Waits until the source says something that holds a text about what it sees. */
    public void awaitDetail(String text) throws InterruptedException {
        await("the detail " + text, report -> report.detail().contains(text));
    }

    private static long failures(SourceReport report, Reason reason) {
        return report.failures().getOrDefault(reason, 0L);
    }
}
