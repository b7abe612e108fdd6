package dev.truechimer.clock.ticks;

/**
 * A reading of one oscillator between two readings of another.
 *
 * <p><b>Unit:</b> nanoseconds, each since its own origin. <b>Threads:</b> immutable.
 *
 * @param before the outer oscillator before
 * @param inner the inner oscillator
 * @param after the outer oscillator after, not below {@code before}
 */
record TicksPair(long before, long inner, long after) {

    /** Reads both a few times, and keeps the narrowest bracket. */
    static TicksPair narrowestOf(int attempts, Ticks outer, Ticks inner) {
        TicksPair narrowest = take(outer, inner);
        for (int attempt = 1; attempt < attempts; attempt++) {
            TicksPair pair = take(outer, inner);
            if (pair.widthNanos() < narrowest.widthNanos()) {
                narrowest = pair;
            }
        }
        return narrowest;
    }

    private static TicksPair take(Ticks outer, Ticks inner) {
        long before = outer.nanos();
        long between = inner.nanos();
        long after = outer.nanos();
        return new TicksPair(before, between, Math.max(after - before, 0) + before);
    }

    private long widthNanos() {
        return after - before;
    }

    /** How much the inner oscillator gained on the outer since then, at least. */
    long gainedAtLeastSince(TicksPair earlier) {
        return inner - earlier.inner - (after - earlier.before);
    }

    /** How much the inner oscillator gained on the outer since then, at most. */
    long gainedAtMostSince(TicksPair earlier) {
        return inner - earlier.inner - (before - earlier.after);
    }
}
