package dev.truechimer.clock;

import static dev.truechimer.clock.Exact.ceilDiv;
import static dev.truechimer.clock.Exact.floorDiv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Interval algebra against numbers without limits. */
class TimeIntervalPropertyTest {

    private static final BigInteger TWO = Exact.of(2);

    @Provide
    Arbitrary<Long> ends() {
        return Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(-5, 5),
                Arbitraries.of(
                        Long.MIN_VALUE,
                        Long.MIN_VALUE + 1,
                        Long.MIN_VALUE / 2,
                        0L,
                        Long.MAX_VALUE - 1,
                        Long.MAX_VALUE));
    }

    @Provide
    Arbitrary<TimeInterval> intervals() {
        return Combinators.combine(ends(), ends()).as((a, b) -> new TimeInterval(Math.min(a, b), Math.max(a, b)));
    }

    private static BigInteger earliest(TimeInterval interval) {
        return Exact.of(interval.earliestNanos());
    }

    private static BigInteger latest(TimeInterval interval) {
        return Exact.of(interval.latestNanos());
    }

    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void endsMustBeInOrder(@ForAll("ends") long earliest, @ForAll("ends") long latest) {
        Statistics.collect(earliest <= latest);
        Statistics.coverage(coverage -> {
            coverage.check(true).count(count -> count > 0);
            coverage.check(false).count(count -> count > 0);
        });
        if (earliest <= latest) {
            TimeInterval interval = new TimeInterval(earliest, latest);
            assertEquals(earliest != Long.MIN_VALUE && latest != Long.MAX_VALUE, interval.isBounded());
            return;
        }
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new TimeInterval(earliest, latest));
        assertEquals("earliestNanos must be <= latestNanos: " + earliest + " > " + latest, refused.getMessage());
    }

    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void orderIsCertainOrAbsent(@ForAll("intervals") TimeInterval a, @ForAll("intervals") TimeInterval b) {
        TimeInterval.Order order = a.orderTo(b);
        boolean before = latest(a).compareTo(earliest(b)) < 0;
        boolean after = earliest(a).compareTo(latest(b)) > 0;
        assertEquals(
                before ? TimeInterval.Order.BEFORE : after ? TimeInterval.Order.AFTER : TimeInterval.Order.OVERLAPS,
                order);
        TimeInterval.Order reverse = switch (order) {
            case BEFORE -> TimeInterval.Order.AFTER;
            case AFTER -> TimeInterval.Order.BEFORE;
            case OVERLAPS -> TimeInterval.Order.OVERLAPS;
        };
        assertEquals(reverse, b.orderTo(a));
        assertEquals(order == TimeInterval.Order.OVERLAPS, a.overlaps(b));
        assertEquals(a.overlaps(b), b.overlaps(a));
        Statistics.collect(order);
        Statistics.coverage(coverage -> {
            for (TimeInterval.Order each : TimeInterval.Order.values()) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }

    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void intersectionAndHullHoldWhatBothOrEitherHold(
            @ForAll("intervals") TimeInterval a, @ForAll("intervals") TimeInterval b, @ForAll("ends") long point) {
        Optional<TimeInterval> both = a.intersect(b);
        TimeInterval hull = a.hull(b);
        List<Long> points = List.of(
                point, a.earliestNanos(), a.latestNanos(), b.earliestNanos(), b.latestNanos(), a.latestNanos() + 1);
        for (long each : points) {
            assertEquals(
                    a.contains(each) && b.contains(each),
                    both.isPresent() && both.get().contains(each));
            if (a.contains(each) || b.contains(each)) {
                assertTrue(hull.contains(each));
            }
        }
        assertEquals(a.overlaps(b), both.isPresent());
        assertEquals(both, b.intersect(a));
        assertEquals(hull, b.hull(a));
        // The smallest one: each of its ends is an end of one of them.
        assertEquals(earliest(a).min(earliest(b)), earliest(hull));
        assertEquals(latest(a).max(latest(b)), latest(hull));
        Statistics.collect(both.isPresent());
        Statistics.coverage(coverage -> {
            coverage.check(true).count(count -> count > 0);
            coverage.check(false).count(count -> count > 0);
        });
    }

    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void wideningSaturatesOutwards(@ForAll("intervals") TimeInterval interval, @ForAll("ends") long margin) {
        if (margin < 0) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> interval.widenedBy(margin));
            assertEquals("marginNanos must be >= 0: " + margin, refused.getMessage());
            return;
        }
        TimeInterval wider = interval.widenedBy(margin);
        BigInteger exactEarliest = earliest(interval).subtract(Exact.of(margin));
        BigInteger exactLatest = latest(interval).add(Exact.of(margin));
        boolean wasOpenBelow = interval.earliestNanos() == Long.MIN_VALUE;
        boolean wasOpenAbove = interval.latestNanos() == Long.MAX_VALUE;
        assertEquals(wasOpenBelow ? Long.MIN_VALUE : Exact.saturated(exactEarliest), wider.earliestNanos());
        assertEquals(wasOpenAbove ? Long.MAX_VALUE : Exact.saturated(exactLatest), wider.latestNanos());
        Statistics.collect(
                Exact.fitsLong(exactEarliest) ? "exact" : "saturated",
                Exact.fitsLong(exactLatest) ? "exact" : "saturated");
        Statistics.coverage(coverage -> {
            coverage.check("exact", "exact").count(count -> count > 0);
            coverage.check("saturated", "exact").count(count -> count > 0);
            coverage.check("exact", "saturated").count(count -> count > 0);
            coverage.check("saturated", "saturated").count(count -> count > 0);
        });
    }

    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void widthEpsilonAndMidpoint(@ForAll("intervals") TimeInterval interval) {
        BigInteger width = latest(interval).subtract(earliest(interval));
        String kind = !interval.isBounded() ? "unbounded" : Exact.fitsLong(width) ? "bounded" : "wider than a long";
        Statistics.collect(kind);
        Statistics.coverage(coverage -> {
            for (String each : List.of("unbounded", "bounded", "wider than a long")) {
                coverage.check(each).count(count -> count > 0);
            }
        });
        if (!interval.isBounded()) {
            assertEquals(Long.MAX_VALUE, interval.widthNanos());
            assertEquals(Long.MAX_VALUE, interval.epsilonNanos());
            assertThrows(IllegalStateException.class, interval::midpointNanos);
            return;
        }
        assertEquals(Exact.saturated(width), interval.widthNanos());
        assertEquals(ceilDiv(width, TWO), Exact.of(interval.epsilonNanos()));
        BigInteger middle = floorDiv(earliest(interval).add(latest(interval)), TWO);
        assertEquals(middle, Exact.of(interval.midpointNanos()));
        assertTrue(interval.contains(interval.midpointNanos()));
    }

    @Property
    void endsAsInstants(@ForAll("intervals") TimeInterval interval) {
        assertEquals(
                interval.earliestNanos() == Long.MIN_VALUE ? Instant.MIN : instant(interval.earliestNanos()),
                interval.earliest());
        assertEquals(
                interval.latestNanos() == Long.MAX_VALUE ? Instant.MAX : instant(interval.latestNanos()),
                interval.latest());
    }

    private static Instant instant(long nanos) {
        return Instant.EPOCH.plusNanos(nanos);
    }
}
