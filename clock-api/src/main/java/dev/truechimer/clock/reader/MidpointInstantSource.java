package dev.truechimer.clock.reader;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** The midpoint of an interval clock as an {@code InstantSource} that never goes backwards. */
public final class MidpointInstantSource implements InstantSource {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final IntervalClock clock;
    private final AtomicLong highestNanos = new AtomicLong(Long.MIN_VALUE);

    private MidpointInstantSource(IntervalClock clock) {
        this.clock = clock;
    }

    /**
     * A view of a clock, with a memory of its own for not going backwards.
     *
     * @throws IllegalStateException if the clock is on TAI
     */
    public static MidpointInstantSource of(IntervalClock clock) {
        if (clock.timescale() == Timescale.TAI) {
            throw new IllegalStateException(
                    "java.time.Instant is UTC but this clock is on TAI: use clock(Timescale.UTC).instantSource()");
        }
        return new MidpointInstantSource(clock);
    }

    @Override
    public Instant instant() {
        TimeInterval interval = clock.now();
        if (!interval.isBounded()) {
            throw new ClockUnavailableException("no instant: the clock is " + clock.status()
                    + " and its reading unbounded; wait for Timekeeper.awaitSynchronized");
        }
        long nanos = highestNanos.accumulateAndGet(interval.midpointNanos(), Math::max);
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}
