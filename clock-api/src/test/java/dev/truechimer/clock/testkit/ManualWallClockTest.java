package dev.truechimer.clock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.clock.ticks.Ticks;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualWallClockTest {

    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    /** Ticks that run on while they are read, as those of a host do. */
    @Test
    void aStepOnRunningTicksIsExact() {
        ManualTicks passed = new ManualTicks();
        Ticks running = () -> {
            passed.advanceNanos(1_000);
            return passed.nanos();
        };
        ManualWallClock wall = new ManualWallClock(running, START);
        long startTicks = passed.nanos();
        wall.step(Duration.ofSeconds(-5));
        wall.slewPpm(100);
        wall.slewPpm(0);
        Instant instant = wall.instant();
        assertEquals(START.plusNanos(passed.nanos() - startTicks).minusSeconds(5), instant);
    }
}
