package dev.truechimer.clock.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Turns stamps that the kernel or another process took from CLOCK_REALTIME into readings of an oscillator: by readings
 * of both that were made before the stamp and after it, never by the latest offset alone.
 *
 * <p><b>Promise:</b> the stamp was taken within the range that is returned, if it was taken at most {@value
 * #REACH_NANOS} ns before the newest reading, and if the wall clock was slewed by at most σ and stepped at most once
 * between the readings around it. A step that shows in the readings drops stamps for a while; one that is too small to
 * show is within the range. <b>Threads:</b> confined to one; reads no clock itself. <b>Source:</b> error model, section 1.
 */
public final class RealtimeTrail {

    /**
     * How long a stamp may take to get here. A step is remembered for as long: a stamp from before a step backwards would
     * pass for a later one.
     */
    public static final long REACH_NANOS = 10_000_000_000L;

    private static final int MOST_READINGS = 256;
    private static final long MILLION = 1_000_000L;

    private final int slewBoundPpm;
    private final Deque<RealtimeReading> readings = new ArrayDeque<>();
    private boolean hasStepped;
    private long steppedAtMonotonic;

    /** What became of a stamp. */
    public sealed interface Conversion permits Converted, Stepped, OutOfReach {}

    /**
     * It was taken within these readings of the oscillator.
     *
     * @param range from the earliest to the latest that is possible
     */
    public record Converted(TicksRange range) implements Conversion {}

    /** The wall clock was stepped, or slewed by more than σ, not long ago: no stamp can be used for a while. */
    public record Stepped() implements Conversion {}

    /** No reading precedes the stamp, or none follows it: it is too old, or from the future. */
    public record OutOfReach() implements Conversion {}

    /**
     * A trail without readings.
     *
     * @param slewBoundPpm σ: how far the wall clock's rate may be from the oscillator's, 0 to 999,999
     */
    public RealtimeTrail(int slewBoundPpm) {
        if (slewBoundPpm < 0 || slewBoundPpm >= MILLION) {
            throw new IllegalArgumentException("slewBoundPpm must be 0 to 999,999: " + slewBoundPpm);
        }
        this.slewBoundPpm = slewBoundPpm;
    }

    /**
     * Adds a reading: one before a stamp can have been taken, and one after it has arrived, at least.
     *
     * @param reading later than all that were added
     */
    public void add(RealtimeReading reading) {
        RealtimeReading last = readings.peekLast();
        if (last != null && isStepBetween(last, reading)) {
            readings.clear();
            hasStepped = true;
            steppedAtMonotonic = reading.monotonicAfter();
        }
        readings.addLast(reading);
        while (readings.size() > MOST_READINGS
                || reading.monotonicAfter() - readings.peekFirst().monotonicBefore() > 2 * REACH_NANOS) {
            readings.removeFirst();
        }
        if (hasStepped && reading.monotonicBefore() - steppedAtMonotonic > REACH_NANOS) {
            hasStepped = false;
        }
    }

    private static boolean isStepBetween(RealtimeReading earlier, RealtimeReading later) {
        return earlier.leastOffsetNanos() > later.greatestOffsetNanos()
                || earlier.greatestOffsetNanos() < later.leastOffsetNanos();
    }

    /**
     * When a stamp was taken.
     *
     * @param stampNanos CLOCK_REALTIME, Unix time, taken before the newest reading of this trail
     */
    public Conversion ticksOf(long stampNanos) {
        if (hasStepped) {
            return new Stepped();
        }
        RealtimeReading before = null;
        RealtimeReading after = null;
        long leastOffset = Long.MAX_VALUE;
        long greatestOffset = Long.MIN_VALUE;
        // From the newest back to the one before the stamp. A step too small to show makes the offset one of these.
        for (Iterator<RealtimeReading> back = readings.descendingIterator(); back.hasNext() && before == null; ) {
            RealtimeReading reading = back.next();
            leastOffset = Math.min(leastOffset, reading.leastOffsetNanos());
            greatestOffset = Math.max(greatestOffset, reading.greatestOffsetNanos());
            if (reading.realtimeNanos() <= stampNanos) {
                before = reading;
            } else {
                after = reading;
            }
        }
        if (before == null || after == null || isTooOld(stampNanos - greatestOffset)) {
            return new OutOfReach();
        }
        return range(before, after, stampNanos - greatestOffset, stampNanos - leastOffset);
    }

    private boolean isTooOld(long monotonicNanos) {
        @Nullable RealtimeReading newest = readings.peekLast();
        return newest == null || newest.monotonicAfter() - monotonicNanos > REACH_NANOS;
    }

    /** The stamp was taken at CLOCK_MONOTONIC {@code earliest} to {@code latest}, between the two readings. */
    private Conversion range(RealtimeReading before, RealtimeReading after, long earliest, long latest) {
        long fromBefore = before.ticksBefore() + least(earliest - before.monotonicBefore());
        long toBefore = before.ticksAfter() + most(latest - before.monotonicAfter());
        long fromAfter = after.ticksBefore() - most(after.monotonicBefore() - earliest);
        long toAfter = after.ticksAfter() - least(after.monotonicAfter() - latest);
        long from = fromBefore - fromAfter > 0 ? fromBefore : fromAfter;
        long to = toBefore - toAfter < 0 ? toBefore : toAfter;
        return to - from < 0 ? new Stepped() : new Converted(new TicksRange(from, to));
    }

    /** The fewest oscillator nanoseconds in a stretch of CLOCK_MONOTONIC; of a negative one the most, backwards. */
    private long least(long monotonicNanos) {
        return Math.floorDiv(monotonicNanos * MILLION, MILLION + (monotonicNanos < 0 ? -slewBoundPpm : slewBoundPpm));
    }

    /** The most oscillator nanoseconds in a stretch of CLOCK_MONOTONIC. */
    private long most(long monotonicNanos) {
        return -least(-monotonicNanos);
    }
}
