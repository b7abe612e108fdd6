package dev.truechimer.clock.source;

/** Claims made by hand, for tests. */
public final class Claims {

    private static final ErrorBudget NO_BUDGET = new ErrorBudget(0, 0, 0);

    private Claims() {}

    /** Both halves at one reading. */
    public static Claim at(long ticks, long lowerTaiNanos, long upperTaiNanos) {
        return of(ticks, lowerTaiNanos, ticks, upperTaiNanos);
    }

    /** Each half at its own reading. */
    public static Claim of(long lowerTicks, long lowerTaiNanos, long upperTicks, long upperTaiNanos) {
        return new Claim(lowerTicks, lowerTaiNanos, upperTicks, upperTaiNanos, NO_BUDGET);
    }

    /** The same distance to both sides of a truth, at one reading. */
    public static Claim around(long ticks, long taiNanos, long halfNanos) {
        return at(ticks, taiNanos - halfNanos, taiNanos + halfNanos);
    }

    /** A lower half alone. */
    public static Claim lowerOnly(long ticks, long lowerTaiNanos) {
        return at(ticks, lowerTaiNanos, Long.MAX_VALUE);
    }

    /** An upper half alone. */
    public static Claim upperOnly(long ticks, long upperTaiNanos) {
        return at(ticks, Long.MIN_VALUE, upperTaiNanos);
    }
}
