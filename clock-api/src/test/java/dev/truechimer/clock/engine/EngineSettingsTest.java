package dev.truechimer.clock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What settings refuse, with the rule and the value. */
class EngineSettingsTest {

    private static final long SECOND = Settings.SECOND;

    private static EngineSettings.Rates rates(
            int rho, int sigma, int wander, long tickError, long window, long horizon) {
        return new EngineSettings.Rates(rho, sigma, wander, false, tickError, window, horizon);
    }

    private static EngineSettings settings(int liars, long maxEpsilon, long holdover, int rounds) {
        return new EngineSettings(
                rates(200, 0, 15, 50, SECOND, SECOND), OptionalInt.of(liars), maxEpsilon, holdover, rounds);
    }

    private static void assertRefused(String message, Runnable making) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, making::run).getMessage());
    }

    @Test
    void refusesRatesOutOfRange() {
        assertRefused("rateBoundPpm must be 0..100000: -1", () -> rates(-1, 0, 0, 0, 1, 1));
        assertRefused("hostSlewBoundPpm must be 0..100000: 100001", () -> rates(0, 100_001, 0, 0, 1, 1));
        assertRefused("wanderBoundPpm must be 0..100000: -2", () -> rates(0, 0, -2, 0, 1, 1));
        assertRefused("tick error must be 0..1 s: -1 ns", () -> rates(0, 0, 0, -1, 1, 1));
        assertRefused("tick error must be 0..1 s: 1000000001 ns", () -> rates(0, 0, 0, SECOND + 1, 1, 1));
        assertRefused("rate window must be > 0: 0 ns", () -> rates(0, 0, 0, 0, 0, 1));
        assertRefused("rate horizon must be > 0: -7 ns", () -> rates(0, 0, 0, 0, 1, -7));
        rates(100_000, 100_000, 100_000, SECOND, 1, 1);
    }

    @Test
    void refusesLimitsOutOfRange() {
        long longest = EngineSettings.LONGEST_HOLDOVER_NANOS;
        assertRefused("faultTolerance must be >= 0: -1", () -> settings(-1, 1, 1, 1));
        assertRefused("maxEpsilon must be > 0: 0 ns", () -> settings(0, 0, 1, 1));
        assertRefused("holdoverLimit must be > 0: -1 ns", () -> settings(0, 1, -1, 1));
        assertRefused(
                "holdoverLimit must be at most 366 days: " + (longest + 1) + " ns",
                () -> settings(0, 1, longest + 1, 1));
        assertRefused("readoptionRounds must be >= 1: 0", () -> settings(0, 1, 1, 0));
        assertEquals(longest, settings(0, 1, longest, 1).holdoverLimitNanos());
    }

    @Test
    void estimatesOnRawTicksWithAWanderBoundOnly() {
        assertTrue(Settings.plain().estimating().rates().estimates());
        assertFalse(Settings.plain().rates().estimates(), "w = 0 switches it off");
        assertFalse(Settings.plain().estimating().onSlewableTicks().rates().estimates(), "slewable ticks forbid it");
    }

    @Test
    void slewCountsOnSlewableTicksOnly() {
        assertEquals(
                RateBound.undisciplined(Settings.RHO_PPM, 0),
                Settings.plain().rates().undisciplined());
        assertEquals(
                RateBound.undisciplined(Settings.RHO_PPM, Settings.SIGMA_PPM),
                Settings.plain().onSlewableTicks().rates().undisciplined());
    }
}
