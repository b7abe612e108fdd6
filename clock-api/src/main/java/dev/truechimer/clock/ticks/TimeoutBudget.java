package dev.truechimer.clock.ticks;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Rests on the oscillator of a {@link Deadline} and answers "how long may this attempt take, so that there is time for
 * another?".
 *
 * <pre>{@code
 * TimeoutBudget budget = TimeoutBudget.of(deadline, 4, Duration.ofMillis(20));
 * Optional<Deadline> attempt = budget.nextAttempt();
 * IOException failure = new IOException("no time for an attempt");
 * while (attempt.isPresent()) {
 *     try {
 *         return call(attempt.get());
 *     } catch (IOException e) {
 *         failure = e;
 *     }
 *     attempt = budget.nextAttemptAfter(Duration.ofMillis(50));
 * }
 * throw failure;
 * }</pre>
 *
 * Each attempt gets its share of what remains: all of it, divided by the attempts that are left. So what a quick
 * failure leaves over goes to those that follow, what a pause takes is taken from them, and the last one has the rest.
 * An attempt is not begun with less time than it needs at least, since a call that can't succeed only adds load; where
 * the share would be less than that, there are fewer attempts instead.
 *
 * <p><b>Unit:</b> nanoseconds of the deadline's oscillator; shares are rounded down. <b>Invariant:</b> no attempt
 * outlives the deadline, so attempts that run one after the other and keep to theirs never take longer than it allows.
 * <b>Range:</b> with a deadline that never comes, no attempt has a limit. <b>Threads:</b> any; attempts may be asked
 * for from several threads, and each counts. <b>Hazard:</b> an attempt that ignores its deadline takes the time of the
 * later ones, but never more attempts than agreed are begun; <i>suspend, slew, step, leap second, core migration:</i>
 * as for {@link Deadline}.
 */
public final class TimeoutBudget {

    private final Deadline deadline;
    private final long leastNanos;
    private int attemptsLeft;

    private TimeoutBudget(Deadline deadline, int attempts, long leastNanos) {
        this.deadline = deadline;
        this.leastNanos = leastNanos;
        this.attemptsLeft = attempts;
    }

    /**
     * A budget for attempts of which each may succeed in any time.
     *
     * @param deadline when all is over
     * @param attempts how many at most, {@code >= 1}; the first one counts
     * @throws IllegalArgumentException if {@code attempts < 1}
     */
    public static TimeoutBudget of(Deadline deadline, int attempts) {
        return of(deadline, attempts, Duration.ZERO);
    }

    /**
     * A budget for attempts that need some time to succeed.
     *
     * @param deadline when all is over
     * @param attempts how many at most, {@code >= 1}; the first one counts
     * @param least what an attempt needs, {@code >= 0}; none is begun if less remains
     * @throws IllegalArgumentException if {@code attempts < 1} or {@code least < 0}
     */
    public static TimeoutBudget of(Deadline deadline, int attempts, Duration least) {
        Objects.requireNonNull(deadline, "deadline");
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be >= 1: " + attempts);
        }
        if (least.isNegative()) {
            throw new IllegalArgumentException("least must be >= 0: " + least);
        }
        // At least one nanosecond: what has expired is no attempt.
        return new TimeoutBudget(deadline, attempts, Math.max(1, Deadline.nanos(least)));
    }

    /**
     * Begins an attempt.
     *
     * @return until when it may run; empty if none is left, or not enough time, and then there won't be another one
     */
    public synchronized Optional<Deadline> nextAttempt() {
        long remainingNanos = deadline.remainingNanos();
        if (attemptsLeft == 0 || remainingNanos < leastNanos) {
            return Optional.empty();
        }
        long shareNanos = Math.max(remainingNanos / attemptsLeft, leastNanos);
        attemptsLeft--;
        return Optional.of(deadline.isNever() ? deadline : deadline.withinNanos(shareNanos));
    }

    /**
     * Pauses and then begins an attempt. The pause comes out of the budget; where no time for an attempt would be left
     * after it, there is no pause either.
     *
     * @param pause how long to wait before; zero or less: not at all
     * @return until when the attempt may run; empty if none is left, or not enough time after the pause
     * @throws InterruptedException if the thread is interrupted during the pause; no attempt is begun
     */
    public Optional<Deadline> nextAttemptAfter(Duration pause) throws InterruptedException {
        long pauseNanos = Math.max(0, Deadline.nanos(pause));
        if (attemptsLeft() == 0 || !remainsAfter(pauseNanos)) {
            return Optional.empty();
        }
        // Nobody counts it down: it is a pause that an interrupt ends.
        DeadlineWaits.await(new CountDownLatch(1), deadline.withinNanos(pauseNanos));
        return nextAttempt();
    }

    private boolean remainsAfter(long pauseNanos) {
        return deadline.isNever() || deadline.remainingNanos() - pauseNanos >= leastNanos;
    }

    /**
     * How many more attempts may be begun, if the time suffices. Afterwards it tells whether attempts ran out, or time.
     */
    public synchronized int attemptsLeft() {
        return attemptsLeft;
    }
}
