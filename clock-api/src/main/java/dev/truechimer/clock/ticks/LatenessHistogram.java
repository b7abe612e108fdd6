package dev.truechimer.clock.ticks;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of latenesses. The only class that uses HdrHistogram, which is optional on the module path.
 *
 * <p><b>Threads:</b> one records, without locks and without allocating; any number report, one after the other.
 * <b>Ordering:</b> HdrHistogram's recorder has two histograms; a report takes the one that was written and waits for a
 * recording that is under way.
 */
final class LatenessHistogram {

    /** Finer than any timer wakes a thread. */
    private static final long LOWEST_NANOS = 1_000;

    /** What is longer counts as this, so that the memory has a limit. */
    private static final long HIGHEST_NANOS = 3_600_000_000_000L;

    private static final int SIGNIFICANT_DIGITS = 2;

    private final SingleWriterRecorder recorder =
            new SingleWriterRecorder(LOWEST_NANOS, HIGHEST_NANOS, SIGNIFICANT_DIGITS);
    private final Histogram total = new Histogram(LOWEST_NANOS, HIGHEST_NANOS, SIGNIFICANT_DIGITS);
    private final AtomicLong maxNanos = new AtomicLong();
    private @Nullable Histogram recycled;

    /** Records a lateness and, if it is longer than the interval, those of the wake-ups that it swallowed. */
    void record(long latenessNanos, long intervalNanos) {
        // First, so that a report that takes the histogram and then this finds no percentile above the greatest.
        if (latenessNanos > maxNanos.getPlain()) {
            maxNanos.setRelease(latenessNanos);
        }
        recorder.recordValueWithExpectedInterval(Math.min(latenessNanos, HIGHEST_NANOS), intervalNanos);
    }

    /** The distribution so far, and what the caller knows of pauses. */
    synchronized PauseReport report(long pauses, List<Pause> longest) {
        Histogram interval = recorder.getIntervalHistogram(recycled);
        recycled = interval;
        total.add(interval);
        long greatestNanos = maxNanos.getAcquire();
        return new PauseReport(
                total.getTotalCount(),
                Math.min(total.getValueAtPercentile(50), greatestNanos),
                Math.min(total.getValueAtPercentile(99), greatestNanos),
                Math.min(total.getValueAtPercentile(99.9), greatestNanos),
                greatestNanos,
                pauses,
                longest);
    }
}
