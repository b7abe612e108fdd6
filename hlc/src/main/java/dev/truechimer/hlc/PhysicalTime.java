package dev.truechimer.hlc;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.TimeInterval;
import java.time.Instant;
import java.util.function.LongSupplier;

/** The physical clock below a hybrid one, as an interval: of width zero if the clock does not state its uncertainty. */
interface PhysicalTime {

    /** The latest that it can be; {@link Long#MAX_VALUE} if unbounded. */
    long latestNanos();

    /** Both ends. */
    TimeInterval now();

    static PhysicalTime of(IntervalClock clock) {
        return new OfIntervalClock(clock);
    }

    static PhysicalTime of(LongSupplier micros) {
        return new OfMicros(micros);
    }

    /** The clock of the operating system, which may step. */
    @ReadsHostClock
    static long systemMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    /** An interval clock as it is. */
    record OfIntervalClock(IntervalClock clock) implements PhysicalTime {
        @Override
        public long latestNanos() {
            return clock.latestNanos();
        }

        @Override
        public TimeInterval now() {
            return clock.now();
        }
    }

    /** A clock without a bound: what it says is taken for the truth, and maxOffset has to cover how wrong that is. */
    record OfMicros(LongSupplier micros) implements PhysicalTime {
        @Override
        public long latestNanos() {
            long now = micros.getAsLong();
            if (now < 0 || now > HybridTimestamp.MAX_MICROS) {
                throw new ClockUnavailableException("the physical clock must say 0.." + HybridTimestamp.MAX_MICROS
                        + " microseconds since 1970: " + now);
            }
            return now * 1_000;
        }

        @Override
        public TimeInterval now() {
            long nanos = latestNanos();
            return new TimeInterval(nanos, nanos);
        }
    }
}
