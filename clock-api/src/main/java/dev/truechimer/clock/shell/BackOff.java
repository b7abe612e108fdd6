package dev.truechimer.clock.shell;

/**
 * How long a source waits before it tries again: twice as long each time, up to a limit.
 *
 * <p><b>Units:</b> nanoseconds. <b>Threads:</b> confined to one.
 */
public final class BackOff {

    private final long leastNanos;
    private final long mostNanos;
    private long nextNanos;

    /**
     * One that begins with its shortest wait.
     *
     * @param leastNanos the first wait, {@code > 0}
     * @param mostNanos the longest, {@code >= leastNanos}, less than half the range of a {@code long}
     */
    public BackOff(long leastNanos, long mostNanos) {
        this.leastNanos = leastNanos;
        this.mostNanos = mostNanos;
        this.nextNanos = leastNanos;
    }

    /** How long to wait now; the wait after this one is twice as long, unless {@link #reset} comes first. */
    public long nextNanos() {
        long nanos = nextNanos;
        nextNanos = Math.min(2 * nanos, mostNanos);
        return nanos;
    }

    /** It works again: the next wait is the shortest. */
    public void reset() {
        nextNanos = leastNanos;
    }
}
