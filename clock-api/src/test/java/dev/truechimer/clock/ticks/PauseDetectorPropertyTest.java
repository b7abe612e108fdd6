package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** A feeder whose JVM stands still at random, against one that knows when it did. */
class PauseDetectorPropertyTest {

    private static final int SLEEPS = 1_000;

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    @StatisticsReport(StatisticsReportMode.OFF)
    void reportsEachStandstillOnceAndNothingElse(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long interval = random.nextLong(100_000, 10_000_000);
        long threshold = random.nextLong(100_000, 50_000_000);
        ManualTicks ticks = new ManualTicks(random.nextLong());
        PauseDetector detector = new PauseDetector(ticks, Duration.ofNanos(interval), Duration.ofNanos(threshold));
        List<Long> samples = new ArrayList<>();
        long longest = 0;
        long pauses = 0;
        detector.restart();
        for (int i = 0; i < SLEEPS; i++) {
            long asleepTicks = ticks.nanos();
            // Nothing runs from the begin of a standstill to its end; the timer is late by a little besides.
            long begin = random.nextLong(interval);
            long length = random.nextInt(10) > 0
                    ? 0
                    : random.nextInt(3) == 0 ? threshold + interval - begin : random.nextLong(4 * threshold);
            long slept = Math.max(interval, begin + length) + (random.nextBoolean() ? random.nextLong(100_000) : 0);
            ticks.advanceNanos(slept);
            Optional<Pause> pause = detector.woke();
            long lateness = slept - interval;
            boolean expected = lateness >= threshold;
            assertEquals(expected, pause.isPresent(), () -> lateness + " late, threshold " + threshold);
            pause.ifPresent(found -> {
                assertEquals(lateness, found.lengthNanos());
                assertEquals(asleepTicks + interval, found.beginTicks());
                assertTrue(found.lengthNanos() >= length - interval, () -> length + ": " + found);
            });
            longest = Math.max(longest, lateness);
            pauses += expected ? 1 : 0;
            samples.add(lateness);
            for (long left = lateness - interval; left >= interval; left -= interval) {
                samples.add(left);
            }
            Statistics.label("standstill").collect(length == 0 ? "none" : expected ? "a pause" : "too short");
            if (random.nextInt(250) == 0) {
                assertReport(detector.report(), samples, longest, pauses);
            }
        }
        assertReport(detector.report(), samples, longest, pauses);
        Statistics.label("standstill").coverage(coverage -> {
            for (String outcome : List.of("none", "a pause", "too short")) {
                coverage.check(outcome).count(count -> count > 0);
            }
        });
    }

    private static void assertReport(PauseReport report, List<Long> samples, long longest, long pauses) {
        List<Long> sorted = new ArrayList<>(samples);
        Collections.sort(sorted);
        assertEquals(sorted.size(), report.samples());
        assertEquals(longest, report.maxNanos());
        assertEquals(pauses, report.pauses());
        assertPercentile(sorted, 500, report.p50Nanos());
        assertPercentile(sorted, 990, report.p99Nanos());
        assertPercentile(sorted, 999, report.p999Nanos());
        assertEquals(
                Math.min(pauses, PauseDetector.LONGEST_KEPT), report.longest().size());
        assertTrue(pauses == 0 || report.longest().get(0).lengthNanos() == longest);
    }

    /** Rounded up, by a hundredth or a microsecond at most. */
    private static void assertPercentile(List<Long> sorted, int perMille, long reported) {
        int rank = Math.max((sorted.size() * perMille + 999) / 1_000, 1);
        long exact = sorted.get(rank - 1);
        assertTrue(exact <= reported, () -> perMille + ": " + exact + " <= " + reported);
        assertTrue(reported <= exact + exact / 100 + 1_024, () -> perMille + ": " + exact + " ~ " + reported);
    }
}
