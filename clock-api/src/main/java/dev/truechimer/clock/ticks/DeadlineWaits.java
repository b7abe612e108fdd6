package dev.truechimer.clock.ticks;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/**
 * Rests on the oscillator of a {@link Deadline} and answers "may I go on, or is the time over?": the waits of the JDK,
 * with a deadline where they have a timeout.
 *
 * <pre>{@code
 * if (!DeadlineWaits.tryLock(lock, deadline)) {
 *     throw new TimeoutException("the table is locked");
 * }
 * try {
 *     DeadlineWaits.await(notEmpty, () -> !rows.isEmpty(), deadline);
 * } finally {
 *     lock.unlock();
 * }
 * }</pre>
 *
 * All behave alike. With a deadline that has expired, they try once and don't wait, as the JDK does with a timeout of
 * 0; also at the end of a wait they try once more, so that what is there in time is not missed. With {@link
 * Deadline#never()} they wait without limit. Spurious wake-ups are waited over. An interrupt ends a wait with {@link
 * InterruptedException}, under the conditions under which it ends that of the JDK.
 *
 * <p><b>Rate:</b> threads wait by the JVM's own clock. If the deadline counts {@link Ticks#system()}, that is the same
 * one, and one wait is as long as what remains. If it counts another oscillator, which may be faster or go on while the
 * host sleeps, the thread looks at it at least every {@value #SLICE_NANOS} ns, and at most every {@value
 * #SHORTEST_SLICE_NANOS} ns; it waits anew each time, which takes it to the end of the queue of a fair lock or
 * semaphore. <b>Threads:</b> any. <b>Hazard:</b> a thread wakes up later than
 * its deadline by what the scheduler takes, on Linux usually less than 0.1 ms; <i>suspend, slew, step, leap second,
 * core migration:</i> as for {@link Deadline}.
 */
public final class DeadlineWaits {

    /** After this a thread looks again at an oscillator that the JVM doesn't wait by. */
    static final long SLICE_NANOS = 10_000_000;

    /**
     * The shortest wait by an oscillator that the JVM doesn't wait by. The JDK spins through what is shorter than a
     * microsecond, so a thread would be busy for as long as such an oscillator stands still just before the deadline.
     * On Linux it costs nothing: its timer slack lets a thread of ordinary priority sleep longer by as much anyway.
     */
    static final long SHORTEST_SLICE_NANOS = 50_000;

    /** The longest single wait: foreign locks and queues need not cope with sums that overflow. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.DAYS.toNanos(1);

    private DeadlineWaits() {}

    /**
     * Waits for anything that waits with a timeout: the end of a process, of an executor, a phase.
     *
     * @param wait what waits once, for the time that it is given
     * @param deadline until when
     * @return whether it has happened; false: the time is over
     * @throws InterruptedException if the thread is interrupted
     */
    public static boolean await(TimedWait wait, Deadline deadline) throws InterruptedException {
        Objects.requireNonNull(wait, "wait");
        long remainingNanos;
        do {
            remainingNanos = deadline.remainingNanos();
            if (wait.await(oneWaitNanos(remainingNanos, deadline))) {
                return true;
            }
        } while (remainingNanos > 0);
        return false;
    }

    /**
     * Acquires a lock.
     *
     * @param lock what to acquire
     * @param deadline until when
     * @return whether this thread has it now; false: the time is over
     * @throws InterruptedException if the thread is interrupted
     */
    public static boolean tryLock(Lock lock, Deadline deadline) throws InterruptedException {
        return await(nanos -> lock.tryLock(nanos, NANOSECONDS), deadline);
    }

