package dev.truechimer.clock.source;

/**
 * Where the width of a claim comes from.
 *
 * <p><b>Unit:</b> nanoseconds, all {@code >= 0}. <b>Use:</b> reports only; the bound itself is in the {@link Claim}.
 * <b>Threads:</b> immutable.
 *
 * @param delayNanos the part of the claim's width that the path causes: for a round trip, its time on the way less the
 *     configured least delays
 * @param sourceErrorNanos how far a truthful source's stamp may be from true time, on each side (E of the error model)
 * @param readErrorNanos width added by converting a stamp between clocks of this host; 0 where none is converted
 */
public record ErrorBudget(long delayNanos, long sourceErrorNanos, long readErrorNanos) {

    /**
     * Checks the signs.
     *
     * @throws IllegalArgumentException if a term is negative
     */
    public ErrorBudget {
        requireNotNegative("delayNanos", delayNanos);
        requireNotNegative("sourceErrorNanos", sourceErrorNanos);
        requireNotNegative("readErrorNanos", readErrorNanos);
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be >= 0: " + value);
        }
    }
}
