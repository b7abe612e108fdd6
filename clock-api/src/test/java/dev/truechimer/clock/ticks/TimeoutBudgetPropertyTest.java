package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Exact;
import dev.truechimer.clock.testkit.ManualTicks;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Retries of every kind against numbers without limits. */
@StatisticsReport(StatisticsReportMode.OFF)
class TimeoutBudgetPropertyTest {

    private static final BigInteger LONGEST = Exact.of(Deadline.LONGEST_NANOS);

    /** How an attempt goes, and how long the pause after it is. */
    private record Course(int usedPercent, int pausePercent) {}

    @Provide
    Arbitrary<Long> amounts() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 1_000_000),
                Arbitraries.longs().between(0, 10),
                Arbitraries.longs(),
                Arbitraries.of(0L, 1L, Deadline.LONGEST_NANOS, Long.MAX_VALUE));
    }

    @Provide
    Arbitrary<List<Course>> courses() {
        Arbitrary<Integer> used = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 100), Arbitraries.of(0, 1, 100), Arbitraries.just(100));
        Arbitrary<Integer> pause =
                Arbitraries.oneOf(Arbitraries.just(0), Arbitraries.integers().between(0, 100));
        return Combinators.combine(used, pause)
                .as(Course::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Property
    void attemptsTogetherNeverTakeMoreThanTheWhole(
            @ForAll long start,
            @ForAll("amounts") long total,
            @ForAll("amounts") long leastOrNegative,
            @ForAll @IntRange(min = 1, max = 10) int attempts,
            @ForAll("courses") List<Course> courses) {
        BigInteger least = Exact.of(Math.max(0, leastOrNegative)).max(BigInteger.ONE);
        ManualTicks ticks = new ManualTicks(start);
        Deadline whole = Deadline.afterNanos(total, ticks);
        TimeoutBudget budget = TimeoutBudget.of(whole, attempts, Duration.ofNanos(Math.max(0, leastOrNegative)));
        boolean never = Exact.of(total).compareTo(LONGEST) > 0;
        BigInteger left = Exact.of(total).max(BigInteger.ZERO);
        BigInteger sum = BigInteger.ZERO;
        int attemptsLeft = attempts;
        for (Course course : courses) {
            Optional<Deadline> attempt = budget.nextAttempt();
            String outcome = expected(never, left, least, attemptsLeft);
            Statistics.collect(outcome);
            assertEquals(outcome.startsWith("gets"), attempt.isPresent(), outcome);
            if (attempt.isEmpty()) {
                assertEquals(attemptsLeft, budget.attemptsLeft());
                break;
            }
            long shareNanos = attempt.orElseThrow().remainingNanos();
            if (never) {
                assertEquals(Long.MAX_VALUE, shareNanos);
            } else {
                BigInteger share =
                        left.divide(Exact.of(attemptsLeft)).max(least).min(left);
                assertEquals(share, Exact.of(shareNanos), outcome);
                long usedNanos = part(share, course.usedPercent());
                ticks.advanceNanos(usedNanos);
                assertEquals(course.usedPercent() == 100, attempt.orElseThrow().isExpired());
                sum = sum.add(Exact.of(usedNanos));
                left = left.subtract(Exact.of(usedNanos));
                long pauseNanos = part(left, course.pausePercent());
                ticks.advanceNanos(pauseNanos);
                left = left.subtract(Exact.of(pauseNanos));
                assertEquals(left, Exact.of(whole.remainingNanos()), "the oracle counts as the deadline does");
                assertTrue(sum.compareTo(Exact.of(total)) <= 0, "together they took more than the whole");
            }
            attemptsLeft--;
        }
        assertTrue(attemptsLeft >= 0, "more attempts than agreed");
        Statistics.coverage(coverage -> {
            for (String each : List.of(
                    "gets its share", "gets the least", "gets all", "gets no limit", "no time", "no attempts")) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }

    private static String expected(boolean never, BigInteger left, BigInteger least, int attemptsLeft) {
        if (attemptsLeft == 0) {
            return "no attempts";
        }
        if (never) {
            return "gets no limit";
        }
        if (left.compareTo(least) < 0) {
            return "no time";
        }
        if (attemptsLeft == 1) {
            return "gets all";
        }
        return left.divide(Exact.of(attemptsLeft)).compareTo(least) < 0 ? "gets the least" : "gets its share";
    }

    private static long part(BigInteger of, int percent) {
        return of.multiply(Exact.of(percent)).divide(Exact.of(100)).longValueExact();
    }
}
