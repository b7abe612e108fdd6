package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.testkit.ManualWallClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restarts of a clock on a durable floor. */
class MonotonicWallClockFloorTest {

    private static final Duration AHEAD = Duration.ofMillis(250);
    private static final long MAX_LEAD_NANOS = 50_000;

    @TempDir
    private Path folder;

    private final ManualTicks ticks = new ManualTicks();
    private final ManualWallClock wall = new ManualWallClock(ticks, Instant.parse("2026-11-20T12:00:00Z"));

    private MonotonicWallClock on(DurableFloor floor) {
        return MonotonicWallClock.builder()
                .ticks(ticks)
                .wall(wall)
                .floor(floor)
                .maxLead(Duration.ofNanos(MAX_LEAD_NANOS))
                .stepListener(step -> {})
                .waiting(ticks::advanceNanos)
                .build();
    }

    private DurableFloor open() throws IOException {
        return DurableFloor.open(folder.resolve("clock.floor"), AHEAD);
    }

    @Test
    void beginsAboveAllThatWasIssuedThoughTheWallClockWasSetBack() throws IOException {
        long nanos;
        long unique;
        long micros;
        try (DurableFloor floor = open()) {
            MonotonicWallClock before = on(floor);
            ticks.advance(Duration.ofSeconds(7));
            nanos = before.nanos();
            unique = before.uniqueNanos();
            micros = before.uniqueMicros();
        }
        wall.step(Duration.ofHours(-5));
        try (DurableFloor floor = open()) {
            long stored = floor.floorNanos();
            MonotonicWallClock after = on(floor);
            assertTrue(after.nanos() > Math.max(nanos, unique));
            assertTrue(after.uniqueNanos() > unique && after.uniqueMicros() > micros);
            assertTrue(after.report().isCoasting(), "ahead of the wall clock, slower until that has caught up");
            assertTrue(after.report().leadNanos()
                    <= Duration.ofHours(5).plus(AHEAD).toNanos() + MAX_LEAD_NANOS + 2);
            assertTrue(stored >= Math.max(Math.max(nanos, unique), micros * 1_000));
        }
    }

    @Test
    void whatIsIssuedIsBelowTheFloorAtEveryMoment() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        long last = 0;
        long lastUnique = 0;
        long lastMicros = 0;
        int waits = 0;
        for (int life = 0; life < 20; life++) {
            try (DurableFloor floor = open()) {
                MonotonicWallClock clock = on(floor);
                for (int i = 0; i < 300; i++) {
                    ticks.advanceNanos(random.nextLong(random.nextInt(20) == 0 ? 600_000_000 : 200_000));
                    if (random.nextInt(50) == 0) {
                        wall.stepNanos(random.nextLong(-900_000_000, 900_000_000));
                    }
                    long nanos = clock.nanos();
                    assertTrue(nanos >= last && nanos <= floor.floorNanos(), "nanos");
                    last = nanos;
                    for (int burst = random.nextInt(5) == 0 ? 80 : 1; burst > 0; burst--) {
                        long unique = clock.uniqueNanos();
                        long micros = clock.uniqueMicros();
                        waits += micros > lastMicros + 1 ? 0 : 1;
                        assertTrue(unique > lastUnique && micros > lastMicros, "unique");
                        assertTrue(Math.max(unique, micros * 1_000) <= floor.floorNanos(), "below the floor");
                        lastUnique = unique;
                        lastMicros = micros;
                    }
                }
            }
        }
        assertTrue(waits > 1_000, "microseconds were drawn faster than they went by");
    }

    @Test
    void isUnavailableOnceTheFloorIsClosedAndUsedUp() throws IOException {
        DurableFloor floor = open();
        MonotonicWallClock clock = on(floor);
        floor.close();
        ticks.advance(AHEAD.multipliedBy(4));
        assertThrows(ClockUnavailableException.class, clock::nanos);
        assertThrows(ClockUnavailableException.class, clock::uniqueNanos);
        assertTrue(clock.toString().startsWith("MonotonicWallClock[unavailable on "), clock::toString);
    }

    /** A floor that gives no more is used up to its last nanosecond, the lead included, whether the wall clock is there or not. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsDrawnAheadStaysBelowAFloorThatGivesNoMore(boolean blind) throws IOException {
        DurableFloor floor = open();
        boolean[] broken = {false};
        MonotonicWallClock clock = MonotonicWallClock.builder()
                .ticks(ticks)
                .wall(() -> {
                    if (broken[0]) {
                        throw new DateTimeException("gone, on purpose");
                    }
                    return wall.instant();
                })
                .floor(floor)
                .maxLead(Duration.ofNanos(MAX_LEAD_NANOS))
                .waiting(ticks::advanceNanos)
                .build();
        floor.close();
        long last = floor.floorNanos();
        broken[0] = blind;
        long highest = 0;
        boolean usedUp = false;
        while (!usedUp) {
            ticks.advanceNanos(200_000);
            try {
                highest = Math.max(highest, clock.nanos());
                for (int i = 0; i < 300; i++) {
                    highest = Math.max(highest, clock.uniqueMicros() * 1_000);
                }
            } catch (ClockUnavailableException e) {
                usedUp = true;
            }
            assertTrue(highest <= last, "beyond the floor");
        }
        assertEquals(last / 1_000 * 1_000, highest, "to its last microsecond");
        assertThrows(ClockUnavailableException.class, clock::nanos);
        assertEquals(last, floor.floorNanos());

        broken[0] = false;
        wall.step(Duration.ofDays(-1));
        try (DurableFloor again = open()) {
            MonotonicWallClock next = on(again);
            assertEquals(last + 1, next.nanos(), "above the floor");
            assertTrue(next.uniqueNanos() > last);
            assertEquals(last / 1_000 + 1, next.uniqueMicros());
        }
    }

    @Test
    void belongsToOneClock() throws IOException {
        try (DurableFloor floor = open()) {
            wall.set(Instant.parse("1960-01-01T00:00:00Z"));
            assertThrows(DateTimeException.class, () -> on(floor));
            wall.set(Instant.parse("2026-01-01T00:00:00Z"));
            long first = on(floor).nanos();
            assertEquals(Instant.parse("2026-01-01T00:00:00Z"), Instant.ofEpochSecond(0, first));
            assertThrows(IllegalStateException.class, () -> on(floor));
        }
    }
}
