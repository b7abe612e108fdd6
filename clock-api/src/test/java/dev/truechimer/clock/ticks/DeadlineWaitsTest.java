package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of wait, with the real thing that is waited for, and an oscillator that the test turns. */
@Timeout(60)
class DeadlineWaitsTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    /** Something to wait for that isn't there yet. Made by the thread of the test, waited for by another one. */
    private interface Scene {

        boolean attempt(Deadline deadline) throws Exception;

        void provide();
    }

    private enum Kind {
        LOCK,
        CONDITION,
        POLL,
        OFFER,
        LATCH,
        SEMAPHORE,
        FUTURE_TASK,
        COMPLETABLE_FUTURE;

        Scene scene() {
            return switch (this) {
                case LOCK -> new LockScene();
                case CONDITION -> new ConditionScene();
                case POLL -> new PollScene();
                case OFFER -> new OfferScene();
                case LATCH -> new LatchScene();
                case SEMAPHORE -> new SemaphoreScene();
                case FUTURE_TASK -> new FutureTaskScene();
                case COMPLETABLE_FUTURE -> new CompletableFutureScene();
            };
        }
    }

    private final WatchedTicks ticks = new WatchedTicks();

    @ParameterizedTest
    @EnumSource
    void takesWhatIsThereAlsoAfterTheDeadline(Kind kind) throws Exception {
        for (Deadline deadline : new Deadline[] {
            Deadline.afterNanos(0, ticks), Deadline.afterNanos(0), Deadline.afterNanos(HOUR, ticks), Deadline.never()
        }) {
            Scene scene = kind.scene();
            scene.provide();
            assertTrue(WaitingThread.outcomeOf(() -> scene.attempt(deadline)), deadline.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotWaitAfterTheDeadline(Kind kind) throws Exception {
        Scene scene = kind.scene();
        assertFalse(WaitingThread.outcomeOf(() -> scene.attempt(Deadline.afterNanos(0, ticks))));
        assertFalse(WaitingThread.outcomeOf(() -> scene.attempt(Deadline.afterNanos(-HOUR))));
    }

    @ParameterizedTest
    @EnumSource
    void waitsWhileTimeIsLeft(Kind kind) throws Exception {
        Scene scene = kind.scene();
        Deadline deadline = Deadline.afterNanos(HOUR, ticks);
        try (WaitingThread<Boolean> waiting = new WaitingThread<>(() -> scene.attempt(deadline))) {
            ticks.awaitMoreReadings();
            waiting.assertWaiting();
            scene.provide();
            assertTrue(waiting.outcome());
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesUpOnceItsOwnOscillatorHasPassedTheDeadline(Kind kind) throws Exception {
        Scene scene = kind.scene();
        Deadline deadline = Deadline.afterNanos(HOUR, ticks);
        try (WaitingThread<Boolean> waiting = new WaitingThread<>(() -> scene.attempt(deadline))) {
            ticks.awaitMoreReadings();
            ticks.advanceNanos(HOUR - DeadlineWaits.SLICE_NANOS);
            ticks.awaitMoreReadings();
            waiting.assertWaiting();
            ticks.advanceNanos(DeadlineWaits.SLICE_NANOS);
            assertFalse(waiting.outcome());
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesUpByTheSystemsOscillatorToo(Kind kind) throws Exception {
        Scene scene = kind.scene();
        Deadline deadline = Deadline.after(Duration.ofMillis(5));
        assertFalse(WaitingThread.outcomeOf(() -> scene.attempt(deadline)));
        assertTrue(deadline.isExpired(), "too early");
    }

    @ParameterizedTest
    @EnumSource
    void waitsInOnePieceByTheClockOfTheJvmOrWithoutLimit(Kind kind) throws Exception {
        for (Deadline deadline : new Deadline[] {Deadline.afterNanos(HOUR), Deadline.never()}) {
            Scene scene = kind.scene();
            try (WaitingThread<Boolean> waiting = new WaitingThread<>(() -> scene.attempt(deadline))) {
                waiting.awaitBlocked();
                scene.provide();
                assertTrue(waiting.outcome(), deadline.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsIt(Kind kind) throws Exception {
        for (Deadline deadline : new Deadline[] {Deadline.afterNanos(HOUR, ticks), Deadline.never()}) {
            Scene scene = kind.scene();
            try (WaitingThread<Boolean> waiting = new WaitingThread<>(() -> scene.attempt(deadline))) {
                waiting.awaitBlocked();
                waiting.interrupt();
                assertThrows(InterruptedException.class, waiting::outcome);
            }
        }
    }

    /** Held by the thread of the test. */
    private static final class LockScene implements Scene {

        private final ReentrantLock lock = new ReentrantLock(true);

        LockScene() {
            lock.lock();
        }

        @Override
        public boolean attempt(Deadline deadline) throws InterruptedException {
            boolean locked = DeadlineWaits.tryLock(lock, deadline);
            assertEquals(locked, lock.isHeldByCurrentThread());
            return locked;
        }

        @Override
        public void provide() {
            lock.unlock();
        }
    }

    private static final class ConditionScene implements Scene {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean there;

        @Override
        public boolean attempt(Deadline deadline) throws InterruptedException {
            lock.lock();
            try {
                return DeadlineWaits.await(changed, () -> there, deadline);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void provide() {
            lock.lock();
            try {
                there = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class PollScene implements Scene {

        private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);

        @Override
        public boolean attempt(Deadline deadline) throws InterruptedException {
            return DeadlineWaits.poll(queue, deadline).filter("element"::equals).isPresent();
        }

        @Override
        public void provide() {
            assertTrue(queue.add("element"));
        }
    }

    private static final class OfferScene implements Scene {

        private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(1);

        OfferScene() {
            queue.add("in the way");
        }

        @Override
        public boolean attempt(Deadline deadline) throws InterruptedException {
            boolean added = DeadlineWaits.offer(queue, "element", deadline);
            assertEquals(added, queue.contains("element"));
            return added;
        }

        @Override
        public void provide() {
            assertEquals("in the way", queue.remove());
        }
    }

    private static final class LatchScene implements Scene {

        private final CountDownLatch latch = new CountDownLatch(1);

        @Override
        public boolean attempt(Deadline deadline) throws InterruptedException {
            return DeadlineWaits.await(latch, deadline);
        }

        @Override
        public void provide() {
            latch.countDown();
        }
    }

    private static final class SemaphoreScene implements Scene {

        private final Semaphore semaphore = new Semaphore(0, true);

        @Override
        public boolean attempt(Deadline deadline) throws InterruptedException {
            return DeadlineWaits.tryAcquire(semaphore, deadline);
        }

        @Override
        public void provide() {
            semaphore.release();
        }
    }

    private static final class FutureTaskScene implements Scene {

        private final FutureTask<String> task = new FutureTask<>(() -> "result");

        @Override
        public boolean attempt(Deadline deadline) throws Exception {
            try {
                assertEquals("result", DeadlineWaits.get(task, deadline));
                return true;
            } catch (TimeoutException e) {
                assertFalse(task.isDone(), "what computes it goes on");
                return false;
            }
        }

        @Override
        public void provide() {
            task.run();
        }
    }

    private static final class CompletableFutureScene implements Scene {

        private final CompletableFuture<String> future = new CompletableFuture<>();

        @Override
        public boolean attempt(Deadline deadline) throws Exception {
            try {
                assertEquals("result", DeadlineWaits.get(future, deadline));
                return true;
            } catch (TimeoutException e) {
                assertFalse(future.isDone(), "what computes it goes on");
                return false;
            }
        }

        @Override
        public void provide() {
            future.complete("result");
        }
    }
}
