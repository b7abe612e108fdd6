package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the events and reports say to people. */
class ClockAnomalyTest {

    private static final long WALL = EpochNanos.of(Instant.parse("2026-11-20T15:40:31.25Z"));
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aStepSaysWhereItWentAndHowSureThatIs() {
        assertEquals(
                "the wall clock was set back by 3600 s (± 120 ns) to 2026-11-20T15:40:31.250Z",
                new WallClockStep(-3_600 * SECOND, 120, 0, 1, WALL).describe());
        assertEquals(
                "the wall clock was set forward by 30.004 ms (± 50.002 µs) to 2026-11-20T15:40:31.250Z",
                new WallClockStep(30_004_123, 50_002, 0, 1, WALL).describe());
    }

    @Test
    void aSlewSaysHowFastAndForHowLong() {
        WallClockSlew slew = new WallClockSlew(-500_020, 1, Long.MAX_VALUE, Long.MIN_VALUE + 10 * SECOND - 1, WALL);
        assertEquals(
                "the wall clock ran 500.02 ppm slower than the oscillator (± 0.001 ppm) for 10 s until"
                        + " 2026-11-20T15:40:31.250Z",
                slew.describe());
        assertTrue(slew.isSlower());
        assertFalse(new WallClockSlew(1, 0, 0, 1, WALL).isSlower());
        assertTrue(new WallClockSlew(1, 0, 0, 1, WALL).describe().contains("0.001 ppm faster"));
    }

    @Test
    void aPauseSaysHowLong() {
        Pause pause = new Pause(Long.MAX_VALUE, Long.MIN_VALUE + 300_499_999);
        assertEquals("this JVM stood still for 300.5 ms", pause.describe());
        assertEquals(Duration.ofNanos(300_500_000), pause.length());
    }

    @Test
    void aSuspensionSaysHowLong() {
        Suspension suspension = new Suspension(SECOND, 0, 0, 1);
        assertEquals("this host slept for 1 s (± 0 ns)", suspension.describe());
        assertEquals(Duration.ofSeconds(1), suspension.length());
    }

    @Test
    void lengthsAreSpokenInTheUnitThatFits() {
        assertEquals("999 ns", Spoken.length(999));
        assertEquals("1 µs", Spoken.length(-1_000));
        assertEquals("999.999 µs", Spoken.length(999_999));
        assertEquals("9223372036.855 s", Spoken.length(Long.MIN_VALUE));
    }

    @Test
    void reportsAreOneLine() {
        PauseReport nothing = new PauseReport(0, 0, 0, 0, 0, 0, List.of());
        assertEquals("no wake-up was measured yet", nothing.describe());
        PauseReport pauses = new PauseReport(1_000, 60_000, 90_000, 5_000_000, 300_000_000, 1, List.of());
        String late =
                "late by 60 µs at the median, 90 µs at 99 %, 5 ms at 99.9 %, at most 300 ms in 1000 samples; 1 pause";
        assertEquals(late, pauses.describe());
        assertEquals(
                "2 steps and 3 slews of the wall clock; 4 times asleep; " + late,
                new ClockWatchReport(pauses, 2, 3, 4, Optional.empty(), 0, true).describe());
        assertEquals(
                "no longer watching; 2 steps and 3 slews of the wall clock; sleep of this host would look like a step"
                        + " (why); "
                        + late + "; 5 failures, see the log",
                new ClockWatchReport(pauses, 2, 3, 0, Optional.of("why"), 5, false).describe());
    }

    @Test
    void aReportKeepsItsOwnList() {
        List<Pause> longest = new ArrayList<>(List.of(new Pause(0, 1)));
        PauseReport report = new PauseReport(1, 0, 0, 0, 0, 1, longest);
        longest.clear();
        assertEquals(List.of(new Pause(0, 1)), report.longest());
    }
}
