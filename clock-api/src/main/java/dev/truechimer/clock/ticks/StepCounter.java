package dev.truechimer.clock.ticks;

import dev.truechimer.clock.ticks.ClockProfile.Backward;
import dev.truechimer.clock.ticks.ClockProfile.Resolution;
import java.util.OptionalLong;

/**
 * What consecutive readings of one clock say about its resolution. It reads nothing itself.
 *
 * <p><b>Unit:</b> nanoseconds; readings may wrap around. <b>Threads:</b> confined to one.
 */
final class StepCounter {

    private static final long NANOS_PER_MICRO = 1000;

    private long previous;
    private long readings;
    private long equal;
    private long smallestNanos = Long.MAX_VALUE;
    private long granularityNanos;
    private boolean wholeMicros = true;
    private long backward;
    private long largestBackwardNanos;

    /** Takes the next readings, in the order in which they were made. */
    void accept(long[] next) {
        for (long reading : next) {
            wholeMicros &= reading % NANOS_PER_MICRO == 0;
            if (readings > 0) {
                step(reading - previous);
            }
            previous = reading;
            readings++;
        }
    }

    private void step(long stepNanos) {
        if (stepNanos == 0) {
            equal++;
        } else if (stepNanos < 0) {
            backward++;
            largestBackwardNanos = Math.max(largestBackwardNanos, sizeOf(stepNanos));
        } else {
            smallestNanos = Math.min(smallestNanos, stepNanos);
            granularityNanos = greatestCommonDivisor(stepNanos, granularityNanos);
        }
    }

    /** How far a step goes back; the one whose size no {@code long} has counts as one less. */
    static long sizeOf(long backwardNanos) {
        return -Math.max(backwardNanos, -Long.MAX_VALUE);
    }

    /** By Euclid; of anything and 0 it is the former. */
    private static long greatestCommonDivisor(long a, long b) {
        long larger = a;
        long smaller = b;
        while (smaller != 0) {
            long rest = larger % smaller;
            larger = smaller;
            smaller = rest;
        }
        return larger;
    }

    Resolution resolution() {
        boolean moved = granularityNanos != 0;
        return new Resolution(
                readings,
                equal,
                moved ? OptionalLong.of(smallestNanos) : OptionalLong.empty(),
                moved ? OptionalLong.of(granularityNanos) : OptionalLong.empty(),
                readings > 0 && wholeMicros);
    }

    Backward backward() {
        return new Backward(readings, backward, largestBackwardNanos);
    }
}
