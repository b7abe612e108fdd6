package dev.truechimer.clock.ticks;

import dev.truechimer.clock.ticks.ClockProfile.Backward;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A reading that threads show each other, so that each can tell whether a reading that it makes later is earlier.
 *
 * <p><b>Ordering:</b> an observer reads the clock after it has seen a reading that was finished before, so a clock that
 * is the same for all cores can't answer with less. <b>Threads:</b> any, each with an observer of its own.
 */
final class SharedReading {

    private final LongSupplier clock;
    private final AtomicLong last;

    SharedReading(LongSupplier clock) {
        this.clock = clock;
        this.last = new AtomicLong(clock.getAsLong());
    }

    Observer observer() {
        return new Observer();
    }

    /** One thread's part. <b>Threads:</b> confined to one, as are {@link #seen} and what it counts. */
    final class Observer {

        private long readings;
        private long backward;
        private long largestBackwardNanos;

        /** Reads the clock once and compares. */
        void look() {
            long before = last.get();
            long reading = clock.getAsLong();
            last.set(reading);
            readings++;
            if (reading - before < 0) {
                backward++;
                largestBackwardNanos = Math.max(largestBackwardNanos, StepCounter.sizeOf(reading - before));
            }
        }

        Backward seen() {
            return new Backward(readings, backward, largestBackwardNanos);
        }
    }

    /** What two observers have seen together. */
    static Backward sum(Backward a, Backward b) {
        return new Backward(
                a.readings() + b.readings(), a.steps() + b.steps(), Math.max(a.largestNanos(), b.largestNanos()));
    }
}
