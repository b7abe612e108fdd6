package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long each single wait is, and what ends the loop: no thread waits here for real. */
@Timeout(60)
class DeadlineWaitLoopTest {

    private static final long SLICE = DeadlineWaits.SLICE_NANOS;
    private static final long SHORTEST = DeadlineWaits.SHORTEST_SLICE_NANOS;
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final ManualTicks ticks = new ManualTicks(Long.MAX_VALUE);
    private final List<Long> waits = new ArrayList<>();

    /** Waits as long as it should by the clock of the JVM; our oscillator runs at another rate. */
    private boolean waitAtRate(long timeoutNanos, double rate) {
        waits.add(timeoutNanos);
        ticks.advanceNanos((long) Math.ceil(timeoutNanos * rate));
        return false;
    }

    @Test
    void anExpiredDeadlineIsOneLook() throws InterruptedException {
        assertFalse(DeadlineWaits.await(nanos -> waitAtRate(nanos, 1), Deadline.afterNanos(0, ticks)));
        assertEquals(List.of(0L), waits);
    }

    @Test
    void anotherOscillatorIsLookedAtOftenAndTheLastLookDoesNotWait() throws InterruptedException {
        assertFalse(DeadlineWaits.await(nanos -> waitAtRate(nanos, 1), Deadline.afterNanos(2 * SLICE + 5, ticks)));
        assertEquals(List.of(SLICE, SLICE, SHORTEST, 0L), waits);
    }

    /** Else a thread would be busy, since the JDK spins through waits of less than a microsecond. */
    @Test
    void anOscillatorThatStandsStillJustBeforeTheDeadlineKeepsNoThreadBusy() throws InterruptedException {
        Deadline deadline = Deadline.afterNanos(1, ticks);
        assertTrue(DeadlineWaits.await(nanos -> waitAtRate(nanos, 0) || waits.size() == 3, deadline));
        assertEquals(List.of(SHORTEST, SHORTEST, SHORTEST), waits);
        assertEquals(SHORTEST, DeadlineWaits.oneWaitNanos(SHORTEST - 1, deadline));
        assertEquals(SHORTEST + 1, DeadlineWaits.oneWaitNanos(SHORTEST + 1, deadline));
        assertEquals(1, DeadlineWaits.oneWaitNanos(1, Deadline.after(Duration.ofHours(1))));
    }

    @Test
    void aSlowOscillatorIsWaitedForAndAFastOneEndsTheWait() throws InterruptedException {
        assertFalse(DeadlineWaits.await(nanos -> waitAtRate(nanos, 0.5), Deadline.afterNanos(SLICE, ticks)));
        assertEquals(List.of(SLICE, SLICE / 2, SLICE / 4), waits.subList(0, 3));
        waits.clear();
        assertFalse(DeadlineWaits.await(nanos -> waitAtRate(nanos, 60), Deadline.afterNanos(100 * SLICE, ticks)));
        assertEquals(List.of(SLICE, SLICE, 0L), waits);
    }

    @Test
    void whatIsThereAtTheEndIsNotMissed() throws InterruptedException {
        Deadline deadline = Deadline.afterNanos(5, ticks);
        assertTrue(DeadlineWaits.await(nanos -> waitAtRate(nanos, 1) || deadline.isExpired(), deadline));
        assertEquals(List.of(SHORTEST), waits);
    }

    @Test
    void theClockOfTheJvmNeedsOneWaitAndNoWaitIsLongerThanADay() throws InterruptedException {
        assertTrue(DeadlineWaits.await(waits::add, Deadline.after(Duration.ofHours(1))));
        assertTrue(waits.get(0) > Duration.ofMinutes(59).toNanos(), waits::toString);
        waits.clear();
        assertTrue(DeadlineWaits.await(waits::add, Deadline.after(Duration.ofDays(1_000))));
        assertTrue(DeadlineWaits.await(waits::add, Deadline.never()));
        assertTrue(DeadlineWaits.await(waits::add, Deadline.afterNanos(Long.MAX_VALUE, ticks)));
        assertEquals(List.of(DAY, DAY, DAY), waits);
    }

    @Test
    void aConditionIsWaitedForOverWakeUpsWithoutReason() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Condition changed = lock.newCondition();
        WatchedTicks watched = new WatchedTicks();
        Deadline deadline = Deadline.afterNanos(DAY, watched);
        AtomicBoolean there = new AtomicBoolean();
        try (WaitingThread<Boolean> waiting = new WaitingThread<>(() -> {
            lock.lock();
            try {
                return DeadlineWaits.await(changed, there::get, deadline);
            } finally {
                lock.unlock();
            }
        })) {
            for (int i = 0; i < 3; i++) {
                signal(lock, changed);
                watched.awaitMoreReadings();
                waiting.assertWaiting();
            }
            there.set(true);
            signal(lock, changed);
            assertTrue(waiting.outcome());
        }
    }

    private static void signal(ReentrantLock lock, Condition changed) {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Test
    void whatIsTrueWhenTheTimeIsOverCounts() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Condition changed = lock.newCondition();
        Deadline deadline = Deadline.afterNanos(5, ticks);
        boolean[] asked = {false};
        lock.lock();
        try {
            assertTrue(DeadlineWaits.await(
                    changed,
                    () -> {
                        // The first time it isn't true; before the second one, the deadline expires.
                        boolean before = asked[0];
                        asked[0] = true;
                        if (before) {
                            ticks.advanceNanos(5);
                        }
                        return before;
                    },
                    deadline));
        } finally {
            lock.unlock();
        }
        assertTrue(deadline.isExpired());
    }

    @Test
    void anInterruptThatCameBeforeIsNotForgotten() {
        ReentrantLock lock = new ReentrantLock();
        Condition changed = lock.newCondition();
        Thread.currentThread().interrupt();
        lock.lock();
        try {
            assertThrows(InterruptedException.class, () -> DeadlineWaits.await(changed, () -> true, Deadline.never()));
        } finally {
            lock.unlock();
        }
        assertFalse(Thread.interrupted(), "as everywhere in the JDK, who throws clears it");
    }

    @Test
    void whatAFutureFailedWithIsThrownAsItIs() {
        CompletableFuture<String> failed = new CompletableFuture<>();
        IOException cause = new IOException("no route");
        failed.completeExceptionally(cause);
        ExecutionException thrown =
                assertThrows(ExecutionException.class, () -> DeadlineWaits.get(failed, Deadline.afterNanos(0, ticks)));
        assertSame(cause, thrown.getCause());
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);
        assertThrows(CancellationException.class, () -> DeadlineWaits.get(cancelled, Deadline.never()));
    }
}
