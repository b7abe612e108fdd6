package dev.truechimer.vector.snapshot;

/**
 * How much one process spends on snapshots: beyond it, a snapshot is aborted with a reason instead of growing.
 *
 * <p>The same limits at all processes, or one with lower limits decides for all: a snapshot needs every process.
 *
 * @param maxConcurrent how many snapshots may be under way at this process at once, whoever began them; {@code >= 1}
 * @param maxRecordedMessages how many messages one snapshot may hold, over all channels of one process, or with
 *     {@link LaiYangSnapshot} of the whole system; {@code >= 0}
 * @param timeoutNanos how long a snapshot may be under way at this process, in nanoseconds; {@code >= 1}
 */
public record SnapshotLimits(int maxConcurrent, int maxRecordedMessages, long timeoutNanos) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a limit is below its range
     */
    public SnapshotLimits {
        if (maxConcurrent < 1) {
            throw new IllegalArgumentException("maxConcurrent must be >= 1: " + maxConcurrent);
        }
        if (maxRecordedMessages < 0) {
            throw new IllegalArgumentException("maxRecordedMessages must be >= 0: " + maxRecordedMessages);
        }
        if (timeoutNanos < 1) {
            throw new IllegalArgumentException("timeoutNanos must be >= 1: " + timeoutNanos);
        }
    }
}
