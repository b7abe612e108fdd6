package dev.truechimer.clock.host;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Turns stamps that the kernel or another process took from CLOCK_REALTIME into readings of an oscillator: by readings
 * of both that were made before the stamp and after it, never by the latest offset alone.
 *
 * <p><b>Promise:</b> the oscillator's reading when the stamp was taken is within the range that is returned, if the stamp
 * was taken between two readings of this trail and at most {@value #REACH_NANOS} ns before the newest, if the wall clock
 * was slewed by at most σ, and if it was stepped at most once between two readings that follow each other. A step that
 * shows, since its readings allow no common offset with those before it, drops all stamps until {@value #REACH_NANOS} ns
 * later; one that is too small to show, or that undoes a part of another, is within the range. <b>Hazard:</b> steps forth
 * and back between two readings leave no trace, so a stamp from between them is converted wrongly, and so may be one that
 * is older than said, if the wall clock was stepped backwards after it. <b>Rounding:</b> outwards. <b>Wrap-around:</b>
 * CLOCK_MONOTONIC and the oscillator may begin anywhere. <b>Threads:</b> confined to one; reads no clock itself.
 * <b>Source:</b> error model, section 1.
 */
public final class RealtimeTrail {

    /**
     * How long a stamp may take to get here. A step is remembered for as long: a stamp from before a step backwards would
     * pass for a later one.
     */
    public static final long REACH_NANOS = 10_000_000_000L;

    private static final int MOST_READINGS = 1_024;
    private static final int MOST_SLEW_PPM = 100_000;
    private static final long MILLION = 1_000_000L;

    private final int slewBoundPpm;
    private final Deque<RealtimeReading> readings = new ArrayDeque<>();
    /** All readings since the last step allow the offsets from here. */
    private long leastOffset;
    /** All readings since the last step allow the offsets up to here. */
    private long greatestOffset;

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
     * @param slewBoundPpm σ: how far the wall clock's rate may be from the oscillator's, 0 to 100,000
     * @throws IllegalArgumentException if σ is not in range
     */
    public RealtimeTrail(int slewBoundPpm) {
        if (slewBoundPpm < 0 || slewBoundPpm > MOST_SLEW_PPM) {
            throw new IllegalArgumentException("slewBoundPpm must be 0 to 100,000: " + slewBoundPpm);
        }
        this.slewBoundPpm = slewBoundPpm;
    }

    /**
     * Adds a reading: one before a stamp can have been taken, and one after it has arrived, at least. The farther two
     * that follow each other are apart, the wider is the range of a stamp between them, by σ. Of more than about a hundred
     * per second some are dropped.
     *
     * @param reading later than all that were added
     */
    public void add(RealtimeReading reading) {
        long least = reading.leastOffsetNanos();
        long greatest = reading.greatestOffsetNanos();
        boolean shows = !readings.isEmpty() && (least - greatestOffset > 0 || greatest - leastOffset < 0);
        if (shows) {
            readings.clear();
            hasStepped = true;
            steppedAtMonotonic = reading.monotonicAfter();
        }
        leastOffset = readings.isEmpty() ? least : later(least, leastOffset);
        greatestOffset = readings.isEmpty() ? greatest : earlier(greatest, greatestOffset);
        readings.addLast(reading);
        forget(reading.monotonicBefore());
    }

    private void forget(long nowMonotonic) {
        if (hasStepped && nowMonotonic - steppedAtMonotonic > REACH_NANOS) {
            hasStepped = false;
        }
        RealtimeReading first = readings.removeFirst();
        // The first one is of use as long as a stamp that is not too old may lie between it and the second.
        while (!readings.isEmpty() && nowMonotonic - readings.getFirst().monotonicAfter() > REACH_NANOS) {
            first = readings.removeFirst();
        }
        // Without the first, a stamp from before the second could pass for one from after it.
        if (readings.size() >= MOST_READINGS) {
            readings.removeFirst();
        }
        readings.addFirst(first);
    }

    /**
     * When a stamp was taken.
     *
     * @param stampNanos CLOCK_REALTIME, Unix time, taken before the newest reading of this trail; any other value is
     *     answered too, mostly by {@link OutOfReach}
     */
    public Conversion ticksOf(long stampNanos) {
        if (hasStepped) {
            return new Stepped();
        }
        @Nullable TicksRange all = null;
        @Nullable RealtimeReading before = null;
        for (RealtimeReading after : readings) {
            if (before != null) {
                Stretch stretch = Stretch.of(before, after, stampNanos);
                if (stretch.isPossible() && !isTooOld(stretch)) {
                    TicksRange range = range(before, after, stretch);
                    if (range.widthNanos() < 0) {
                        return new Stepped();
                    }
                    all = all == null ? range : hull(all, range);
                }
            }
            before = after;
        }
        return all == null ? new OutOfReach() : new Converted(all);
    }

    private boolean isTooOld(Stretch stretch) {
        return readings.getLast().monotonicBefore() - stretch.latest > REACH_NANOS;
    }

    /**
     * When a stamp that was taken between two readings was taken, on CLOCK_MONOTONIC.
     *
     * @param earliest not before this
     * @param latest not after this; before the other if the stamp was not taken between the two
     */
    private record Stretch(long earliest, long latest) {

        /** With one step at most, the offset when it was taken was that of one of the two readings. */
        static Stretch of(RealtimeReading before, RealtimeReading after, long stampNanos) {
            long least = earlier(before.leastOffsetNanos(), after.leastOffsetNanos());
            long greatest = later(before.greatestOffsetNanos(), after.greatestOffsetNanos());
            return new Stretch(
                    later(stampNanos - greatest, before.monotonicBefore()),
                    earlier(stampNanos - least, after.monotonicAfter()));
        }

        boolean isPossible() {
            return latest - earliest >= 0;
        }
    }

    /** The oscillator's readings for a stretch between two readings, by both; the latest first if they contradict. */
    private TicksRange range(RealtimeReading before, RealtimeReading after, Stretch stretch) {
        // All are whole nanoseconds, rounded down: two of them may be a nanosecond farther apart, or nearer.
        long earliest = stretch.earliest - 1;
        long latest = stretch.latest + 1;
        long from = later(
                before.ticksBefore() + least(earliest - before.monotonicBefore()),
                after.ticksBefore() - most(after.monotonicBefore() - earliest));
        long to = earlier(
                before.ticksAfter() + most(latest - before.monotonicAfter()),
                after.ticksAfter() - least(after.monotonicAfter() - latest));
        return new TicksRange(from, to);
    }

    private static TicksRange hull(TicksRange one, TicksRange other) {
        return new TicksRange(
                earlier(one.earliestTicks(), other.earliestTicks()), later(one.latestTicks(), other.latestTicks()));
    }

    /** The fewest oscillator nanoseconds in a stretch of CLOCK_MONOTONIC; of a negative one the most, backwards. */
    private long least(long monotonicNanos) {
        long divisor = MILLION + (monotonicNanos < 0 ? -slewBoundPpm : slewBoundPpm);
        // In two parts, since the stretch may be long.
        return Math.floorDiv(monotonicNanos, divisor) * MILLION
                + Math.floorDiv(Math.floorMod(monotonicNanos, divisor) * MILLION, divisor);
    }

    /** The most oscillator nanoseconds in a stretch of CLOCK_MONOTONIC. */
    private long most(long monotonicNanos) {
        return -least(-monotonicNanos);
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
