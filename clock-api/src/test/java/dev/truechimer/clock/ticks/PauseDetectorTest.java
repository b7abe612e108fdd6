package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PauseDetectorTest {

    private static final long MILLI = 1_000_000;
    private static final Duration INTERVAL = Duration.ofMillis(1);
    private static final Duration THRESHOLD = Duration.ofMillis(10);

    private final ManualTicks ticks = new ManualTicks(Long.MAX_VALUE - MILLI / 2);
    private final PauseDetector detector = new PauseDetector(ticks, INTERVAL, THRESHOLD);

    private Optional<Pause> wokeAfter(long nanos) {
        ticks.advanceNanos(nanos);
        return detector.woke();
    }

    @Test
    void theFirstCallOnlyBegins() {
        assertEquals(Optional.empty(), wokeAfter(3_600_000 * MILLI));
        assertEquals(new PauseReport(0, 0, 0, 0, 0, 0, List.of()), detector.report());
    }

    @Test
    void latenessFromTheThresholdOnIsAPause() {
        detector.restart();
        assertEquals(Optional.empty(), wokeAfter(MILLI));
        assertEquals(Optional.empty(), wokeAfter(11 * MILLI - 1));
        long lastTicks = ticks.nanos();
        assertEquals(Optional.of(new Pause(lastTicks + MILLI, lastTicks + 11 * MILLI)), wokeAfter(11 * MILLI));
        assertEquals(1, detector.report().pauses());
        assertEquals(10 * MILLI, detector.report().maxNanos());
    }

    @Test
    void wakingEarlyIsNotLate() {
        detector.restart();
        assertEquals(Optional.empty(), wokeAfter(0));
        assertEquals(Optional.empty(), wokeAfter(-5 * MILLI));
        assertEquals(0, detector.report().maxNanos());
        assertEquals(2, detector.report().samples());
    }

    @Test
    void otherWorkOfTheFeederDoesNotCount() {
        detector.restart();
        ticks.advanceNanos(1_000 * MILLI);
        detector.restart();
        assertEquals(Optional.empty(), wokeAfter(MILLI));
        assertEquals(0, detector.report().maxNanos());
    }

    /** A thousand wake-ups on time and one second without any: nearly half of those that were due fell into it. */
    @Test
    void aPauseCountsForEachWakeUpThatItSwallowed() {
        detector.restart();
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Optional.empty(), wokeAfter(MILLI));
        }
        assertTrue(wokeAfter(1_001 * MILLI).isPresent());
        PauseReport report = detector.report();
        assertEquals(2_000, report.samples());
        assertTrue(report.p50Nanos() <= 1_024, report::describe);
        assertBetween(980 * MILLI, report.p99Nanos(), 990 * MILLI);
        assertBetween(998 * MILLI, report.p999Nanos(), 1_000 * MILLI);
        assertEquals(1_000 * MILLI, report.maxNanos());
    }

    private static void assertBetween(long least, long value, long greatest) {
        assertTrue(least <= value && value <= greatest, () -> least + " <= " + value + " <= " + greatest);
    }

    @Test
    void theLongestAreKept() {
        detector.restart();
        for (int i = 1; i <= 20; i++) {
            // 11, 14, 17, 20, 23 ... in an order of their own.
            assertTrue(wokeAfter((10 + i * 3 % 20) * MILLI + MILLI).isPresent());
        }
        PauseReport report = detector.report();
        assertEquals(20, report.pauses());
        List<Long> millis = report.longest().stream()
                .map(pause -> pause.lengthNanos() / MILLI)
                .toList();
        assertEquals(List.of(29L, 28L, 27L, 26L, 25L, 24L, 23L, 22L), millis);
    }

    @Test
    void aReportGoesOnFromTheOneBefore() {
        detector.restart();
        for (int i = 1; i <= 10; i++) {
            assertEquals(Optional.empty(), wokeAfter(MILLI));
            assertEquals(i, detector.report().samples());
        }
    }

    @Test
    void aPauseOfDaysIsExactAndCostsNoMoreThanAnHour() {
        detector.restart();
        Pause pause = wokeAfter(Duration.ofDays(3).plusMillis(1).toNanos()).orElseThrow();
        assertEquals(Duration.ofDays(3), pause.length());
        PauseReport report = detector.report();
        assertEquals(Duration.ofDays(3).toNanos(), report.maxNanos());
        assertEquals(Duration.ofHours(1).toMillis(), report.samples());
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertRefused("interval must be PT0.000001S..PT1H: PT0.000000999S", Duration.ofNanos(999), THRESHOLD);
        assertRefused(
                "interval must be PT0.000001S..PT1H: PT1H0.000000001S",
                Duration.ofHours(1).plusNanos(1),
                THRESHOLD);
        assertRefused("threshold must be PT0.000000001S..PT1H: PT0S", INTERVAL, Duration.ZERO);
        assertRefused(
                "threshold must be PT0.000000001S..PT1H: PT2562047788015215H30M7S",
                INTERVAL,
                Duration.ofSeconds(Long.MAX_VALUE));
    }

    private void assertRefused(String message, Duration interval, Duration threshold) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new PauseDetector(ticks, interval, threshold));
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void saysWhatToAddIfHdrHistogramIsMissing() throws Exception {
        URL classes = PauseDetector.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> ticksType = loader.loadClass(Ticks.class.getName());
            Object system = ticksType.getMethod("system").invoke(null);
            InvocationTargetException thrown = assertThrows(
                    InvocationTargetException.class,
                    () -> loader.loadClass(PauseDetector.class.getName())
                            .getConstructor(ticksType, Duration.class, Duration.class)
                            .newInstance(system, INTERVAL, THRESHOLD));
            UnsupportedOperationException refusal =
                    assertInstanceOf(UnsupportedOperationException.class, thrown.getCause());
            assertTrue(refusal.getMessage().contains("add org.hdrhistogram:HdrHistogram"), refusal.getMessage());
        }
    }
}
