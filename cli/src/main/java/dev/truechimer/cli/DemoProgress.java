package dev.truechimer.cli;

import java.util.List;

/**
 * How far the demonstration is.
 *
 * @param elapsedNanos since its start
 * @param snapshot the clock and its sources
 * @param epsilonHistoryNanos earlier values, the oldest first
 * @param committed transactions so far
 * @param readings so far
 * @param missed readings that missed the truth, so far
 */
record DemoProgress(
        long elapsedNanos,
        Snapshot snapshot,
        List<Long> epsilonHistoryNanos,
        long committed,
        long readings,
        long missed) {

    DemoProgress {
        epsilonHistoryNanos = List.copyOf(epsilonHistoryNanos);
    }
}
