package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualWallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The thread of a watch, on a wall clock of the test's. */
class ClockWatchTest {

    private static final long LIMIT_SECONDS = 60;

    private final ManualWallClock wall = new ManualWallClock(Ticks.system(), Instant.parse("2026-11-20T00:00:00Z"));
    private final BlockingQueue<WallClockStep> steps = new LinkedBlockingQueue<>();
    private final AtomicReference<Thread> listening = new AtomicReference<>();
    private final CountDownLatch listened = new CountDownLatch(1);

    private ClockWatch.Builder builder() {
        return ClockWatch.builder()
                .stepDetector(StepDetector.of(Ticks.system(), wall))
                .withoutSuspendDetector()
                .pollEvery(Duration.ofMillis(1))
                .pauseThreshold(Duration.ofHours(1))
                .listener(this::listen);
    }

    private void listen(ClockAnomaly anomaly) {
        listening.set(Thread.currentThread());
        listened.countDown();
        if (anomaly instanceof WallClockStep step) {
            steps.add(step);
        }
    }

    private WallClockStep nextStep() throws InterruptedException {
        WallClockStep step = steps.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertTrue(step != null, "no step was told of");
        return step;
    }

    private static void assertStep(Duration size, WallClockStep found) {
        assertTrue(Math.abs(found.sizeNanos() - size.toNanos()) <= found.uncertaintyNanos(), () -> size + ": " + found);
    }

    @Test
    void tellsOfWhatHappensUntilItIsClosed() throws Exception {
        ClockWatch watch = builder().start();
        try (watch) {
            wall.step(Duration.ofSeconds(-5));
            assertStep(Duration.ofSeconds(-5), nextStep());
            wall.step(Duration.ofHours(1));
            assertStep(Duration.ofHours(1), nextStep());
            assertTrue(watch.report().running());
            assertTrue(listening.get().isDaemon());
            assertEquals("truechimer-clock-watch", listening.get().getName());
        }
        assertFalse(listening.get().isAlive());
        wall.step(Duration.ofHours(1));
        ClockWatchReport report = watch.report();
        assertFalse(report.running());
        assertEquals(2, report.steps());
        assertEquals(Optional.of("it was not asked for"), report.suspendProblem());
        watch.close();
    }

    @Test
    void aListenerMayCloseIt() throws Exception {
        AtomicReference<ClockWatch> itself = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        ClockWatch watch = builder()
                .listener(anomaly -> {
                    listen(anomaly);
                    itself.get().close();
                    closed.countDown();
                })
                .start();
        itself.set(watch);
        wall.step(Duration.ofHours(1));
        assertTrue(closed.await(LIMIT_SECONDS, TimeUnit.SECONDS));
        listening.get().join(LIMIT_SECONDS * 1_000);
        assertFalse(listening.get().isAlive());
    }

    @Test
    void anInterruptEndsItAndTheReportSaysSo() throws Exception {
        try (ClockWatch watch = builder().start()) {
            wall.step(Duration.ofHours(1));
            nextStep();
            listening.get().interrupt();
            listening.get().join(LIMIT_SECONDS * 1_000);
            assertFalse(watch.report().running());
        }
    }

    @Test
    void anInterruptOfWhoeverClosesItIsKept() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ClockWatch watch = builder()
                .listener(anomaly -> {
                    listen(anomaly);
                    awaitQuietly(release);
                })
                .start();
        wall.step(Duration.ofHours(1));
        assertTrue(listened.await(LIMIT_SECONDS, TimeUnit.SECONDS));
        Thread.currentThread().interrupt();
        watch.close();
        assertTrue(Thread.interrupted());
        listening.get().join(LIMIT_SECONDS * 1_000);
        assertFalse(listening.get().isAlive(), "a listener that hangs is interrupted");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theDefaultsRunOnThisHost() {
        try (ClockWatch watch = ClockWatch.start(this::listen)) {
            ClockWatchReport report = watch.report();
            assertTrue(report.running());
            assertEquals(0, report.failures());
            assertFalse(report.describe().isEmpty());
        }
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        ClockWatch.Builder builder = ClockWatch.builder();
        assertRefused("interval must be PT0.0001S..PT1H: PT0S", () -> builder.interval(Duration.ZERO));
        assertRefused("pauseThreshold must be PT0.001S..PT1H: PT2H", () -> builder.pauseThreshold(Duration.ofHours(2)));
        assertRefused("pollEvery must be PT0.0001S..PT1H: PT-1S", () -> builder.pollEvery(Duration.ofSeconds(-1)));
    }

    private static void assertRefused(String message, Runnable setting) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, setting::run).getMessage());
    }
}
