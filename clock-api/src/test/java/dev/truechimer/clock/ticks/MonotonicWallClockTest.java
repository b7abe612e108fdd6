package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.testkit.ManualWallClock;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonotonicWallClockTest {

    private static final long START_NANOS = 1_800_000_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private final ManualTicks ticks = new ManualTicks(-77);
    private final ManualWallClock wall = new ManualWallClock(ticks, Instant.ofEpochSecond(0, START_NANOS));
    private final List<WallClockStep> steps = new ArrayList<>();
    private final MonotonicWallClock clock = clock(settings -> settings);

    private MonotonicWallClock clock(UnaryOperator<MonotonicWallClock.Builder> settings) {
        return settings.apply(
                        MonotonicWallClock.builder().ticks(ticks).wall(wall).stepListener(steps::add))
                .build();
    }

    @Test
    void followsTheWallClockToTheNanosecond() {
        assertEquals(START_NANOS, clock.nanos());
        ticks.advanceNanos(12_345);
        assertEquals(START_NANOS + 12_345, clock.nanos());
        ticks.advance(Duration.ofDays(400));
        assertEquals(START_NANOS + 12_345 + Duration.ofDays(400).toNanos(), clock.nanos());
        assertEquals(
                new WallClockReport(clock.nanos(), 0, 0, 0, 0, 0, Optional.empty()), clock.report(), "undisturbed");
        assertEquals(List.of(), steps);
    }

    @Test
    void looksAtTheWallClockOnceIn100Milliseconds() {
        int[] looks = {0};
        MonotonicWallClock counted = clock(settings -> settings.wall(() -> {
            looks[0]++;
            return wall.instant();
        }));
        int atFirst = looks[0];
        ticks.advanceNanos(100 * MILLI - 1);
        counted.nanos();
        assertEquals(atFirst, looks[0], "not yet");
        ticks.advanceNanos(1);
        counted.nanos();
        int attempts = looks[0] - atFirst;
        assertTrue(attempts > 0 && attempts < atFirst, () -> "a few readings, not " + attempts);
        counted.nanos();
        ticks.advanceNanos(100 * MILLI - 1);
        counted.nanos();
        assertEquals(atFirst + attempts, looks[0]);
    }

    @Test
    void goesAtHalfTheRateAfterAStepBackByAnHourUntilTheWallClockHasCaughtUp() {
        wall.step(Duration.ofHours(-1));
        ticks.advance(Duration.ofMillis(100));
        long heldNanos = clock.nanos();
        assertEquals(START_NANOS + 100 * MILLI, heldNanos, "not back, and not stopped before it was seen");
        for (int second = 1; second <= 7_200; second++) {
            for (int tenth = 0; tenth < 10; tenth++) {
                ticks.advance(Duration.ofMillis(100));
                clock.nanos();
            }
            // 1 ns more than half is allowed for each line: what it loses is rounded down.
            long excessNanos = clock.nanos() - (heldNanos + second * SECOND / 2);
            assertTrue(excessNanos >= 0 && excessNanos <= 10L * second, () -> "faster by ns: " + excessNanos);
        }
        WallClockReport almost = clock.report();
        assertTrue(almost.leadNanos() < 100 * MILLI, almost::toString);
        ticks.advance(Duration.ofSeconds(1));
        clock.nanos();
        ticks.advance(Duration.ofSeconds(1));
        assertEquals(EpochNanos.of(wall.instant()), clock.nanos());
        assertFalse(clock.report().isCoasting());
    }

    @Test
    void reportsAStepBackWithItsSizeAndMoment() {
        ticks.advance(Duration.ofMillis(250));
        clock.nanos();
        long sinceTicks = ticks.nanos();
        ticks.advance(Duration.ofMillis(30));
        wall.step(Duration.ofHours(-3));
        ticks.advance(Duration.ofMillis(80));
        clock.nanos();
        // 500 ppm of 110 ms, and half a microsecond.
        WallClockStep step = new WallClockStep(
                Duration.ofHours(-3).toNanos(), 55_500, sinceTicks, ticks.nanos(), EpochNanos.of(wall.instant()));
        assertEquals(List.of(step), steps);
        WallClockReport report = clock.report();
        assertTrue(report.isCoasting());
        // The line ended 10 ms before it was read again: so much of the lead is lost without anybody noticing.
        assertEquals(Duration.ofHours(3).minusMillis(10).toNanos(), report.leadNanos());
        assertEquals(Optional.of(step), report.lastStep());
        assertEquals(List.of(0L, 1L, 0L), List.of(report.stepsForward(), report.stepsBack(), report.unreadable()));
        ticks.advance(Duration.ofMillis(100));
        clock.nanos();
        assertEquals(1, steps.size(), "once");
    }

    /** The brackets are 200 ns wide, and the first attempt of each look is as good as the others. */
    @Test
    void aStepLiesBetweenTheBracketsOfTheReadingsAroundIt() {
        boolean[] broken = {false};
        InstantSource slow = () -> {
            if (broken[0]) {
                throw new DateTimeException("gone, on purpose");
            }
            ticks.advanceNanos(100);
            Instant instant = wall.instant();
            ticks.advanceNanos(100);
            return instant;
        };
        MonotonicWallClock watched = clock(settings -> settings.wall(slow));
        assertEquals(100, watched.report().uncertaintyNanos(), "half of a bracket");
        ticks.advance(Duration.ofMillis(100));
        long sinceTicks = ticks.nanos();
        watched.nanos();
        broken[0] = true;
        ticks.advance(Duration.ofSeconds(1));
        watched.nanos();
        broken[0] = false;
        wall.step(Duration.ofSeconds(7));
        ticks.advance(Duration.ofSeconds(1));
        long untilTicks = ticks.nanos() + 200;
        long wallNanos = EpochNanos.of(wall.instant()) + 200;
        watched.nanos();
        long slewedNanos = (untilTicks - sinceTicks) / MILLI * 500 + 500;
        assertEquals(
                List.of(new WallClockStep(7 * SECOND, 100 + 100 + slewedNanos, sinceTicks, untilTicks, wallNanos)),
                steps);
    }

    @Test
    void jumpsForwardWithTheWallClock() {
        wall.step(Duration.ofHours(5));
        ticks.advance(Duration.ofMillis(100));
        assertEquals(EpochNanos.of(wall.instant()), clock.nanos());
        assertEquals(1, clock.report().stepsForward());
        assertEquals(Duration.ofHours(5), steps.get(0).size());
        assertFalse(steps.get(0).isBackward());
    }

    @Test
    void followsWhatIsTooSmallToReport() {
        wall.stepNanos(-999_000);
        ticks.advance(Duration.ofMillis(100));
        clock.nanos();
        assertEquals(999_000, clock.report().leadNanos());
        ticks.advance(Duration.ofMillis(100));
        assertEquals(EpochNanos.of(wall.instant()), clock.nanos());
        assertEquals(List.of(), steps);
    }

    @Test
    void doesNotTakeSlewingDuringALongPauseForAStep() {
        wall.slewPpm(400);
        ticks.advance(Duration.ofHours(1));
        clock.nanos();
        assertEquals(List.of(), steps);
        wall.step(Duration.ofSeconds(5));
        ticks.advance(Duration.ofHours(1));
        clock.nanos();
        assertEquals(1, steps.size());
        WallClockStep step = steps.get(0);
        assertTrue(Math.abs(step.sizeNanos() - 5 * SECOND) <= step.uncertaintyNanos(), "slewing is uncertain: " + step);
        assertTrue(step.uncertaintyNanos() < 2 * SECOND, step::toString);
    }

    @Test
    void goesOnWithoutAWallClockThatCannotBeRead() {
        boolean[] broken = {false};
        InstantSource fragile = () -> {
            if (broken[0]) {
                throw new DateTimeException("gone");
            }
            return wall.instant();
        };
        MonotonicWallClock stubborn = clock(settings -> settings.wall(fragile));
        broken[0] = true;
        ticks.advance(Duration.ofSeconds(3));
        assertEquals(START_NANOS + 3 * SECOND, stubborn.nanos());
        wall.set(Instant.parse("1950-01-01T00:00:00Z"));
        broken[0] = false;
        ticks.advance(Duration.ofSeconds(3));
        assertEquals(START_NANOS + 6 * SECOND, stubborn.nanos());
        assertEquals(2, stubborn.report().unreadable());
        wall.set(Instant.ofEpochSecond(0, START_NANOS + 8 * SECOND));
        ticks.advance(Duration.ofSeconds(3));
        assertEquals(START_NANOS + 11 * SECOND, stubborn.nanos());
    }

    @Test
    void aFailingListenerDoesNotDisturbTheReader() {
        MonotonicWallClock watched = clock(settings -> settings.stepListener(step -> {
            throw new IllegalStateException("the listener's fault, on purpose");
        }));
        wall.step(Duration.ofDays(1));
        ticks.advance(Duration.ofMillis(100));
        assertEquals(EpochNanos.of(wall.instant()), watched.nanos());
    }

    @Test
    void whoIsHeldUpByTheListenerGetsNoMoreThanTheNextReader() {
        MonotonicWallClock slow =
                clock(settings -> settings.stepListener(step -> ticks.advance(Duration.ofSeconds(10))));
        wall.step(Duration.ofHours(-1));
        ticks.advance(Duration.ofMillis(100));
        long heldUp = slow.nanos();
        assertTrue(slow.nanos() >= heldUp, "not back");
        assertTrue(heldUp > START_NANOS + 100 * MILLI, "the end of the line");
    }

    @Test
    void anOscillatorThatGoesBackALittleGivesTheBeginningOfTheLine() {
        ticks.advance(Duration.ofMillis(100));
        long nanos = clock.nanos();
        ticks.advanceNanos(-40);
        assertEquals(nanos, clock.nanos());
    }

    @Test
    void uniqueNumbersAreTheTimeOrOneMore() {
        assertEquals(START_NANOS, clock.uniqueNanos());
        assertEquals(START_NANOS + 1, clock.uniqueNanos());
        ticks.advanceNanos(500);
        assertEquals(START_NANOS + 500, clock.uniqueNanos());
        long micros = START_NANOS / 1_000;
        assertEquals(micros, clock.uniqueMicros());
        assertEquals(micros + 1, clock.uniqueMicros());
        ticks.advanceNanos(1_500);
        assertEquals(micros + 2, clock.uniqueMicros(), "the time is 2.0 us");
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "1, 7000", "1000, 1000", "1000, 7999"})
    void whoDrawsFasterThanTimeGoesWaits(long unitNanos, long maxLeadNanos) {
        List<Long> waits = new ArrayList<>();
        MonotonicWallClock busy = clock(
                settings -> settings.maxLead(Duration.ofNanos(maxLeadNanos)).waiting(nanos -> {
                    waits.add(nanos);
                    ticks.advanceNanos(nanos);
                }));
        long maxLead = maxLeadNanos / unitNanos;
        long first = START_NANOS / unitNanos;
        for (long drawn = 0; drawn <= maxLead; drawn++) {
            assertEquals(first + drawn, unitNanos == 1 ? busy.uniqueNanos() : busy.uniqueMicros());
        }
        assertEquals(List.of(), waits, "as long as the lead is within its limit");
        for (int more = 1; more <= 20; more++) {
            assertEquals(first + maxLead + more, unitNanos == 1 ? busy.uniqueNanos() : busy.uniqueMicros());
            assertEquals(more, waits.size(), "one unit each");
        }
        assertEquals(20 * unitNanos, waits.stream().mapToLong(Long::longValue).sum());
    }

    /** Held up between its look at the time and its look at the last number, while others draw. */
    @ParameterizedTest
    @CsvSource({"PT0S, PT3S", "PT5H, PT0.1S"})
    void whoWasHeldUpWhileOthersDrewDoesNotWaitForTheTimeThatIsGone(Duration step, Duration gone) {
        Runnable[] holdUp = {null};
        List<Long> waits = new ArrayList<>();
        Ticks held = () -> {
            long nanos = ticks.nanos();
            Runnable others = holdUp[0];
            holdUp[0] = null;
            if (others != null) {
                others.run();
            }
            return nanos;
        };
        MonotonicWallClock shared = clock(settings -> settings.ticks(held).waiting(nanos -> {
            waits.add(nanos);
            ticks.advanceNanos(nanos);
        }));
        long[] other = {0};
        holdUp[0] = () -> {
            wall.step(step);
            ticks.advance(gone);
            other[0] = shared.uniqueNanos();
        };
        assertTrue(shared.uniqueNanos() > other[0]);
        assertEquals(START_NANOS + step.plus(gone).toNanos(), other[0]);
        assertEquals(List.of(), waits, "the time is there already");
    }

    @Test
    void uniqueNumbersStayUniqueWhileTheWallClockIsSetBack() {
        long last = clock.uniqueNanos();
        for (int i = 0; i < 1_000; i++) {
            wall.step(Duration.ofMinutes(-1));
            ticks.advanceNanos(i % 2 == 0 ? 100 * MILLI : 0);
            long next = clock.uniqueNanos();
            if (next <= last) {
                throw new AssertionError(next + " after " + last);
            }
            last = next;
        }
    }

    @Test
    void isAClockOfTheJdk() {
        Clock utc = clock.clock();
        assertEquals(wall.instant(), utc.instant());
        assertEquals(START_NANOS / MILLI, utc.millis());
        assertSame(ZoneOffset.UTC, utc.getZone());
        Clock paris = utc.withZone(ZoneId.of("Europe/Paris"));
        assertEquals(ZoneId.of("Europe/Paris"), paris.getZone());
        assertEquals(clock.clock(ZoneId.of("Europe/Paris")), paris);
        assertEquals(clock.clock(ZoneId.of("Europe/Paris")).hashCode(), paris.hashCode());
        assertNotEquals(utc, paris);
        assertNotEquals(utc, clock(settings -> settings).clock());
        wall.step(Duration.ofHours(-1));
        ticks.advance(Duration.ofMillis(100));
        assertEquals(START_NANOS + 100 * MILLI, EpochNanos.of(paris.instant()));
        assertTrue(paris.toString().contains("Europe/Paris"), paris::toString);
    }

    @Test
    void theClockOfThisProcessIsOneAndReadsTheWallClockOfThisHost() {
        MonotonicWallClock system = MonotonicWallClock.system();
        assertSame(system, MonotonicWallClock.system());
        long nanos = system.nanos();
        long unique = system.uniqueNanos();
        assertTrue(unique >= nanos && system.uniqueNanos() > unique);
        assertTrue(system.toString().contains("System.nanoTime"), system::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "checkEvery, PT0.000999S, checkEvery must be PT0.001S..PT1S: PT0.000999S",
        "checkEvery, PT1.000000001S, checkEvery must be PT0.001S..PT1S: PT1.000000001S",
        "maxLead, PT0.000000999S, maxLead must be PT0.000001S..PT1S: PT0.000000999S",
        "maxLead, PT2S, maxLead must be PT0.000001S..PT1S: PT2S",
        "stepThreshold, PT-1S, stepThreshold must be PT0S..PT24H: PT-1S",
        "greatestSlowdownPpm, PT0S, greatestSlowdownPpm must be 1..500000: 0",
        "greatestSlowdownPpm, PT0.000500001S, greatestSlowdownPpm must be 1..500000: 500001",
    })
    void refusesSettingsOutOfRange(String setting, Duration value, String message) {
        MonotonicWallClock.Builder builder = MonotonicWallClock.builder();
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> {
            switch (setting) {
                case "checkEvery" -> builder.checkEvery(value);
                case "maxLead" -> builder.maxLead(value);
                case "stepThreshold" -> builder.stepThreshold(value);
                default -> builder.greatestSlowdownPpm((int) value.toNanos());
            }
        });
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void refusesToBeginWithoutATime() {
        MonotonicWallClock.Builder builder =
                MonotonicWallClock.builder().wall(() -> Instant.parse("2300-01-01T00:00:00Z"));
        assertThrows(DateTimeException.class, builder::build);
    }

    @ParameterizedTest
    @CsvSource({"PT0.001S", "PT0.1S", "PT1S"})
    void standsStillWhereTheRangeOfALongEnds(Duration checkEvery) {
        Instant lastSecond = Instant.parse("2262-04-11T23:47:14Z");
        wall.set(lastSecond.minusSeconds(5));
        MonotonicWallClock late =
                clock(settings -> settings.checkEvery(checkEvery).waiting(ticks::advanceNanos));
        long last = late.nanos();
        assertEquals(EpochNanos.of(lastSecond.minusSeconds(5)), last);
        for (int i = 0; i < 2_000; i++) {
            ticks.advanceNanos(7 * MILLI);
            long next = late.nanos();
            if (next < last || late.uniqueNanos() < last) {
                throw new AssertionError(next + " after " + last);
            }
            last = next;
        }
        assertEquals(WallLine.LAST_NANOS, last);
        assertTrue(last > EpochNanos.of(lastSecond.minusSeconds(1)) && last < Long.MAX_VALUE - SECOND, "about there");
        ticks.advance(Duration.ofDays(365 * 200));
        assertEquals(last, late.nanos());
    }
}
