package dev.truechimer.vector.snapshot;

/**
 * How much one process spends on snapshots: beyond it, a snapshot is aborted with a reason instead of growing.
 *
 * <p><b>Not limited</b> is the size of a state and of a message: each snapshot under way keeps a state, its initiator
 * in the end the states of all processes, and it is the application that decides how large they are.
 *
 * <p>The same limits at all processes, or one with lower limits decides for all: a snapshot needs every process.
 *
 * @param maxConcurrent how many snapshots may be under way at this process at once, {@code >= 1}. With {@link
 *     ChandyLamportSnapshot} whoever began them: if k processes begin up to m at once, it must be {@code k * m}. With
 *     {@link LaiYangSnapshot} those of one instance
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
