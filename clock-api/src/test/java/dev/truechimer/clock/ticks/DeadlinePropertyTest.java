package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Exact;
import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.testkit.ManualWallClock;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Deadlines against numbers without limits, and beside a wall clock that somebody sets. */
@StatisticsReport(StatisticsReportMode.OFF)
class DeadlinePropertyTest {

    private static final BigInteger LONGEST = Exact.of(Deadline.LONGEST_NANOS);
    private static final long DAY = Duration.ofDays(1).toNanos();

    @Provide
    Arbitrary<Long> starts() {
        return Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, -1L, 0L, Long.MAX_VALUE - 1, Long.MAX_VALUE));
    }

    @Provide
    Arbitrary<Duration> timeouts() {
        Arbitrary<Duration> any = Combinators.combine(
                        Arbitraries.longs(), Arbitraries.integers().between(0, 999_999_999))
                .as((seconds, nanos) -> Duration.ofSeconds(seconds, nanos));
        Arbitrary<Duration> finite = Arbitraries.longs().map(Duration::ofNanos);
        Arbitrary<Duration> usual = Arbitraries.longs().between(-DAY, 100 * DAY).map(Duration::ofNanos);
        Arbitrary<Duration> edges = Arbitraries.of(
                        Long.MIN_VALUE,
                        -1L,
                        0L,
                        1L,
                        Deadline.LONGEST_NANOS - 1,
                        Deadline.LONGEST_NANOS,
                        Deadline.LONGEST_NANOS + 1,
                        Long.MAX_VALUE)
                .map(Duration::ofNanos);
        Arbitrary<Duration> beyond = Arbitraries.of(
                ChronoUnit.FOREVER.getDuration(),
                ChronoUnit.FOREVER.getDuration().negated(),
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofNanos(Long.MAX_VALUE).plusNanos(1),
                Duration.ofNanos(Long.MIN_VALUE).minusNanos(1));
        return Arbitraries.oneOf(any, finite, usual, edges, beyond);
    }

    @Provide
    Arbitrary<Long> advances() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, Deadline.LONGEST_NANOS),
                Arbitraries.longs().between(0, 100 * DAY),
                Arbitraries.of(0L, 1L, Deadline.LONGEST_NANOS - 1, Deadline.LONGEST_NANOS));
    }

    /** In nanoseconds. */
    private static BigInteger exact(Duration timeout) {
        return Exact.of(timeout.getSeconds()).multiply(Exact.BILLION).add(Exact.of(timeout.getNano()));
    }

    /** What {@link Deadline#remainingNanos()} must say, so long after a deadline was made. */
    private static long expectedNanos(BigInteger timeoutNanos, BigInteger ageNanos) {
        if (timeoutNanos.compareTo(LONGEST) > 0) {
            return Long.MAX_VALUE;
        }
        BigInteger left = timeoutNanos.max(BigInteger.ZERO).subtract(ageNanos);
        return left.max(BigInteger.ZERO).longValueExact();
    }

    private static void assertRemaining(long expectedNanos, Deadline deadline) {
        assertEquals(expectedNanos, deadline.remainingNanos());
        assertEquals(Duration.ofNanos(expectedNanos), deadline.remaining());
        assertEquals(expectedNanos == 0, deadline.isExpired());
        assertEquals(expectedNanos == Long.MAX_VALUE, deadline.isNever());
    }

    @Property
    void whatRemainsIsExact(
            @ForAll("starts") long start, @ForAll("timeouts") Duration timeout, @ForAll("advances") long advance) {
        ManualTicks ticks = new ManualTicks(start);
        Deadline deadline = Deadline.after(timeout, ticks);
        assertRemaining(expectedNanos(exact(timeout), BigInteger.ZERO), deadline);
        ticks.advanceNanos(advance);
        long expectedNanos = expectedNanos(exact(timeout), Exact.of(advance));
        assertRemaining(expectedNanos, deadline);
        boolean wrapped = !Exact.fitsLong(Exact.of(start).add(Exact.of(advance)));
        String outcome = expectedNanos == Long.MAX_VALUE ? "never" : expectedNanos == 0 ? "expired" : "time is left";
        Statistics.collect(outcome, wrapped ? "wrapped" : "did not wrap");
        Statistics.coverage(coverage -> {
            for (String each : List.of("never", "expired", "time is left")) {
                coverage.check(each, "wrapped").count(count -> count > 0);
                coverage.check(each, "did not wrap").count(count -> count > 0);
            }
        });
    }

    @Property
    void aChildNeverOutlivesAParent(
            @ForAll("starts") long start,
            @ForAll("timeouts") Duration parentTimeout,
            @ForAll("timeouts") Duration childTimeout,
            @ForAll("advances") long before,
            @ForAll("advances") long after) {
        ManualTicks ticks = new ManualTicks(start);
        Deadline parent = Deadline.after(parentTimeout, ticks);
        ticks.advanceNanos(before / 2);
        Deadline child = parent.within(childTimeout);
        Deadline alone = Deadline.after(childTimeout, ticks);
        for (Deadline each : List.of(child, Deadline.earlierOf(alone, parent), Deadline.earlierOf(parent, alone))) {
            long ofParent = expectedNanos(exact(parentTimeout), Exact.of(before / 2));
            assertRemaining(Math.min(ofParent, expectedNanos(exact(childTimeout), BigInteger.ZERO)), each);
        }
        ticks.advanceNanos(after / 2);
        BigInteger age = Exact.of(before / 2).add(Exact.of(after / 2));
        long ofParent = expectedNanos(exact(parentTimeout), age);
        long ofChild = expectedNanos(exact(childTimeout), Exact.of(after / 2));
        assertRemaining(Math.min(ofParent, ofChild), child);
        assertTrue(child.remainingNanos() <= parent.remainingNanos(), "it outlives its parent");
        String shorter = ofChild < ofParent ? "the child's" : ofParent < ofChild ? "the parent's" : "both the same";
        Statistics.collect(shorter);
        Statistics.coverage(coverage -> {
            for (String each : List.of("the child's", "the parent's", "both the same")) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }

    /** Time goes on, or somebody sets the wall clock. */
    private record Event(long elapsedNanos, long stepNanos) {}

    @Provide
    Arbitrary<List<Event>> schedules() {
        Arbitrary<Event> passing = Arbitraries.longs().between(0, DAY).map(nanos -> new Event(nanos, 0));
        Arbitrary<Event> setting = Arbitraries.longs().between(-DAY, DAY).map(nanos -> new Event(0, nanos));
        return Arbitraries.oneOf(passing, setting).list().ofMinSize(1).ofMaxSize(20);
    }

    /** The control: a deadline as one finds it in many places, which is a time of day. */
    private record WallDeadline(InstantSource wall, Instant end) {

        long remainingNanos() {
            return Math.max(0, Duration.between(wall.instant(), end).toNanos());
        }
    }

    @Property
    void noStepOfTheWallClockExtendsADeadline(
            @ForAll("starts") long start, @ForAll("schedules") List<Event> schedule, @ForAll("advances") long timeout) {
        long timeoutNanos = timeout % (10 * DAY);
        ManualTicks ticks = new ManualTicks(start);
        ManualWallClock wall = new ManualWallClock(ticks, Instant.parse("2026-11-20T12:00:00Z"));
        Deadline deadline = Deadline.afterNanos(timeoutNanos, ticks);
        WallDeadline control = new WallDeadline(wall, wall.instant().plusNanos(timeoutNanos));
        BigInteger age = BigInteger.ZERO;
        boolean extended = false;
        boolean shortened = false;
        for (Event event : schedule) {
            long left = deadline.remainingNanos();
            ticks.advanceNanos(event.elapsedNanos());
            wall.stepNanos(event.stepNanos());
            age = age.add(Exact.of(event.elapsedNanos()));
            long expectedNanos = expectedNanos(Exact.of(timeoutNanos), age);
            assertRemaining(expectedNanos, deadline);
            assertTrue(deadline.remainingNanos() <= left, "it was extended");
            extended |= control.remainingNanos() > expectedNanos;
            shortened |= control.remainingNanos() < expectedNanos;
        }
        Statistics.collect(extended ? "extended" : "not extended", shortened ? "shortened" : "not shortened");
        Statistics.coverage(coverage -> {
            // The control fails in both ways, so the steps were such that a wrong deadline would have been found out.
            coverage.check("extended", "not shortened").count(count -> count > 0);
            coverage.check("not extended", "shortened").count(count -> count > 0);
            coverage.check("extended", "shortened").count(count -> count > 0);
        });
    }
}
