package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each attempt gets, on an oscillator that the test turns. */
@Timeout(60)
class TimeoutBudgetTest {

    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private final ManualTicks ticks = new ManualTicks(Long.MAX_VALUE - 10);
    private final Deadline whole = Deadline.afterNanos(100, ticks);

    private static OptionalLong remaining(Optional<Deadline> attempt) {
        return attempt.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(attempt.orElseThrow().remainingNanos());
    }

    private static void assertShare(long nanos, Optional<Deadline> attempt) {
        assertEquals(OptionalLong.of(nanos), remaining(attempt));
    }

    private static void assertNone(Optional<Deadline> attempt) {
        assertEquals(OptionalLong.empty(), remaining(attempt));
    }

    @Test
    void attemptsThatTakeTheirTimeGetEqualShares() {
        TimeoutBudget budget = TimeoutBudget.of(whole, 4);
        for (int left = 4; left > 0; left--) {
            assertEquals(left, budget.attemptsLeft());
            Deadline attempt = budget.nextAttempt().orElseThrow();
            assertEquals(25, attempt.remainingNanos());
            ticks.advanceNanos(25);
            assertTrue(attempt.isExpired());
        }
        assertNone(budget.nextAttempt());
        assertEquals(0, budget.attemptsLeft());
    }

    @Test
    void whatAQuickFailureLeavesOverFlowsToTheLaterAttempts() {
        TimeoutBudget budget = TimeoutBudget.of(whole, 4);
        assertShare(25, budget.nextAttempt());
        ticks.advanceNanos(1);
        assertShare(33, budget.nextAttempt());
        ticks.advanceNanos(1);
        assertShare(49, budget.nextAttempt());
        ticks.advanceNanos(1);
        assertShare(97, budget.nextAttempt());
        ticks.advanceNanos(1);
        assertNone(budget.nextAttempt());
        assertEquals(0, budget.attemptsLeft(), "attempts ran out, not time");
    }

    @Test
    void anAttemptThatNeedsMoreThanItsShareGetsItAndThereAreFewer() {
        TimeoutBudget budget = TimeoutBudget.of(whole, 4, Duration.ofNanos(60));
        assertShare(60, budget.nextAttempt());
        ticks.advanceNanos(40);
        assertShare(60, budget.nextAttempt());
        ticks.advanceNanos(1);
        assertNone(budget.nextAttempt());
        assertEquals(2, budget.attemptsLeft(), "time ran out, not attempts");
    }

    @Test
    void noAttemptIsBegunWhenTheTimeIsOver() {
        TimeoutBudget budget = TimeoutBudget.of(whole, 4);
        ticks.advanceNanos(99);
        assertShare(1, budget.nextAttempt());
        ticks.advanceNanos(1);
        assertNone(budget.nextAttempt());
        assertEquals(3, budget.attemptsLeft());
        assertNone(TimeoutBudget.of(Deadline.afterNanos(-1), 1).nextAttempt());
    }

    @Test
    void withoutAnEndNoAttemptHasALimit() throws InterruptedException {
        TimeoutBudget budget = TimeoutBudget.of(Deadline.never(), 3, FOREVER);
        assertTrue(budget.nextAttempt().orElseThrow().isNever());
        assertTrue(budget.nextAttempt().orElseThrow().isNever());
        assertTrue(budget.nextAttemptAfter(Duration.ZERO).orElseThrow().isNever());
        assertNone(budget.nextAttempt());
    }

    @Test
    void aPauseComesOutOfTheBudget() throws Exception {
        WatchedTicks watched = new WatchedTicks();
        TimeoutBudget budget = TimeoutBudget.of(Deadline.after(Duration.ofSeconds(100), watched), 3);
        assertShare(33_333_333_333L, budget.nextAttempt());
        try (WaitingThread<Optional<Deadline>> waiting =
                new WaitingThread<>(() -> budget.nextAttemptAfter(Duration.ofSeconds(40)))) {
            // One reading before the pause and one at its beginning belong to its making; then it looks again and
            // again.
            watched.awaitMoreReadings();
            watched.awaitMoreReadings();
            waiting.assertWaiting();
            assertEquals(2, budget.attemptsLeft(), "not begun yet");
            watched.advanceNanos(40_000_000_000L);
            assertShare(30_000_000_000L, waiting.outcome());
        }
    }

    @Test
    void thereIsNoPauseInVain() throws InterruptedException {
        // The oscillator stands still: a pause would not end.
        TimeoutBudget budget = TimeoutBudget.of(whole, 2, Duration.ofNanos(10));
        assertNone(budget.nextAttemptAfter(Duration.ofNanos(91)));
        assertNone(budget.nextAttemptAfter(FOREVER));
        assertEquals(2, budget.attemptsLeft());
        assertShare(50, budget.nextAttemptAfter(Duration.ZERO));
        assertShare(100, budget.nextAttemptAfter(FOREVER.negated()));
        assertNone(budget.nextAttemptAfter(Duration.ofNanos(1)));
    }

    @Test
    void anInterruptEndsThePauseAndBeginsNoAttempt() {
        TimeoutBudget budget = TimeoutBudget.of(Deadline.after(Duration.ofHours(2), ticks), 2);
        try (WaitingThread<Optional<Deadline>> waiting =
                new WaitingThread<>(() -> budget.nextAttemptAfter(Duration.ofHours(1)))) {
            waiting.awaitBlocked();
            waiting.interrupt();
            assertThrows(InterruptedException.class, waiting::outcome);
        }
        assertEquals(2, budget.attemptsLeft());
    }

    @Test
    void refusesWhatIsNoBudget() {
        assertEquals(
                "attempts must be >= 1: 0",
                assertThrows(IllegalArgumentException.class, () -> TimeoutBudget.of(whole, 0))
                        .getMessage());
        assertEquals(
                "least must be >= 0: PT-0.000000001S",
                assertThrows(IllegalArgumentException.class, () -> TimeoutBudget.of(whole, 1, Duration.ofNanos(-1)))
                        .getMessage());
        assertThrows(NullPointerException.class, () -> TimeoutBudget.of(null, 1));
    }

    /** The loop of the Javadoc: fails twice, then succeeds. */
    @Test
    void aRetryLoopEndsWithAResultOrTheLastFailure() throws Exception {
        List<Long> shares = new ArrayList<>();
        assertEquals("done", retry(whole, shares, 2));
        assertEquals(List.of(25L, 31L, 43L), shares);
        shares.clear();
        Deadline another = Deadline.afterNanos(100, ticks);
        IOException last = assertThrows(IOException.class, () -> retry(another, shares, 99));
        assertEquals("failure 4", last.getMessage());
        assertEquals(List.of(25L, 31L, 43L, 79L), shares);
        assertFalse(another.isExpired());
        assertEquals(
                "no time for an attempt",
                assertThrows(IOException.class, () -> retry(Deadline.afterNanos(0), shares, 0))
                        .getMessage());
    }

    private String retry(Deadline deadline, List<Long> shares, int failures) throws IOException, InterruptedException {
        TimeoutBudget budget = TimeoutBudget.of(deadline, 4);
        Optional<Deadline> attempt = budget.nextAttempt();
        IOException failure = new IOException("no time for an attempt");
        while (attempt.isPresent()) {
            shares.add(attempt.orElseThrow().remainingNanos());
            if (shares.size() > failures) {
                return "done";
            }
            failure = new IOException("failure " + shares.size());
            ticks.advanceNanos(7);
            attempt = budget.nextAttemptAfter(Duration.ZERO);
        }
        throw failure;
    }
}
