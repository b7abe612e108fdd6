package dev.truechimer.clock.engine;

/**
 * Sums of bounds that saturate outwards: a lower bound that would overflow becomes absent, never a large number of the
 * wrong sign. {@link #NO_LOWER} and {@link #NO_UPPER} stay what they are.
 */
final class Outward {

    /** A lower bound that says nothing. */
    static final long NO_LOWER = Long.MIN_VALUE;

    /** An upper bound that says nothing. */
    static final long NO_UPPER = Long.MAX_VALUE;

    private Outward() {}

    /** {@code lower + delta}; absent if it was, or if the sum leaves the range. */
    static long addToLower(long lower, long delta) {
        long sum = lower + delta;
        boolean overflow = ((lower ^ sum) & (delta ^ sum)) < 0;
        return lower == NO_LOWER || overflow ? NO_LOWER : sum;
    }

    /** {@code upper + delta}; absent if it was, or if the sum leaves the range. */
    static long addToUpper(long upper, long delta) {
        long sum = upper + delta;
        boolean overflow = ((upper ^ sum) & (delta ^ sum)) < 0;
        return upper == NO_UPPER || overflow ? NO_UPPER : sum;
    }
}
