package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.testkit.ManualWallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What the thread of a watch does, without the thread. */
class WatchRoundTest {

    private static final long MILLI = 1_000_000;
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    private final ManualTicks ticks = new ManualTicks(Long.MAX_VALUE, true);
    private final ManualTicks boottime = new ManualTicks(17, true);
    private final ManualWallClock wall = new ManualWallClock(boottime, START);
    private final List<ClockAnomaly> told = new ArrayList<>();

    private final WatchRound round = round(SuspendDetector.of(ticks, boottime));

    private WatchRound round(SuspendDetector suspends) {
        return new WatchRound(
                ticks,
                100 * MILLI,
                new PauseDetector(ticks, Duration.ofMillis(1), Duration.ofMillis(50)),
                StepDetector.of(suspends == null ? ticks : boottime, wall),
                suspends,
                this::listen);
    }

    private void listen(ClockAnomaly anomaly) {
        told.add(anomaly);
        if (anomaly instanceof WallClockStep) {
            // A slow listener, which then fails.
            pass(1_000);
            throw new IllegalStateException("a listener's own");
        }
    }

    private void pass(long millis) {
        ticks.advanceNanos(millis * MILLI);
        boottime.advanceNanos(millis * MILLI);
    }

    private void wakeTimes(int times) {
        for (int i = 0; i < times; i++) {
            pass(1);
            round.woke();
        }
    }

    private ClockWatchReport report() {
        return round.report(Optional.empty(), true);
    }

    private void begin() {
        round.look();
        round.begin();
    }

    @Test
    void isQuietWhileNothingHappens() {
        begin();
        wakeTimes(1_000);
        assertEquals(List.of(), told);
        assertEquals(1_000, report().pauses().samples());
        assertEquals(0, report().pauses().maxNanos());
        assertEquals(0, report().failures());
    }

    @Test
    void tellsOfAStepAtTheNextPoll() {
        begin();
        wall.step(Duration.ofSeconds(-5));
        wakeTimes(99);
        assertEquals(List.of(), told);
        List<String> logged = logOf(() -> wakeTimes(1));
        assertEquals(1, told.size());
        assertEquals(Duration.ofSeconds(-5), ((WallClockStep) told.get(0)).size());
        assertEquals(1, report().steps());
        assertEquals(1, report().failures(), "the listener threw");
        assertEquals(1, logged.size());
        assertTrue(
                logged.get(0).startsWith("A listener failed when told that the wall clock was set back by 5 s"),
                logged::toString);
    }

    @Test
    void whatAListenerTakesIsNoPause() {
        begin();
        wall.step(Duration.ofSeconds(1));
        logOf(() -> wakeTimes(200));
        assertEquals(1, told.size());
        assertEquals(0, report().pauses().maxNanos());
        assertEquals(0, report().pauses().pauses());
    }

    @Test
    void tellsOfAPauseAtOnce() {
        begin();
        pass(51);
        round.woke();
        assertEquals(
                List.of("this JVM stood still for 50 ms"),
                told.stream().map(ClockAnomaly::describe).toList());
        assertEquals(1, report().pauses().pauses());
    }

    @Test
    void sleepIsNoStepBesideTicksThatRunOn() {
        begin();
        boottime.advance(Duration.ofHours(8));
        wakeTimes(300);
        assertEquals(1, told.size());
        assertEquals(Duration.ofHours(8), ((Suspension) told.get(0)).length());
        assertEquals(1, report().suspensions());
        assertEquals(0, report().steps());
    }

    @Test
    void sleepIsAStepBesideTicksThatStandStill() {
        WatchRound without = round(null);
        without.look();
        without.begin();
        boottime.advance(Duration.ofHours(8));
        logOf(() -> {
            pass(100);
            without.woke();
        });
        assertTrue(told.get(told.size() - 1) instanceof WallClockStep, told::toString);
        assertEquals(1, without.report(Optional.of("why"), true).steps());
    }

    @Test
    void countsSlewsToo() {
        ManualTicks raw = new ManualTicks();
        ManualWallClock slewedWall = new ManualWallClock(raw, START);
        WatchRound slews = new WatchRound(
                raw,
                100 * MILLI,
                new PauseDetector(raw, Duration.ofMillis(1), Duration.ofHours(1)),
                StepDetector.of(raw, slewedWall),
                null,
                told::add);
        slews.look();
        slewedWall.slewPpm(500);
        for (int i = 0; i < 100; i++) {
            raw.advance(Duration.ofMillis(100));
            slews.woke();
        }
        assertEquals(1, slews.report(Optional.empty(), true).slews());
        assertEquals(WallClockSlew.class, told.get(0).getClass());
    }

    @Test
    void aWallClockThatCanNotBeReadIsLoggedOnce() {
        begin();
        wall.set(Instant.EPOCH.minusSeconds(3_600));
        List<String> logged = logOf(() -> wakeTimes(1_000));
        assertEquals(List.of("The clocks of this host can't be compared until they are readable"), logged);
        assertEquals(10, report().failures());
        wall.set(START.plusMillis(1_000));
        wakeTimes(100);
        assertFalse(told.stream().anyMatch(WallClockStep.class::isInstance), told::toString);
        wall.set(Instant.EPOCH.minusSeconds(3_600));
        assertEquals(1, logOf(() -> wakeTimes(1_000)).size(), "it was readable in between");
    }

    @Test
    void anOscillatorThatCanNotBeReadForAWhileEndsNothingAndIsNoPause() {
        AtomicBoolean readable = new AtomicBoolean(true);
        Ticks failing = () -> {
            if (!readable.get()) {
                throw new IllegalStateException("the oscillator's own");
            }
            return ticks.nanos();
        };
        WatchRound fails = new WatchRound(
                failing,
                100 * MILLI,
                new PauseDetector(failing, Duration.ofMillis(1), Duration.ofMillis(50)),
                StepDetector.of(boottime, wall),
                null,
                told::add);
        fails.look();
        fails.begin();
        readable.set(false);
        List<String> logged = logOf(() -> {
            for (int i = 0; i < 3; i++) {
                pass(1_000);
                fails.woke();
            }
        });
        assertEquals(List.of("The clocks of this host can't be compared until they are readable"), logged);
        assertEquals(3, fails.report(Optional.empty(), true).failures());
        readable.set(true);
        for (int i = 0; i < 2; i++) {
            pass(1);
            fails.woke();
        }
        assertEquals(List.of(), told);
        wall.step(Duration.ofSeconds(-5));
        pass(151);
        fails.woke();
        assertEquals(
                List.of(Pause.class, WallClockStep.class),
                told.stream().map(ClockAnomaly::getClass).toList());
    }

    /** Its own clock fails: what looks for steps goes on. */
    @Test
    void whatLooksForSleepMayFailWithoutHidingSteps() {
        AtomicBoolean readable = new AtomicBoolean(true);
        Ticks running = () -> {
            if (!readable.get()) {
                throw new IllegalStateException("the other oscillator's own");
            }
            return boottime.nanos();
        };
        WatchRound half = round(SuspendDetector.of(ticks, running));
        half.look();
        half.begin();
        readable.set(false);
        wall.step(Duration.ofHours(1));
        logOf(() -> {
            pass(100);
            half.woke();
        });
        assertTrue(told.stream().anyMatch(WallClockStep.class::isInstance), told::toString);
    }

    private static List<String> logOf(Runnable action) {
        List<String> messages = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                messages.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(ClockWatch.class.getName());
        boolean before = logger.getUseParentHandlers();
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try {
            action.run();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(before);
        }
        return messages;
    }
}
