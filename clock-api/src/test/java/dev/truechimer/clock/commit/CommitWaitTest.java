package dev.truechimer.clock.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockClosedException;
import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commit-wait on a clock that stands still until the test moves it. */
@Timeout(60)
class CommitWaitTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long EARLIEST = 1_000 * SECOND;
    private static final long LATEST = EARLIEST + 10 * SECOND;

    private final ManualClock clock = new ManualClock(EARLIEST, LATEST);
    private final WatchedClock watched = new WatchedClock(clock);
    private final CommitWait commitWait = CommitWait.on(watched);

    @Test
    void timestampsStrictlyIncreaseAndAreAtLeastLatest() {
        long first = commitWait.timestampNanos();
        assertEquals(LATEST, first);
        assertEquals(LATEST + 1, commitWait.timestampNanos());
        clock.advanceNanos(5);
        assertEquals(LATEST + 5, commitWait.timestampNanos());
        clock.set(EARLIEST, EARLIEST + 1);
        assertEquals(LATEST + 6, commitWait.timestampNanos(), "also when latest falls");
    }

    @Test
    void timestampsAreAtLeastTheFloor() {
        assertEquals(LATEST, commitWait.timestampNanos(LATEST - 1));
        assertEquals(LATEST + 7, commitWait.timestampNanos(LATEST + 7));
        assertEquals(LATEST + 8, commitWait.timestampNanos(LATEST + 7));
        assertEquals(LATEST + 9, commitWait.timestampNanos(Long.MIN_VALUE));
    }

    @Test
    void timestampsOfManyThreadsAreUniqueAndOrderedInEach() throws Exception {
        int each = 20_000;
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Callable<long[]>> tasks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                tasks.add(() -> {
                    long[] mine = new long[each];
                    for (int k = 0; k < each; k++) {
                        mine[k] = commitWait.timestampNanos();
                    }
                    return mine;
                });
            }
            List<Long> all = new ArrayList<>();
            for (Future<long[]> future : threads.invokeAll(tasks)) {
                long before = Long.MIN_VALUE;
                for (long timestamp : future.get()) {
                    assertTrue(timestamp > before, "not increasing in a thread");
                    before = timestamp;
                    all.add(timestamp);
                }
            }
            assertEquals(3L * each, all.stream().distinct().count());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anUnboundedClockGivesNoTimestamp() {
        clock.loseSync();
        ClockUnavailableException refused =
                assertThrows(ClockUnavailableException.class, () -> commitWait.timestampNanos(5));
        assertTrue(refused.getMessage().contains("DISRUPTED"), refused.getMessage());
    }

    @Test
    void noTimestampIsLeftAboveTheLargest() {
        assertThrows(ClockUnavailableException.class, () -> commitWait.timestampNanos(Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE - 1, commitWait.timestampNanos(Long.MAX_VALUE - 1));
        // The largest long means "unbounded": nothing is ever later, so a wait for it could not end.
        ClockUnavailableException refused =
                assertThrows(ClockUnavailableException.class, () -> commitWait.timestampNanos());
        assertTrue(refused.getMessage().startsWith("no timestamp is left"), refused.getMessage());
        assertThrows(ClockUnavailableException.class, () -> commitWait.timestampNanos());
    }

    @Test
    void returnsAtOnceForWhatHasPassed() throws InterruptedException {
        commitWait.await(EARLIEST - 1);
        assertTrue(commitWait.await(EARLIEST - 1, Duration.ZERO));
        assertTrue(commitWait.await(Long.MIN_VALUE, Duration.ofNanos(-1)));
    }

    @Test
    void returnsOnlyAfterEarliestHasPassed() throws InterruptedException {
        long timestamp = commitWait.timestampNanos();
        try (Waiter waiter = new Waiter(() -> commitWait.await(timestamp))) {
            watched.awaitMoreReads();
            waiter.assertWaiting();
            clock.advance(Duration.ofSeconds(10));
            assertEquals(timestamp, clock.earliestNanos());
            watched.awaitMoreReads();
            waiter.assertWaiting();
            clock.advanceNanos(1);
            assertNull(waiter.outcome());
        }
    }

    @Test
    void aShrinkingIntervalEndsTheWaitEarly() throws InterruptedException {
        clock.set(EARLIEST, EARLIEST + 1_000_000 * SECOND);
        long timestamp = commitWait.timestampNanos();
        try (Waiter waiter = new Waiter(() -> commitWait.await(timestamp))) {
            watched.awaitMoreReads();
            waiter.assertWaiting();
            clock.set(timestamp + 1, timestamp + 2);
            assertNull(waiter.outcome());
        }
    }

    @Test
    void aTimeoutThatComesFirstIsFalse() throws InterruptedException {
        assertFalse(commitWait.await(EARLIEST, Duration.ZERO));
        assertFalse(commitWait.await(EARLIEST, Duration.ofSeconds(-1)));
        assertFalse(commitWait.await(EARLIEST, Duration.ofSeconds(Long.MIN_VALUE)));
        assertFalse(commitWait.await(EARLIEST, Duration.ofMillis(1)));
        assertFalse(commitWait.await(EARLIEST + 50_000, Duration.ofMillis(3)));
        clock.loseSync();
        assertFalse(commitWait.await(EARLIEST, Duration.ofMillis(2)));
    }

    @Test
    void aTimeoutBeyondEveryLongWaits() throws InterruptedException {
        try (Waiter waiter =
                new Waiter(() -> assertTrue(commitWait.await(LATEST, Duration.ofSeconds(Long.MAX_VALUE))))) {
            watched.awaitMoreReads();
            waiter.assertWaiting();
            clock.set(LATEST + 1, LATEST + 2);
            assertNull(waiter.outcome());
        }
    }

    @Test
    void keepsWaitingWhileDisrupted() throws InterruptedException {
        long timestamp = commitWait.timestampNanos();
        try (Waiter waiter = new Waiter(() -> commitWait.await(timestamp))) {
            watched.awaitMoreReads();
            clock.loseSync();
            watched.awaitMoreReads();
            waiter.assertWaiting();
            clock.set(EARLIEST, LATEST);
            watched.awaitMoreReads();
            waiter.assertWaiting();
            clock.set(timestamp + 1, timestamp + 2);
            assertNull(waiter.outcome());
        }
    }

    @Test
    void aClosedClockEndsTheWait() throws InterruptedException {
        long timestamp = commitWait.timestampNanos();
        try (Waiter waiter = new Waiter(() -> commitWait.await(timestamp))) {
            watched.awaitMoreReads();
            clock.close();
            ClockClosedException closed = assertInstanceOf(ClockClosedException.class, waiter.outcome());
            assertEquals(timestamp, closed.timestampNanos());
        }
        assertThrows(ClockClosedException.class, () -> commitWait.await(timestamp, Duration.ZERO));
    }

    @Test
    void aClosedCommitWaitEndsTheWait() throws InterruptedException {
        long timestamp = commitWait.timestampNanos();
        try (Waiter waiter = new Waiter(() -> commitWait.await(timestamp))) {
            watched.awaitMoreReads();
            commitWait.close();
            ClockClosedException closed = assertInstanceOf(ClockClosedException.class, waiter.outcome());
            assertEquals(timestamp, closed.timestampNanos());
        }
        assertEquals(ClockStatus.SYNCHRONIZED, clock.status(), "the clock stays open");
    }

    @Test
    void anInterruptBeforeTheWaitEndsIt() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> commitWait.await(LATEST));
        assertFalse(Thread.interrupted(), "the exception stands for the flag");
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> commitWait.await(EARLIEST - 1, Duration.ZERO));
        assertFalse(Thread.interrupted());
    }

    @Test
    void anInterruptDuringTheWaitEndsIt() throws InterruptedException {
        try (Waiter waiter = new Waiter(() -> commitWait.await(LATEST))) {
            watched.awaitMoreReads();
            waiter.interrupt();
            assertInstanceOf(InterruptedException.class, waiter.outcome());
        }
    }

    /** What the two parts of a transaction did. */
    private static final class Transaction {
        private long prepared;
        private long published;
        private long earliestAtPublish;

        Committed<String> run(CommitWait commitWait, ManualClock clock) throws InterruptedException {
            return commitWait.commit(
                    timestamp -> {
                        prepared = timestamp;
                        return "written";
                    },
                    (timestamp, result) -> {
                        assertEquals("written", result);
                        published = timestamp;
                        earliestAtPublish = clock.earliestNanos();
                    });
        }
    }

    @Test
    void publishesAfterTheTimestampHasPassed() throws InterruptedException {
        Transaction transaction = new Transaction();
        List<Committed<String>> committed = new ArrayList<>();
        try (Waiter waiter = new Waiter(() -> committed.add(transaction.run(commitWait, clock)))) {
            watched.awaitMoreReads();
            waiter.assertWaiting();
            assertEquals(LATEST, transaction.prepared);
            assertEquals(0, transaction.published);
            clock.advance(Duration.ofSeconds(11));
            assertNull(waiter.outcome());
        }
        assertEquals(List.of(new Committed<>(LATEST, "written")), committed);
        assertEquals(LATEST, transaction.published);
        assertTrue(transaction.earliestAtPublish > LATEST, "published too early");
    }

    @Test
    void waitsNoMoreWhenPrepareTookLongEnough() throws InterruptedException {
        Committed<Long> committed = commitWait.commit(
                timestamp -> {
                    clock.advance(Duration.ofSeconds(11));
                    return clock.earliestNanos();
                },
                (timestamp, earliest) -> assertTrue(earliest > timestamp));
        assertEquals(LATEST, committed.timestampNanos());
    }

    @Test
    void anInterruptedCommitDoesNotPublishAndCarriesItsTimestamp() throws InterruptedException {
        Transaction transaction = new Transaction();
        try (Waiter waiter = new Waiter(() -> transaction.run(commitWait, clock))) {
            watched.awaitMoreReads();
            waiter.interrupt();
            CommitInterruptedException interrupted =
                    assertInstanceOf(CommitInterruptedException.class, waiter.outcome());
            assertEquals(LATEST, interrupted.timestampNanos());
            assertTrue(interrupted.getMessage().contains(Long.toString(LATEST)), interrupted.getMessage());
        }
        assertEquals(LATEST, transaction.prepared);
        assertEquals(0, transaction.published);
    }

    @Test
    void aCommitInterruptedBeforehandDoesNotPublish() {
        Transaction transaction = new Transaction();
        Thread.currentThread().interrupt();
        CommitInterruptedException interrupted =
                assertThrows(CommitInterruptedException.class, () -> transaction.run(commitWait, clock));
        assertFalse(Thread.interrupted(), "the exception stands for the flag");
        assertEquals(transaction.prepared, interrupted.timestampNanos());
        assertEquals(0, transaction.published);
    }

    @Test
    void aCommitOnAClosedClockDoesNotPublish() throws InterruptedException {
        Transaction transaction = new Transaction();
        try (Waiter waiter = new Waiter(() -> transaction.run(commitWait, clock))) {
            watched.awaitMoreReads();
            clock.close();
            ClockClosedException closed = assertInstanceOf(ClockClosedException.class, waiter.outcome());
            assertEquals(LATEST, closed.timestampNanos());
        }
        assertEquals(LATEST, transaction.prepared);
        assertEquals(0, transaction.published);
    }

    @Test
    void aClosedCommitWaitRunsNothing() {
        Transaction transaction = new Transaction();
        commitWait.close();
        assertThrows(ClockUnavailableException.class, () -> transaction.run(commitWait, clock));
        assertEquals(0, transaction.prepared);
        assertEquals(0, transaction.published);
        assertThrows(ClockUnavailableException.class, () -> commitWait.timestampNanos());
    }

    @Test
    void theMostNegativeTimeoutAsksOnce() throws InterruptedException {
        assertFalse(commitWait.await(LATEST, Duration.ofNanos(Long.MIN_VALUE)));
        assertFalse(commitWait.await(LATEST, Duration.ofSeconds(Long.MIN_VALUE)));
    }

    @Test
    void withoutATimestampNothingRuns() {
        Transaction transaction = new Transaction();
        clock.loseSync();
        assertThrows(ClockUnavailableException.class, () -> transaction.run(commitWait, clock));
        assertEquals(0, transaction.prepared);
        assertEquals(0, transaction.published);
    }

    @Test
    void aFailedPrepareDoesNotPublish() throws Exception {
        IOException failure = new IOException("disk full");
        AtomicLong published = new AtomicLong();
        IOException thrown = assertThrows(
                IOException.class,
                () -> commitWait.<String, IOException>commit(
                        timestamp -> {
                            throw failure;
                        },
                        (timestamp, result) -> published.set(timestamp)));
        assertSame(failure, thrown);
        assertEquals(0, published.get());
        assertEquals(LATEST + 1, commitWait.timestampNanos(), "its timestamp is used up");
    }

    @Test
    void aFailedPublishIsTheCallersToSee() {
        IOException failure = new IOException("connection lost");
        IOException thrown = assertThrows(
                IOException.class,
                () -> commitWait.<String, IOException>commit(
                        timestamp -> {
                            clock.advance(Duration.ofSeconds(11));
                            return "written";
                        },
                        (timestamp, result) -> {
                            throw failure;
                        }));
        assertSame(failure, thrown);
    }
}
