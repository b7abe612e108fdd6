package dev.truechimer.cli;

import dev.truechimer.clock.ticks.Ticks;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A limited time that has begun, and waiting within it. <b>Threads:</b> any; immutable. */
final class Countdown {

    private final Ticks ticks = Ticks.system();
    private final long startTicks = ticks.nanos();
    private final long limitNanos;

    private Countdown(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    /** Begins now. */
    static Countdown of(Duration limit) {
        return new Countdown(limit.toNanos());
    }

    long elapsedNanos() {
        return ticks.nanos() - startTicks;
    }

    /** What is left, in nanoseconds; zero or less once it is over. */
    long leftNanos() {
        return limitNanos - elapsedNanos();
    }

    boolean isOver() {
        return leftNanos() <= 0;
    }

    /**
     * Waits, but not beyond the end.
     *
     * @param nanos how long
     */
    void pause(long nanos) throws InterruptedException {
        waitUntil(Math.min(elapsedNanos() + nanos, limitNanos));
    }

    /**
     * Waits until so much time has passed since the start, whatever the limit.
     *
     * @param untilNanos since the start
     */
    void waitUntil(long untilNanos) throws InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long leftNanos = untilNanos - elapsedNanos();
            if (leftNanos <= 0) {
                return;
            }
            LockSupport.parkNanos(leftNanos);
        }
    }
}
