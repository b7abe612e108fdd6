package dev.truechimer.hlc;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.TimeInterval;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The physical clock below a hybrid one: an interval clock, or a clock that does not state its uncertainty, which counts as an
 * interval of width zero. One class for both, and not an interface, because each reading would pay for the way to the other
 * class.
 */
final class PhysicalTime {

    private final @Nullable IntervalClock clock;
    private final LongSupplier micros;

    private PhysicalTime(@Nullable IntervalClock clock, LongSupplier micros) {
        this.clock = clock;
        this.micros = micros;
    }

    static PhysicalTime of(IntervalClock clock) {
        return new PhysicalTime(clock, () -> 0);
    }

    static PhysicalTime of(LongSupplier micros) {
        return new PhysicalTime(null, micros);
    }

    /** The clock of the operating system, which may step. */
    @ReadsHostClock
    static long systemMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    /** The latest that it can be; {@link Long#MAX_VALUE} if unbounded. */
    long latestNanos() {
        IntervalClock bounded = clock;
        return bounded != null ? bounded.latestNanos() : suppliedNanos();
    }

    /** Both ends. */
    TimeInterval now() {
        IntervalClock bounded = clock;
        if (bounded != null) {
            return bounded.now();
        }
        long nanos = suppliedNanos();
        return new TimeInterval(nanos, nanos);
    }

    private long suppliedNanos() {
        long now = micros.getAsLong();
        if (now < 0 || now > HybridTimestamp.MAX_MICROS) {
            throw new ClockUnavailableException("the physical clock must say 0.." + HybridTimestamp.MAX_MICROS
                    + " microseconds since 1970: " + now);
        }
        return now * 1_000;
    }
}
