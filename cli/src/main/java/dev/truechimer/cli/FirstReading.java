package dev.truechimer.cli;

import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockReport.SourceReport;
import dev.truechimer.clock.source.SourceFailure;
import java.time.Duration;

/**
 * Waits for the first bounded reading, and then a moment for the sources that have not had their say and for a few more
 * exchanges: the first one of a process is by far the slowest, and epsilon follows the fastest.
 *
 * <p>Gives up early when so many sources can't be there at all, each found twice, that a quorum is out of reach: an unknown
 * name does not become known within seconds.
 */
final class FirstReading {

    private static final long LOOK_NANOS = 5_000_000L;

    /** How long all that may take once the reading is bounded. */
    private static final long SETTLING_NANOS = 500_000_000L;

    private static final long ENOUGH_CLAIMS = 3;

    private static final long TRIES = 2;

    private FirstReading() {}

    /** Returns when the reading is bounded, can't be expected, or the time is over. */
    static void await(Session session, Duration timeout) throws InterruptedException {
        Countdown countdown = Countdown.of(timeout);
        long boundedSinceNanos = Long.MAX_VALUE;
        while (!countdown.isOver()) {
            ClockReport report = session.timekeeper().report();
            if (!report.interval().isBounded()) {
                boundedSinceNanos = Long.MAX_VALUE;
                if (isOutOfReach(report)) {
                    return;
                }
            } else {
                long elapsedNanos = countdown.elapsedNanos();
                boundedSinceNanos = Math.min(boundedSinceNanos, elapsedNanos);
                if (isSettled(report) || elapsedNanos - boundedSinceNanos >= SETTLING_NANOS) {
                    return;
                }
            }
            countdown.pause(LOOK_NANOS);
        }
    }

    private static boolean isSettled(ClockReport report) {
        return report.sources().stream()
                .allMatch(source ->
                        source.claims() >= ENOUGH_CLAIMS || source.lastFailure().isPresent());
    }

    private static boolean isOutOfReach(ClockReport report) {
        long hopeless =
                report.sources().stream().filter(FirstReading::isHopeless).count();
        return report.quorum().configured() - hopeless
                < Math.max(1, report.quorum().needed());
    }

    private static boolean isHopeless(SourceReport source) {
        return source.claims() == 0
                && (source.failures().containsKey(SourceFailure.Reason.DENIED)
                        || count(source, SourceFailure.Reason.UNRESOLVED) >= TRIES
                        || count(source, SourceFailure.Reason.UNREACHABLE) >= TRIES);
    }

    private static long count(SourceReport source, SourceFailure.Reason reason) {
        return source.failures().getOrDefault(reason, 0L);
    }
}
