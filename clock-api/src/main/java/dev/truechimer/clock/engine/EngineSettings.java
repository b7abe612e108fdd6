package dev.truechimer.clock.engine;

import java.util.OptionalInt;

/**
 * What the engine is told once. <b>Threads:</b> immutable. Symbols are those of the error model.
 *
 * @param rates the oscillator's bounds
 * @param faultTolerance f, or empty for (N − 1)/2 of the configured sources
 * @param maxEpsilonNanos beyond it a fresh interval counts as HOLDOVER
 * @param holdoverLimitNanos how long after the last quorum a reading stays bounded, in oscillator nanoseconds
 * @param readoptionRounds consistent rounds needed after a disruption
 */
public record EngineSettings(
        Rates rates, OptionalInt faultTolerance, long maxEpsilonNanos, long holdoverLimitNanos, int readoptionRounds) {

    /** The longest holdover: keeps every sum of the hot path far from overflow. */
    public static final long LONGEST_HOLDOVER_NANOS = 366L * 86_400 * 1_000_000_000;

    /**
     * The oscillator's bounds.
     *
     * @param rhoPpm ρ, hard rate bound of the undisciplined oscillator
     * @param sigmaPpm σ, what daemons of this host may change; it does not count where the ticks can't be slewed
     * @param wanderPpm w; 0 switches the estimation off
     * @param slewable whether the ticks can be slewed, which forbids estimation
     * @param tickErrorNanos r, error of one reading
     * @param windowNanos how far back pairs for the rate reach
     * @param horizonNanos how long after the newest half-claim an estimated rate holds
     */
    public record Rates(
            int rhoPpm,
            int sigmaPpm,
            int wanderPpm,
            boolean slewable,
            long tickErrorNanos,
            long windowNanos,
            long horizonNanos) {

        /** Checks the ranges. */
        public Rates {
            RateBound.requirePpm("rateBoundPpm", rhoPpm);
            RateBound.requirePpm("hostSlewBoundPpm", sigmaPpm);
            RateBound.requirePpm("wanderBoundPpm", wanderPpm);
            requirePositive("rate window", windowNanos);
            requirePositive("rate horizon", horizonNanos);
            if (tickErrorNanos < 0 || tickErrorNanos > 1_000_000_000L) {
                throw new IllegalArgumentException("tick error must be 0..1 s: " + tickErrorNanos + " ns");
            }
        }

        /** Whether a rate may be estimated on these ticks. */
        boolean estimates() {
            return !slewable && wanderPpm > 0;
        }

        /** The rate bound that needs no estimate. */
        RateBound undisciplined() {
            return RateBound.undisciplined(rhoPpm, slewable ? sigmaPpm : 0);
        }
    }

    /** Checks the ranges. */
    public EngineSettings {
        requirePositive("maxEpsilon", maxEpsilonNanos);
        requirePositive("holdoverLimit", holdoverLimitNanos);
        if (holdoverLimitNanos > LONGEST_HOLDOVER_NANOS) {
            throw new IllegalArgumentException("holdoverLimit must be at most 366 days: " + holdoverLimitNanos + " ns");
        }
        if (faultTolerance.isPresent() && faultTolerance.getAsInt() < 0) {
            throw new IllegalArgumentException("faultTolerance must be >= 0: " + faultTolerance.getAsInt());
        }
        if (readoptionRounds < 1) {
            throw new IllegalArgumentException("readoptionRounds must be >= 1: " + readoptionRounds);
        }
    }

    private static void requirePositive(String name, long nanos) {
        if (nanos <= 0) {
            throw new IllegalArgumentException(name + " must be > 0: " + nanos + " ns");
        }
    }
}
