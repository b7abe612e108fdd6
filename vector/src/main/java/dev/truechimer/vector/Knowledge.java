package dev.truechimer.vector;

/**
 * How many events a clock knows of: the sum of its counters, which may need more than 64 bits.
 *
 * <p>If one clock is {@link Causality#BEFORE} another, its sum is less.
 *
 * @param high all but the lowest 32 bits
 * @param low the lowest 32 bits
 */
record Knowledge(long high, long low) implements Comparable<Knowledge> {

    private static final long LOW_BITS = 0xFFFF_FFFFL;

    /** No overflow: 2^16 counters of at most 2^63 - 1. */
    static Knowledge of(VectorClock clock) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < clock.size(); i++) {
            high += clock.countAt(i) >>> 32;
            low += clock.countAt(i) & LOW_BITS;
        }
        return new Knowledge(high + (low >>> 32), low & LOW_BITS);
    }

    @Override
    public int compareTo(Knowledge other) {
        int order = Long.compare(high, other.high);
        return order != 0 ? order : Long.compare(low, other.low);
    }
}
