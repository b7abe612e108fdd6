package dev.truechimer.clock.ticks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Rests on the oscillator alone and answers whether this JVM stood still, how often and for how long: garbage
 * collection, a signal that stops it, throttling, a processor that others had.
 *
 * <p>It has no thread. Somebody sleeps for a short interval again and again and calls {@link #woke()} after each;
 * {@link ClockWatch} does. What the thread is late by is recorded, and from a threshold on it is also an event. The
 * wake-ups that a standstill swallowed are counted as late by what was left of it, the correction for coordinated
 * omission; without it a JVM that stood still for a second of ten would look well at the 99th percentile.
 *
 * <p><b>Unit:</b> nanoseconds. <b>Threads:</b> one feeder, which may change if the change
 * is ordered by something else; any number read {@link #report()}. <b>Cost:</b> a reading of the oscillator and a few
 * writes; no allocation and no lock unless there is an event. A standstill costs one write more for each interval in
 * it, of one hour at most. <b>Hazard:</b> a pause is known to within one interval, since nothing was due before. Time
 * that the host slept counts only if the oscillator runs on then, which {@link Ticks#system()} does not. A feeder that
 * does other work must say so by {@link #restart()}. Steps, slews and leap seconds of the wall clock don't matter, and
 * the kernel keeps its monotonic clocks the same on all cores. <b>Needs</b> {@code org.hdrhistogram:HdrHistogram}.
 */
public final class PauseDetector {

    /** How many of the longest pauses a report names. */
    public static final int LONGEST_KEPT = 8;

    private static final Duration SHORTEST_INTERVAL = Duration.ofNanos(1_000);
    private static final Duration SHORTEST_THRESHOLD = Duration.ofNanos(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Ticks ticks;
    private final long intervalNanos;
    private final long thresholdNanos;
    private final LatenessHistogram latenesses;
    private final Object lock = new Object();

    /** Guarded by {@link #lock}. */
    private final List<Pause> longest = new ArrayList<>();

    /** Guarded by {@link #lock}. */
    private long pauses;

    // The feeder's own.
    private boolean started;
    private long lastTicks;

    /**
     * A detector for a feeder that sleeps for this long each time.
     *
     * @param ticks what is read after each sleep
     * @param interval how long the feeder sleeps, a microsecond to an hour
     * @param threshold from which lateness on it is an event, a nanosecond to an hour
     * @throws IllegalArgumentException if one of them is not within its limits
     * @throws UnsupportedOperationException if HdrHistogram is missing
     */
    public PauseDetector(Ticks ticks, Duration interval, Duration threshold) {
        this.ticks = Objects.requireNonNull(ticks, "ticks");
        this.intervalNanos = BoundedNanos.of("interval", interval, SHORTEST_INTERVAL, LONGEST);
        this.thresholdNanos = BoundedNanos.of("threshold", threshold, SHORTEST_THRESHOLD, LONGEST);
        this.latenesses = histogram();
    }

    private static LatenessHistogram histogram() {
        try {
            return new LatenessHistogram();
        } catch (NoClassDefFoundError e) {
            throw new UnsupportedOperationException(
                    "HdrHistogram is missing; add org.hdrhistogram:HdrHistogram to the class path (or to the module path, with"
                            + " --add-modules HdrHistogram)",
                    e);
        }
    }

    /** The feeder begins to sleep, or has done other work since it woke, which is not to count. Its thread only. */
    public void restart() {
        lastTicks = ticks.nanos();
        started = true;
    }

    /**
     * The feeder has woken. Measures since it woke last, or since {@link #restart()}; the first call only begins. Its
     * thread only.
     *
     * @return the pause, if it is late by the threshold or more
     */
    public Optional<Pause> woke() {
        long nowTicks = ticks.nanos();
        long dueTicks = lastTicks + intervalNanos;
        boolean measured = started;
        lastTicks = nowTicks;
        started = true;
        if (!measured) {
            return Optional.empty();
        }
        long latenessNanos = Math.max(nowTicks - dueTicks, 0);
        latenesses.record(latenessNanos, intervalNanos);
        return latenessNanos < thresholdNanos ? Optional.empty() : Optional.of(keep(new Pause(dueTicks, nowTicks)));
    }

    private Pause keep(Pause pause) {
        synchronized (lock) {
            pauses++;
            longest.add(pause);
            longest.sort(Comparator.comparingLong(Pause::lengthNanos).reversed());
            if (longest.size() > LONGEST_KEPT) {
                longest.remove(LONGEST_KEPT);
            }
        }
        return pause;
    }

    /** What was measured since the detector was made. */
    public PauseReport report() {
        List<Pause> named;
        long counted;
        synchronized (lock) {
            named = List.copyOf(longest);
            counted = pauses;
        }
        return latenesses.report(counted, named);
    }
}
