package dev.truechimer.clock.commit;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.Reading;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Another clock, and how often its earliest end was read: shows a test that a waiter has looked and gone on waiting. */
final class WatchedClock implements IntervalClock {

    private final IntervalClock clock;
    private final AtomicLong reads = new AtomicLong();

    WatchedClock(IntervalClock clock) {
        this.clock = clock;
    }

    /**
     * Returns when the earliest end has been read three times more: the second of these readings began after this call,
     * and the third one shows that it did not end the wait.
     */
    void awaitMoreReads() {
        long enough = reads.get() + 3;
        while (reads.get() < enough) {
            assertFalse(Thread.currentThread().isInterrupted(), "nobody reads the clock any more");
            Thread.onSpinWait();
        }
    }

    @Override
    public long earliestNanos() {
        reads.incrementAndGet();
        return clock.earliestNanos();
    }

    @Override
    public long latestNanos() {
        return clock.latestNanos();
    }

    @Override
    public TimeInterval now() {
        return clock.now();
    }

    @Override
    public Reading read() {
        return clock.read();
    }

    @Override
    public TimeInterval intervalAt(long ticksNanos) {
        return clock.intervalAt(ticksNanos);
    }

    @Override
    public ClockStatus status() {
        return clock.status();
    }

    @Override
    public Timescale timescale() {
        return clock.timescale();
    }

    @Override
    public InstantSource instantSource() {
        return clock.instantSource();
    }
}
