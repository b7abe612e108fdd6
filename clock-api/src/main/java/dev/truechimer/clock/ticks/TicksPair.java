package dev.truechimer.clock.ticks;

import java.util.function.LongSupplier;

/**
 * A reading of a clock between two readings of an oscillator.
 *
 * <p><b>Unit:</b> nanoseconds, each since its own origin. <b>Threads:</b> immutable.
 *
 * @param before the oscillator before
 * @param inner the clock
 * @param after the oscillator after, not below {@code before}
 */
record TicksPair(long before, long inner, long after) {

    /**
     * Reads both a few times and keeps the narrowest bracket, the one in which this thread was held up least.
     *
     * @param attempts how often, at least 1
     */
    static TicksPair narrowestOf(int attempts, Ticks outer, LongSupplier inner) {
        TicksPair narrowest = take(outer, inner);
        for (int attempt = 1; attempt < attempts; attempt++) {
            TicksPair pair = take(outer, inner);
            if (pair.widthNanos() < narrowest.widthNanos()) {
                narrowest = pair;
            }
        }
        return narrowest;
    }

    private static TicksPair take(Ticks outer, LongSupplier inner) {
        long before = outer.nanos();
        long between = inner.getAsLong();
        long after = outer.nanos();
        return new TicksPair(before, between, Math.max(after - before, 0) + before);
    }

    private long widthNanos() {
        return after - before;
    }

    /** How much the inner clock gained on the oscillator since then, at least. */
    long gainedAtLeastSince(TicksPair earlier) {
        return inner - earlier.inner - (after - earlier.before);
    }

    /** How much the inner clock gained on the oscillator since then, at most. */
    long gainedAtMostSince(TicksPair earlier) {
        return inner - earlier.inner - (before - earlier.after);
    }
}
