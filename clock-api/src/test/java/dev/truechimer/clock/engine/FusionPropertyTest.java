package dev.truechimer.clock.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.clock.TimeInterval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Fusion against the definition itself: count the support of every point that could matter. */
class FusionPropertyTest {

    private static final int TRIES = 8_000;

    /** Few different ends, so that they meet, and all kinds of absent ends. */
    @Provide
    Arbitrary<TimeInterval> crowded() {
        return intervals(Arbitraries.longs().between(-6, 6));
    }

    /** Ends of any size. */
    @Provide
    Arbitrary<TimeInterval> anywhere() {
        return intervals(Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.of(Long.MIN_VALUE + 1, Long.MIN_VALUE + 2, Long.MAX_VALUE - 1, Long.MAX_VALUE - 2, 0L)));
    }

    private static Arbitrary<TimeInterval> intervals(Arbitrary<Long> ends) {
        Arbitrary<TimeInterval> bounded =
                Combinators.combine(ends, ends).as((a, b) -> new TimeInterval(Math.min(a, b), Math.max(a, b)));
        Arbitrary<TimeInterval> below = ends.map(end -> new TimeInterval(Long.MIN_VALUE, end));
        Arbitrary<TimeInterval> above = ends.map(end -> new TimeInterval(end, Long.MAX_VALUE));
        return Arbitraries.frequencyOf(
                Tuple.of(6, bounded),
                Tuple.of(1, below),
                Tuple.of(1, above),
                Tuple.of(1, Arbitraries.just(TimeInterval.UNBOUNDED)));
    }

    @Provide
    Arbitrary<List<TimeInterval>> crowds() {
        return crowded().list().ofMaxSize(9);
    }

    @Provide
    Arbitrary<List<TimeInterval>> crowdsAnywhere() {
        return anywhere().list().ofMaxSize(9);
    }

    @Property(tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void agreesWithCountingEveryPoint(
            @ForAll("crowds") List<TimeInterval> claims, @ForAll @IntRange(max = 5) int liars) {
        check(claims, liars);
    }

    @Property(tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void agreesWithCountingEveryPointAnywhere(
            @ForAll("crowdsAnywhere") List<TimeInterval> claims, @ForAll @IntRange(max = 5) int liars) {
        check(claims, liars);
    }

    private static void check(List<TimeInterval> claims, int liars) {
        Fusion.Result actual = fuse(claims, liars);
        Fusion.Result expected = byCounting(claims, liars);
        assertEquals(expected.verdict(), actual.verdict());
        assertEquals(expected.lower(), actual.lower());
        assertEquals(expected.upper(), actual.upper());
        assertArrayEquals(expected.falsetickers(), actual.falsetickers());
        Statistics.label("verdict").collect(actual.verdict());
        Statistics.label("verdict").coverage(coverage -> {
            for (Fusion.Verdict verdict : Fusion.Verdict.values()) {
                coverage.check(verdict).count(count -> count > 0);
            }
        });
        String shape = (actual.lower() == Long.MIN_VALUE ? "open" : "closed")
                + (actual.upper() == Long.MAX_VALUE ? " open" : " closed");
        Statistics.label("hull").collect(actual.verdict() == Fusion.Verdict.HULL ? shape : "none");
        Statistics.label("hull").coverage(coverage -> {
            for (String kind : List.of("open closed", "closed open", "closed closed", "none")) {
                coverage.check(kind).count(count -> count > 0);
            }
        });
        int falsetickers = 0;
        for (boolean falseticker : actual.falsetickers()) {
            falsetickers += falseticker ? 1 : 0;
        }
        Statistics.label("falsetickers").collect(falsetickers > 0);
        Statistics.label("falsetickers").coverage(coverage -> {
            coverage.check(true).count(count -> count > 0);
            coverage.check(false).count(count -> count > 0);
        });
    }

    @Property(tries = 3_000)
    void orderDoesNotMatter(
            @ForAll("crowds") List<TimeInterval> claims, @ForAll @IntRange(max = 4) int liars, @ForAll long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        Fusion.Result straight = fuse(claims, liars);
        Fusion.Result shuffled = fuse(order.stream().map(claims::get).toList(), liars);
        assertEquals(straight.verdict(), shuffled.verdict());
        assertEquals(straight.lower(), shuffled.lower());
        assertEquals(straight.upper(), shuffled.upper());
        for (int i = 0; i < order.size(); i++) {
            assertEquals(straight.falsetickers()[order.get(i)], shuffled.falsetickers()[i]);
        }
    }

    /** The promise: with at most f false, the hull holds the truth and no true source is called false. */
    @Property(tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void holdsTheTruthWhenAtMostFAreFalse(
            @ForAll("crowds") List<TimeInterval> claims, @ForAll @LongRange(min = -6, max = 6) long truth) {
        int liars = (int) claims.stream().filter(c -> !c.contains(truth)).count();
        Fusion.Result fused = fuse(claims, liars);
        assertEquals(true, fused.verdict() != Fusion.Verdict.CONTRADICTION);
        assertEquals(true, fused.lower() <= truth && truth <= fused.upper());
        for (int i = 0; i < claims.size(); i++) {
            if (fused.falsetickers()[i]) {
                assertEquals(false, claims.get(i).contains(truth), "a true one was called false");
            }
        }
        Statistics.collect(liars > 0, fused.verdict());
        Statistics.coverage(coverage -> {
            coverage.check(true, Fusion.Verdict.HULL).count(count -> count > 0);
            coverage.check(false, Fusion.Verdict.HULL).count(count -> count > 0);
            coverage.check(true, Fusion.Verdict.NO_QUORUM).count(count -> count > 0);
        });
    }

    private static Fusion.Result fuse(List<TimeInterval> claims, int liars) {
        return Fusion.fuse(
                claims.stream().mapToLong(TimeInterval::earliestNanos).toArray(),
                claims.stream().mapToLong(TimeInterval::latestNanos).toArray(),
                liars);
    }

    /** Support changes at ends and behind them only, so every end and its neighbours stand for all points. */
    private static Fusion.Result byCounting(List<TimeInterval> claims, int liars) {
        int n = claims.size();
        TreeSet<Long> points = new TreeSet<>(List.of(Long.MIN_VALUE, Long.MAX_VALUE));
        for (TimeInterval claim : claims) {
            for (long end : new long[] {claim.earliestNanos(), claim.latestNanos()}) {
                points.add(end);
                points.add(end == Long.MIN_VALUE ? end : end - 1);
                points.add(end == Long.MAX_VALUE ? end : end + 1);
            }
        }
        List<Long> supported = points.stream()
                .filter(point -> claims.stream().filter(c -> c.contains(point)).count() >= n - liars)
                .toList();
        if (supported.isEmpty()) {
            return new Fusion.Result(Fusion.Verdict.CONTRADICTION, Long.MIN_VALUE, Long.MAX_VALUE, new boolean[n]);
        }
        long lower = supported.get(0);
        long upper = supported.get(supported.size() - 1);
        boolean[] falsetickers = new boolean[n];
        if (lower == Long.MIN_VALUE && upper == Long.MAX_VALUE) {
            return new Fusion.Result(Fusion.Verdict.NO_QUORUM, lower, upper, falsetickers);
        }
        for (int i = 0; i < n; i++) {
            falsetickers[i] = supported.stream().noneMatch(claims.get(i)::contains);
        }
        return new Fusion.Result(Fusion.Verdict.HULL, lower, upper, falsetickers);
    }
}
