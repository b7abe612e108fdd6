package dev.truechimer.clock.engine;

import java.util.OptionalInt;

/** Settings for tests of the engine: those of a timekeeper on raw ticks without rate estimation, unless changed. */
record Settings(
        int wanderPpm,
        boolean slewable,
        OptionalInt liars,
        long maxEpsilonNanos,
        long holdoverNanos,
        long windowNanos,
        long horizonNanos) {

    static final int RHO_PPM = 200;
    static final int SIGMA_PPM = 1_000;
    static final int WANDER_PPM = 15;
    static final long TICK_ERROR_NANOS = 50;
    static final long SECOND = 1_000_000_000L;
    static final int READOPTION_ROUNDS = 3;

    /** ⌈2r·gHi⌉ for r = 50 ns on raw ticks: ⌈100 · 1.0002⌉. */
    static final long READ_MARGIN = 101;

    static Settings plain() {
        return new Settings(
                0, false, OptionalInt.empty(), Long.MAX_VALUE, 3_600 * SECOND, 1_800 * SECOND, 900 * SECOND);
    }

    Settings estimating() {
        return estimating(windowNanos, horizonNanos);
    }

    Settings estimating(long window, long horizon) {
        return new Settings(WANDER_PPM, slewable, liars, maxEpsilonNanos, holdoverNanos, window, horizon);
    }

    Settings onSlewableTicks() {
        return new Settings(wanderPpm, true, liars, maxEpsilonNanos, holdoverNanos, windowNanos, horizonNanos);
    }

    Settings declaredLiars(int f) {
        return new Settings(
                wanderPpm, slewable, OptionalInt.of(f), maxEpsilonNanos, holdoverNanos, windowNanos, horizonNanos);
    }

    Settings maxEpsilon(long nanos) {
        return new Settings(wanderPpm, slewable, liars, nanos, holdoverNanos, windowNanos, horizonNanos);
    }

    Settings holdover(long nanos) {
        return new Settings(wanderPpm, slewable, liars, maxEpsilonNanos, nanos, windowNanos, horizonNanos);
    }

    EngineSettings.Rates rates() {
        return new EngineSettings.Rates(
                RHO_PPM, SIGMA_PPM, wanderPpm, slewable, TICK_ERROR_NANOS, windowNanos, horizonNanos);
    }

    EngineSettings engine() {
        return new EngineSettings(rates(), liars, maxEpsilonNanos, holdoverNanos, READOPTION_ROUNDS);
    }
}
