package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A future with a deadline, and its source, which knows nothing of it. */
@Timeout(60)
class DeadlineOrTimeoutTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final WatchedTicks ticks = new WatchedTicks();
    private final CompletableFuture<String> source = new CompletableFuture<>();

    @Test
    void isCompletedAsItsSource() throws Exception {
        CompletableFuture<String> limited = DeadlineWaits.orTimeout(source, Deadline.afterNanos(HOUR, ticks));
        CompletableFuture<String> unlimited = DeadlineWaits.orTimeout(source, Deadline.never());
        assertFalse(limited.isDone() || unlimited.isDone());
        source.complete("result");
        assertEquals("result", limited.get());
        assertEquals("result", unlimited.get());
    }

    @Test
    void failsAsItsSource() {
        CompletableFuture<String> limited = DeadlineWaits.orTimeout(source, Deadline.afterNanos(HOUR, ticks));
        IOException cause = new IOException("no route");
        source.completeExceptionally(cause);
        assertSame(cause, assertThrows(ExecutionException.class, limited::get).getCause());
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        CompletableFuture<String> ofCancelled = DeadlineWaits.orTimeout(cancelled, Deadline.afterNanos(HOUR, ticks));
        cancelled.cancel(false);
        assertThrows(CancellationException.class, ofCancelled::get);
    }

    @Test
    void timesOutOnceTheOscillatorHasPassedTheDeadline() throws Exception {
        CompletableFuture<String> limited = DeadlineWaits.orTimeout(source, Deadline.afterNanos(HOUR, ticks));
        ticks.awaitMoreReadings();
        ticks.advanceNanos(HOUR - DeadlineWaits.SLICE_NANOS);
        ticks.awaitMoreReadings();
        assertFalse(limited.isDone());
        CompletableFuture<String> thread =
                limited.handle((value, failure) -> Thread.currentThread().getName());
        ticks.advanceNanos(DeadlineWaits.SLICE_NANOS);
        assertInstanceOf(
                TimeoutException.class,
                assertThrows(ExecutionException.class, limited::get).getCause());
        assertFalse(thread.get().contains("DelayScheduler"), () -> "dependents run on " + thread.join());
        assertFalse(source.isDone(), "its source goes on");
    }

    @Test
    void timesOutByTheClockOfTheJvm() {
        Deadline deadline = Deadline.after(Duration.ofMillis(5));
        CompletableFuture<String> limited = DeadlineWaits.orTimeout(source, deadline);
        assertInstanceOf(
                TimeoutException.class,
                assertThrows(ExecutionException.class, limited::get).getCause());
        assertTrue(deadline.isExpired(), "too early");
        assertFalse(source.isDone(), "its source goes on");
    }

    @Test
    void afterTheDeadlineItIsTimedOutAtOnceUnlessTheResultIsThere() throws Exception {
        assertTrue(
                DeadlineWaits.orTimeout(source, Deadline.afterNanos(0, ticks)).isCompletedExceptionally());
        source.complete("result");
        assertEquals(
                "result",
                DeadlineWaits.orTimeout(source, Deadline.afterNanos(0, ticks)).get());
    }

    @Test
    void failsWithItsOscillatorRatherThanNever() {
        AtomicInteger readings = new AtomicInteger();
        IllegalStateException failure = new IllegalStateException("the oscillator can't be read any more");
        Ticks failing = () -> {
            // Read when the deadline is made, when it begins to count, and before the first wait.
            if (readings.incrementAndGet() > 3) {
                throw failure;
            }
            return 0;
        };
        CompletableFuture<String> limited = DeadlineWaits.orTimeout(source, Deadline.afterNanos(HOUR, failing));
        assertSame(failure, assertThrows(ExecutionException.class, limited::get).getCause());
        assertFalse(source.isDone(), "its source goes on");
    }

    @Test
    void cancellingItDoesNothingToItsSource() {
        CompletableFuture<String> limited = DeadlineWaits.orTimeout(source, Deadline.afterNanos(HOUR, ticks));
        limited.cancel(true);
        assertFalse(source.isDone());
        source.complete("result");
        assertTrue(limited.isCancelled());
    }

    @Test
    void nobodyLooksAtTheOscillatorAnyMoreOnceItIsCompleted() {
        for (boolean fails : new boolean[] {false, true}) {
            CompletableFuture<String> each = new CompletableFuture<>();
            CompletableFuture<String> limited = DeadlineWaits.orTimeout(each, Deadline.afterNanos(HOUR, ticks));
            if (fails) {
                each.completeExceptionally(new IOException("no route"));
            } else {
                each.complete("result");
            }
            assertTrue(limited.isDone());
            letTheTimerOfTheJvmRun();
            long readings = ticks.readings();
            letTheTimerOfTheJvmRun();
            assertEquals(readings, ticks.readings());
        }
    }

    /** It has one thread and runs what is due in order, so what was due before this has been run. */
    private static void letTheTimerOfTheJvmRun() {
        new CompletableFuture<Boolean>()
                .completeOnTimeout(true, 2 * DeadlineWaits.SLICE_NANOS, TimeUnit.NANOSECONDS)
                .join();
    }
}
