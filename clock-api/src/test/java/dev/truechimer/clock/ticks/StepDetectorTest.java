package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.testkit.ManualWallClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Clocks that are read in no time, so that the only uncertainty is the slew's and that of whole nanoseconds. */
class StepDetectorTest {

    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long MILLI = 1_000_000;

    /** Slewed together with the wall clock, as on Linux. */
    private final ManualTicks slewed = new ManualTicks(-7, true);

    private final ManualTicks raw = new ManualTicks(Long.MAX_VALUE - 50 * MILLI);

    private WallClockStep stepOf(ManualTicks ticks, Duration size) {
        ManualWallClock wall = new ManualWallClock(ticks, START);
        StepDetector detector = StepDetector.of(ticks, wall);
        assertEquals(Optional.empty(), detector.poll(), "the first call only looks");
        ticks.advance(POLL);
        assertEquals(Optional.empty(), detector.poll());
        wall.step(size);
        ticks.advance(POLL);
        ClockAnomaly found = detector.poll().orElseThrow();
        ticks.advance(POLL);
        assertEquals(Optional.empty(), detector.poll(), "it is reported once");
        return assertInstanceOf(WallClockStep.class, found);
    }

    @Test
    void besideSlewedTicksAStepIsKnownToWhatAnotherKernelMaySlew() {
        long sinceTicks = slewed.nanos() + MILLI * 100;
        WallClockStep step = stepOf(slewed, Duration.ofMillis(-30));
        // 500 ppm of 100 ms, and one of the whole nanoseconds that clocks are read in, on each side.
        assertEquals(
                new WallClockStep(
                        -30 * MILLI,
                        50_000 + 2,
                        sinceTicks,
                        sinceTicks + MILLI * 100,
                        EpochNanos.of(START) + 200 * MILLI - 30 * MILLI),
                step);
    }

    @Test
    void besideRawTicksAStepIsKnownToWhatLinuxMaySlew() {
        WallClockStep step = stepOf(raw, Duration.ofHours(2));
        assertEquals(Duration.ofHours(2), step.size());
        assertEquals(10_050_000 + 2, step.uncertaintyNanos());
        assertTrue(step.untilTicks() - step.sinceTicks() == 100 * MILLI && step.untilTicks() < 0, "ticks wrap around");
    }

    @Test
    void aLeapSecondIsAStepBack() {
        assertTrue(stepOf(slewed, Duration.ofSeconds(-1)).isBackward());
    }

    @Test
    void aStepOfTheThresholdIsNone() {
        for (long sizeNanos : new long[] {MILLI, -MILLI, MILLI + 1, -MILLI - 1}) {
            assertEquals(Optional.empty(), afterChange(wall -> wall.stepNanos(sizeNanos)));
        }
        for (long sizeNanos : new long[] {MILLI + 2, -MILLI - 2}) {
            assertTrue(afterChange(wall -> wall.stepNanos(sizeNanos)).isPresent());
        }
    }

    /** With ticks that the greatest slew can't be seen beside. */
    private static Optional<ClockAnomaly> afterChange(Consumer<ManualWallClock> change) {
        ManualTicks ticks = new ManualTicks(0, true);
        ManualWallClock wall = new ManualWallClock(ticks, START);
        StepDetector detector =
                StepDetector.builder(ticks, wall).greatestSlewPpm(0).build();
        assertEquals(Optional.empty(), detector.poll());
        change.accept(wall);
        ticks.advance(POLL);
        return detector.poll();
    }

    @Test
    void theGreatestSlewIsNoStep() {
        ManualWallClock wall = new ManualWallClock(raw, START);
        StepDetector detector = StepDetector.of(raw, wall);
        assertEquals(Optional.empty(), detector.poll());
        wall.slewPpm(100_500);
        for (int i = 0; i < 99; i++) {
            raw.advance(POLL);
            assertEquals(Optional.empty(), detector.poll());
        }
        raw.advance(POLL);
        WallClockSlew slew =
                assertInstanceOf(WallClockSlew.class, detector.poll().orElseThrow());
        assertEquals(100_500_000, slew.ratePpb());
        assertEquals(Duration.ofSeconds(10).toNanos(), slew.endTicks() - slew.beginTicks());
        assertTrue(slew.uncertaintyPpb() <= 2, slew::toString);
    }

    @Test
    void aSlewThatLastsIsReportedOncePerWindow() {
        ManualWallClock wall = new ManualWallClock(raw, START);
        StepDetector detector = StepDetector.of(raw, wall);
        wall.slewPpm(-201);
        int slews = 0;
        for (int i = 0; i <= 1_000; i++) {
            slews += detector.poll().isPresent() ? 1 : 0;
            raw.advance(POLL);
        }
        assertEquals(10, slews);
    }

    @Test
    void theFrequencyThatASoundOscillatorNeedsIsNoSlew() {
        ManualWallClock wall = new ManualWallClock(raw, START);
        StepDetector detector = StepDetector.of(raw, wall);
        wall.slewPpm(200);
        for (int i = 0; i <= 1_000; i++) {
            assertEquals(Optional.empty(), detector.poll());
            raw.advance(POLL);
        }
    }

    @Test
    void oneStepBelowTheThresholdMakesNoSlew() {
        ManualWallClock wall = new ManualWallClock(raw, START);
        StepDetector detector = StepDetector.of(raw, wall);
        for (int i = 0; i <= 300; i++) {
            if (i % 100 == 50) {
                wall.stepNanos(MILLI);
            }
            assertEquals(Optional.empty(), detector.poll());
            raw.advance(POLL);
        }
    }

    @Test
    void ticksThatStandStillWhileTheHostSleepsMakeSleepAStep() {
        assertTrue(afterChange(wall -> wall.step(Duration.ofHours(8)))
                .map(anomaly -> ((WallClockStep) anomaly).size())
                .filter(Duration.ofHours(8)::equals)
                .isPresent());
    }

    @Test
    void aWallClockWithoutSenseIsComparedOnceItHasSense() {
        ManualWallClock wall = new ManualWallClock(slewed, START);
        StepDetector detector = StepDetector.of(slewed, wall);
        assertEquals(Optional.empty(), detector.poll());
        wall.set(Instant.EPOCH.minusSeconds(1));
        DateTimeException refusal = assertThrows(DateTimeException.class, detector::poll);
        assertTrue(
                refusal.getMessage().startsWith("the wall clock must read 1970 to 2262: 1969"), refusal.getMessage());
        wall.set(START);
        assertEquals(Optional.empty(), detector.poll());
        wall.set(Instant.EPOCH);
        WallClockStep step =
                assertInstanceOf(WallClockStep.class, detector.poll().orElseThrow());
        assertEquals(Duration.between(START, Instant.EPOCH), step.size());
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        StepDetector.Builder builder = StepDetector.builder(raw, new ManualWallClock(raw, START));
        assertRefused("stepThreshold must be PT0.000000001S..PT24H: PT0S", () -> builder.stepThreshold(Duration.ZERO));
        assertRefused(
                "slewWindow must be PT0.000000001S..PT24H: PT24H0.000000001S",
                () -> builder.slewWindow(Duration.ofDays(1).plusNanos(1)));
        assertRefused("slewThresholdPpm must be 0..1000000: -1", () -> builder.slewThresholdPpm(-1));
        assertRefused("greatestSlewPpm must be 0..1000000: 1000001", () -> builder.greatestSlewPpm(1_000_001));
    }

    private static void assertRefused(String message, Runnable setting) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, setting::run).getMessage());
    }
}