    /**
     * Waits on a condition until something is true. The lock of the condition must be held; it is released while this
     * waits.
     *
     * @param condition what is signalled when it may have become true
     * @param until asked under the lock, before the first wait and after each
     * @param deadline until when
     * @return whether it is true; false: the time is over
     * @throws InterruptedException if the thread is interrupted, also if it was when it came here
     */
    public static boolean await(Condition condition, BooleanSupplier until, Deadline deadline)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        while (!until.getAsBoolean()) {
            long remainingNanos = deadline.remainingNanos();
            if (remainingNanos == 0) {
                return false;
            }
            // What it returns is by the JVM's clock; ours decides.
            condition.awaitNanos(oneWaitNanos(remainingNanos, deadline));
        }
        return true;
    }

    /**
     * Takes the head of a queue.
     *
     * @param queue where to take it
     * @param deadline until when
     * @param <E> type of the elements
     * @return the head; empty: the time is over and there is none
     * @throws InterruptedException if the thread is interrupted
     */
    public static <E> Optional<E> poll(BlockingQueue<E> queue, Deadline deadline) throws InterruptedException {
        long remainingNanos;
        Optional<E> head;
        do {
            remainingNanos = deadline.remainingNanos();
            head = Optional.ofNullable(queue.poll(oneWaitNanos(remainingNanos, deadline), NANOSECONDS));
        } while (head.isEmpty() && remainingNanos > 0);
        return head;
    }

    /**
     * Adds to a queue.
     *
     * @param queue where to add it
     * @param element what to add
     * @param deadline until when
     * @param <E> type of the element
     * @return whether it is in the queue; false: the time is over and there is no room
     * @throws InterruptedException if the thread is interrupted
     */
    public static <E> boolean offer(BlockingQueue<? super E> queue, E element, Deadline deadline)
            throws InterruptedException {
        return await(nanos -> queue.offer(element, nanos, NANOSECONDS), deadline);
    }

    /**
     * Waits until a latch has counted down.
     *
     * @param latch what counts down
     * @param deadline until when
     * @return whether it has reached zero; false: the time is over
     * @throws InterruptedException if the thread is interrupted
     */
    public static boolean await(CountDownLatch latch, Deadline deadline) throws InterruptedException {
        return await(nanos -> latch.await(nanos, NANOSECONDS), deadline);
    }

    /**
     * Acquires a permit.
     *
     * @param semaphore whose permit
     * @param deadline until when
     * @return whether there is one permit less now; false: the time is over
     * @throws InterruptedException if the thread is interrupted
     */
    public static boolean tryAcquire(Semaphore semaphore, Deadline deadline) throws InterruptedException {
        return await(nanos -> semaphore.tryAcquire(nanos, NANOSECONDS), deadline);
    }

    /**
     * Waits for a result. What computes it goes on when the time is over: it may be other people's too. To end it, call
     * {@link Future#cancel}.
     *
     * @param future whose result
     * @param deadline until when
     * @param <T> type of the result
     * @return the result
     * @throws ExecutionException if the computation failed
     * @throws java.util.concurrent.CancellationException if the computation was cancelled
     * @throws TimeoutException if the time is over and there is no result
     * @throws InterruptedException if the thread is interrupted
     */
    public static <T> T get(Future<T> future, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            long remainingNanos = deadline.remainingNanos();
            try {
                return future.get(oneWaitNanos(remainingNanos, deadline), NANOSECONDS);
            } catch (TimeoutException e) {
                if (remainingNanos == 0) {
                    throw e;
                }
            }
        }
    }

    /**
     * Limits a result without waiting for it. Unlike {@link CompletableFuture#orTimeout} this leaves the source as it
     * is: it is not completed, cancelled or interrupted, since others may wait for it too, and what computes it goes
     * on.
     *
     * @param source whose result
     * @param deadline until when
     * @param <T> type of the result
     * @return a new future: completed as the source is, or with {@link TimeoutException} if the deadline expires
     *     before. That happens on a thread of the default executor of {@link CompletableFuture}, or in this call if it
     *     has expired already. If the deadline's oscillator can't be read any more, it fails with what that threw.
     *     Completing or cancelling it does nothing to the source, which remembers it until it is completed itself: of
     *     one that stays open for long, such as a sign that all shall end, don't limit a copy per request
     */
    public static <T> CompletableFuture<T> orTimeout(CompletionStage<T> source, Deadline deadline) {
        CompletableFuture<T> limited = new CompletableFuture<>();
        source.whenComplete((value, failure) -> {
            if (failure == null) {
                limited.complete(value);
            } else {
                limited.completeExceptionally(failure);
            }
        });
        if (!deadline.isNever()) {
            new Expiry(limited, deadline).start();
        }
        return limited;
    }

    /** How long the JVM may wait before the deadline's own oscillator is asked again. */
    static long oneWaitNanos(long remainingNanos, Deadline deadline) {
        if (deadline.isNever() || deadline.countsSystemTicks()) {
            return Math.min(remainingNanos, LONGEST_WAIT_NANOS);
        }
        return remainingNanos == 0 ? 0 : Math.max(Math.min(remainingNanos, SLICE_NANOS), SHORTEST_SLICE_NANOS);
    }
}
