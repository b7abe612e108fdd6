package dev.truechimer.vector;

import java.util.Arrays;

/**
 * Arithmetic on two arrays of counters of the same nodes, in the same places.
 *
 * <p><b>Range:</b> counters are {@code >= 0}, so the difference of two fits in a {@code long}, and its sign tells which is greater.
 */
final class Counters {

    private Counters() {}

    /** Compares all counters; stops where the answer is known to be {@link Causality#CONCURRENT}. */
    static Causality compare(long[] first, long[] second) {
        int differs = Arrays.mismatch(first, second);
        if (differs < 0) {
            return Causality.EQUAL;
        }
        if (first[differs] < second[differs]) {
            return isWithin(first, second, differs + 1) ? Causality.BEFORE : Causality.CONCURRENT;
        }
        return isWithin(second, first, differs + 1) ? Causality.AFTER : Causality.CONCURRENT;
    }

    /** Whether no counter of {@code first} is greater than its counterpart, from an index on. */
    static boolean isWithin(long[] first, long[] second, int from) {
        for (int i = from; i < first.length; i++) {
            if (first[i] > second[i]) {
                return false;
            }
        }
        return true;
    }

    /** The greater of each pair, in a new array. */
    static long[] maximum(long[] first, long[] second) {
        long[] greater = new long[first.length];
        for (int i = 0; i < greater.length; i++) {
            greater[i] = Math.max(first[i], second[i]);
        }
        return greater;
    }

    /** Makes each counter of {@code target} at least its counterpart. */
    static void raise(long[] target, long[] other) {
        for (int i = 0; i < target.length; i++) {
            target[i] = Math.max(target[i], other[i]);
        }
    }
}
