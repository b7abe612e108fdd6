package dev.truechimer.clock.host;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A host whose clocks are known exactly: an oscillator, CLOCK_MONOTONIC that is slewed against it, and CLOCK_REALTIME
 * that differs from the latter by an offset, which steps. Time is counted in nanoseconds of the oscillator's; what is
 * slewed is counted in millionths of a nanosecond, so nothing is rounded but what a program reads.
 */
final class RealtimeWorld {

    private static final long MILLION = 1_000_000L;

    private final SplittableRandom random;
    private final int slewBoundPpm;
    private final boolean oscillatorIsMonotonic;
    private final long ticksOrigin;
    private final long monotonicOrigin;
    private long offset;

    private long now;
    private long monotonicNanos;
    private long monotonicMillionths;
    private int slewPpm;

    private boolean mayStep = true;
    private final List<Gap> gaps = new ArrayList<>();

    /** What really lies between two readings of the wall clock; the first one has no reading before it. */
    static final class Gap {
        int steps;
        boolean ended;
    }

    /**
     * @param nanos what CLOCK_REALTIME showed
     * @param ticks what the oscillator showed then
     * @param monotonic what CLOCK_MONOTONIC showed then
     * @param gap where it was taken
     */
    record Stamp(long nanos, long ticks, long monotonic, Gap gap) {}

    RealtimeWorld(SplittableRandom random, int slewBoundPpm) {
        this.random = random;
        this.slewBoundPpm = slewBoundPpm;
        this.oscillatorIsMonotonic = random.nextInt(4) == 0;
        this.ticksOrigin = origin();
        this.monotonicOrigin = origin();
        long realtimeOrigin = 1_700_000_000_000_000_000L + random.nextLong(1_000_000_000L);
        this.offset = realtimeOrigin - monotonicOrigin;
        gaps.add(new Gap());
    }

    /** Counters begin anywhere, also where they or what is computed from them will soon wrap around. */
    private long origin() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE - random.nextLong(20_000_000_000L);
            case 2 -> -random.nextLong(20_000_000_000L);
            case 3 -> 1_700_000_000_000_000_000L + Long.MIN_VALUE - random.nextLong(20_000_000_000L);
            default -> random.nextLong();
        };
    }

    /** Lets time go by. */
    void pass(long nanos) {
        now += nanos;
        // A part at a time: what is slewed in an hour, in millionths, is near the end of long.
        for (long left = nanos; left > 0; left -= Math.min(left, 1_000_000_000_000L)) {
            long millionths = monotonicMillionths + Math.min(left, 1_000_000_000_000L) * (MILLION + slewPpm);
            monotonicNanos += millionths / MILLION;
            monotonicMillionths = millionths % MILLION;
        }
    }

    /** From now on the wall clock runs at another rate. */
    void slew() {
        slewPpm = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> slewBoundPpm;
            case 2 -> -slewBoundPpm;
            default -> random.nextInt(-slewBoundPpm, slewBoundPpm + 1);
        };
    }

    /** No more steps from now on. */
    void keepOffset() {
        mayStep = false;
    }

    /** Steps the wall clock, if that is still allowed between these two readings. */
    void step(long nanos) {
        if (mayStep && currentGap().steps == 0) {
            forceStep(nanos);
        }
    }

    /** Steps the wall clock, whatever was promised. */
    void forceStep(long nanos) {
        offset += nanos;
        currentGap().steps++;
    }

    private Gap currentGap() {
        return gaps.get(gaps.size() - 1);
    }

    long ticks() {
        return oscillatorIsMonotonic ? monotonic() : ticksOrigin + now;
    }

    long monotonic() {
        return monotonicOrigin + monotonicNanos;
    }

    long realtime() {
        return monotonic() + offset;
    }

    Stamp stamp() {
        return new Stamp(realtime(), ticks(), monotonic(), currentGap());
    }

    /**
     * A reading, in the middle of which anything may happen.
     *
     * @param between is run four times, between two values each
     */
    RealtimeReading read(Runnable between) {
        long ticksBefore = ticks();
        between.run();
        long monotonicBefore = monotonic();
        between.run();
        long realtime = realtime();
        currentGap().ended = true;
        gaps.add(new Gap());
        between.run();
        long monotonicAfter = monotonic();
        between.run();
        return new RealtimeReading(ticksBefore, monotonicBefore, realtime, monotonicAfter, ticks());
    }

    /** Whether a stamp was taken before the first reading. */
    boolean isBeforeAllReadings(Stamp stamp) {
        return stamp.gap() == gaps.get(0);
    }
}
