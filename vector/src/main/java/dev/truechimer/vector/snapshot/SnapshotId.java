package dev.truechimer.vector.snapshot;

/**
 * Which snapshot: who began it, and the how-manieth of that process.
 *
 * <p><b>Range:</b> a process numbers its own snapshots upwards from 1 and never uses a number twice, so two processes
 * may begin one at the same time without asking each other. <b>Threads:</b> immutable.
 *
 * @param initiator the process that began it and collects its pieces
 * @param number {@code >= 1}; a later snapshot of the same process has a greater one
 */
public record SnapshotId(long initiator, long number) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if {@code number < 1}
     */
    public SnapshotId {
        if (number < 1) {
            throw new IllegalArgumentException("number must be >= 1: " + number);
        }
    }
}
