package dev.truechimer.clock.commit;

import dev.truechimer.clock.ClockClosedException;
import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.ticks.Ticks;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Assigns commit timestamps and waits them out, so that the order of timestamps is the order of true time.
 *
 * <p><b>Unit:</b> nanoseconds since 1970-01-01T00:00:00 on the scale of the clock. <b>Invariant:</b> {@link #await} has
 * returned normally only if a reading taken after its call had {@code earliest > commitNanos}. If the publication of
 * one transaction precedes the assignment of another in true time, on any two nodes whose clocks keep containment, its
 * timestamp is smaller. <b>Threads:</b> any number; a wait occupies the calling thread, and only the last part of it,
 * {@value #SPIN_NANOS} ns, is spent spinning. <b>Hazard:</b> nothing of a transaction may be visible before its wait
 * has ended; recovery after a crash must repeat the wait before it publishes; all nodes must use the same scale and leap
 * table ({@code Timescale.TAI} is recommended). An unbounded reading never lets a commit through: the wait goes on
 * until the clock is synchronised again, the timeout comes, or the clock is closed. <b>Source:</b> error model, section
 * 9; Corbett et al., "Spanner" (OSDI 2012), section 4.1.2.
 */
public final class CommitWait implements AutoCloseable {

    /**
     * How long before the expected end parking gives way to spinning: parking wakes up about 75 µs late on Linux
     * (timer slack 50 µs, and the wake-up), spinning within a fraction of a microsecond.
     */
    static final long SPIN_NANOS = 100_000;

    /** The longest park: an ε that shrinks meanwhile, a close or a loss of the clock is noticed after this. */
    static final long SLICE_NANOS = 1_000_000;

    private final IntervalClock clock;
    private final Ticks timer;
    private final AtomicLong lastNanos = new AtomicLong(Long.MIN_VALUE);
    private volatile boolean closed;

    private CommitWait(IntervalClock clock, Ticks timer) {
        this.clock = clock;
        this.timer = timer;
    }

    /**
     * Makes one on a clock, which stays the caller's to close. One instance per clock and process is enough; timestamps
     * of two instances are not unique between them.
     *
     * @param clock the clock that assigns and ends waits
     */
    public static CommitWait on(IntervalClock clock) {
        return new CommitWait(Objects.requireNonNull(clock, "clock"), Ticks.system());
    }

    /**
     * Assigns a timestamp: strictly increasing in this instance, and at least {@code latestNanos()}. Call it when all
     * locks are held.
     *
     * @return {@code max(latest, last + 1)}
     * @throws ClockUnavailableException if the reading is unbounded, or no timestamp is left above the last one
     */
    public long timestampNanos() {
        return timestampNanos(Long.MIN_VALUE);
    }

    /**
     * Assigns a timestamp that is also not below a floor: a prepare timestamp, a predecessor's last one, a durable
     * floor. A floor far in the future makes this wait as long, and every later one, since timestamps only grow: check what
     * comes from outside before it gets here.
     *
     * @param atLeastNanos the floor, on the scale of the clock
     * @return {@code max(latest, last + 1, atLeastNanos)}
     * @throws ClockUnavailableException if the reading is unbounded, or no timestamp is left above the last one
     */
    public long timestampNanos(long atLeastNanos) {
        if (closed) {
            throw new ClockUnavailableException("no commit timestamp: this CommitWait was closed");
        }
        long latestNanos = clock.latestNanos();
        if (latestNanos == Long.MAX_VALUE) {
            throw noBound();
        }
        long floorNanos = Math.max(latestNanos, atLeastNanos);
        while (true) {
            long last = lastNanos.get();
            long next = Math.max(floorNanos, last + 1);
            if (next == Long.MAX_VALUE) {
                // No reading is ever later than this one, so the wait for it could not end.
                throw new ClockUnavailableException("no timestamp is left above the last one, " + last
                        + (atLeastNanos == Long.MIN_VALUE ? "" : ", and the floor, " + atLeastNanos)
                        + "; check where a floor so far in the future came from");
            }
            if (lastNanos.compareAndSet(last, next)) {
                return next;
            }
        }
    }

    private ClockUnavailableException noBound() {
        return new ClockUnavailableException("no commit timestamp: the clock is " + clock.status()
                + " and its reading unbounded; wait for Timekeeper.awaitSynchronized, or see Timekeeper.report()");
    }

    /**
     * Returns once a timestamp has definitely passed.
     *
     * @param commitNanos the timestamp, on the scale of the clock
     * @throws InterruptedException if the thread is interrupted; publish nothing
     * @throws ClockClosedException if the clock or this was closed; publish nothing
     */
    public void await(long commitNanos) throws InterruptedException {
        // A wait without a limit is one whose limit lies further ahead than any process lives.
        awaitUntil(commitNanos, Long.MAX_VALUE);
    }

    /**
     * Waits for a timestamp to pass, but not longer than a timeout.
     *
     * @param commitNanos the timestamp, on the scale of the clock
     * @param timeout how long at most; zero or less asks once and does not wait
     * @return false if the timeout came first: publish nothing
     * @throws InterruptedException if the thread is interrupted; publish nothing
     * @throws ClockClosedException if the clock or this was closed; publish nothing
     */
    public boolean await(long commitNanos, Duration timeout) throws InterruptedException {
        return awaitUntil(commitNanos, saturatedNanos(timeout));
    }

    /**
     * Runs a transaction: assigns a timestamp, runs {@code prepare} with it, waits out what is left, then runs {@code
     * publish}. Nothing may become visible in {@code prepare}. If the clock is lost meanwhile, the wait lasts until it is
     * synchronised again, is closed, or the thread is interrupted; who must not hold locks for so long calls {@link
     * #timestampNanos()} and {@link #await(long, Duration)}.
     *
     * @param prepare writes and replicates under the timestamp
     * @param publish commits, releases locks, replies
     * @return the timestamp and what {@code prepare} returned
     * @throws E what {@code prepare} throws (then {@code publish} does not run) or {@code publish} throws
     * @throws InterruptedException a {@link CommitInterruptedException}, which carries the timestamp, if the thread was
     *     interrupted during the wait; {@code publish} does not run
     * @throws ClockUnavailableException if no timestamp could be assigned; neither part runs
     * @throws ClockClosedException which carries the timestamp, if the clock or this was closed during the wait; {@code
     *     publish} does not run
     */
    public <T, E extends Exception> Committed<T> commit(Prepare<T, E> prepare, Publish<T, E> publish)
            throws E, InterruptedException {
        Objects.requireNonNull(prepare, "prepare");
        Objects.requireNonNull(publish, "publish");
        long timestampNanos = timestampNanos();
        T prepared = prepare.prepare(timestampNanos);
        try {
            await(timestampNanos);
        } catch (InterruptedException e) {
            CommitInterruptedException carrying = new CommitInterruptedException(timestampNanos);
            carrying.initCause(e);
            throw carrying;
        }
        publish.publish(timestampNanos, prepared);
        return new Committed<>(timestampNanos, prepared);
    }

    /** Ends every wait of this instance with {@link ClockClosedException}. The clock stays open. */
    @Override
    public void close() {
        closed = true;
    }

    private boolean awaitUntil(long commitNanos, long timeoutNanos) throws InterruptedException {
        long startTicks = timer.nanos();
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for " + commitNanos + " to pass");
            }
            if (closed) {
                throw new ClockClosedException("this CommitWait was closed while waiting", commitNanos);
            }
            long earliestNanos = clock.earliestNanos();
            if (earliestNanos > commitNanos) {
                return true;
            }
            if (clock.status() == ClockStatus.CLOSED) {
                throw new ClockClosedException("the clock was closed while waiting", commitNanos);
            }
            long leftNanos = timeoutNanos - (timer.nanos() - startTicks);
            if (leftNanos <= 0) {
                return false;
            }
            pause(Math.min(leftNanos, expectedNanos(commitNanos, earliestNanos)));
        }
    }

    /** How long until {@code earliest} passes, if ε stays as it is; a slice if the reading is unbounded. */
    private static long expectedNanos(long commitNanos, long earliestNanos) {
        if (earliestNanos == Long.MIN_VALUE) {
            return SLICE_NANOS + SPIN_NANOS;
        }
        long distance = commitNanos - earliestNanos;
        return distance < 0 ? Long.MAX_VALUE : distance;
    }

    private static void pause(long expectedNanos) {
        if (expectedNanos > SPIN_NANOS) {
            LockSupport.parkNanos(Math.min(expectedNanos - SPIN_NANOS, SLICE_NANOS));
        } else {
            Thread.onSpinWait();
        }
    }

    /** Zero for a negative one, so that no difference with it overflows. */
    private static long saturatedNanos(Duration timeout) {
        try {
            return Math.max(0, timeout.toNanos());
        } catch (ArithmeticException e) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }
}
