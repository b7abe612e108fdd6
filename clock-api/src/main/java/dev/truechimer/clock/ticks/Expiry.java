package dev.truechimer.clock.ticks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Completes a future with {@link TimeoutException} once a deadline has expired, with the timer of {@link
 * CompletableFuture}.
 *
 * <p>A future that is completed before takes its timer away, so that nothing stays behind until the deadline.
 * <b>Threads:</b> any may complete the future; the timer of one wait is made after that of the wait before has run.
 */
final class Expiry {

    private final CompletableFuture<?> limited;
    private final Deadline deadline;

    /** What runs now: completed with true by the time, with false by the future. */
    private volatile @Nullable CompletableFuture<Boolean> timer;

    Expiry(CompletableFuture<?> limited, Deadline deadline) {
        this.limited = limited;
        this.deadline = deadline;
    }

    void start() {
        if (limited.isDone()) {
            return;
        }
        if (deadline.isExpired()) {
            limited.completeExceptionally(expired());
            return;
        }
        waitOnce();
        CompletableFuture<?> unused = limited.whenComplete((value, failure) -> stopTimer());
    }

    private void waitOnce() {
        long remainingNanos = deadline.remainingNanos();
        if (remainingNanos == 0) {
            // Not on the thread of the timer, which serves every timeout of the JVM: whatever hangs on the future runs
            // there too.
            limited.defaultExecutor().execute(() -> limited.completeExceptionally(expired()));
            return;
        }
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        timer = next;
        CompletableFuture<?> unused = next.thenAccept(elapsed -> {
            if (elapsed) {
                waitAgain();
            }
        });
        next.completeOnTimeout(true, DeadlineWaits.oneWaitNanos(remainingNanos, deadline), TimeUnit.NANOSECONDS);
        if (limited.isDone()) {
            stopTimer();
        }
    }

    /** Nobody sees what is thrown by a timer: who waits for the future must, or would wait for ever. */
    private void waitAgain() {
        try {
            waitOnce();
        } catch (RuntimeException | Error e) {
            limited.completeExceptionally(e);
        }
    }

    /** Completed normally, since older JDKs leave the timer behind when its future fails. */
    private void stopTimer() {
        CompletableFuture<Boolean> running = timer;
        if (running != null) {
            running.complete(false);
        }
    }

    private static TimeoutException expired() {
        return new TimeoutException("the deadline has passed");
    }
}
