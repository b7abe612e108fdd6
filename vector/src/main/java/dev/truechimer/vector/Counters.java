package dev.truechimer.vector;

/**
 * Arithmetic on two arrays of counters of the same nodes, in the same places.
 *
 * <p>There are two ways to compare, for two generations of compilers. Since JDK 21 HotSpot turns a loop that only
 * gathers bits into vector instructions and keeps what it gathers in a vector; before, a loop that leaves at the first
 * entry that decides is faster. Both give the same answers.
 *
 * <p><b>Range:</b> counters are {@code >= 0}, so the difference of two fits in a {@code long}, and its sign tells which
 * is greater.
 */
final class Counters {

    private static final boolean GATHERING_IS_FAST = Runtime.version().feature() >= 21;

    /** How many entries are gathered before the answer is looked at. */
    private static final int BLOCK = 512;

    private Counters() {}

    /** Compares all counters; stops early where the answer is known to be {@link Causality#CONCURRENT}. */
    static Causality compare(long[] first, long[] second) {
        return GATHERING_IS_FAST ? compareByBlocks(first, second) : compareByEntries(first, second);
    }

    /** Whether no counter of {@code first} is greater than its counterpart. */
    static boolean isWithin(long[] first, long[] second) {
        return GATHERING_IS_FAST ? isWithinByBlocks(first, second) : isWithinByEntries(first, second, 0);
    }

    static Causality compareByBlocks(long[] first, long[] second) {
        // The sign bit says whether any difference was negative.
        long less = 0;
        long greater = 0;
        for (int start = 0; start < first.length; start += BLOCK) {
            int end = Math.min(first.length, start + BLOCK);
            for (int i = start; i < end; i++) {
                long difference = first[i] - second[i];
                less |= difference;
                greater |= -difference;
            }
            if ((less & greater) < 0) {
                return Causality.CONCURRENT;
            }
        }
        return Causality.of(greater >= 0, less >= 0);
    }

    static boolean isWithinByBlocks(long[] first, long[] second) {
        long greater = 0;
        for (int start = 0; start < first.length && greater >= 0; start += BLOCK) {
            int end = Math.min(first.length, start + BLOCK);
            for (int i = start; i < end; i++) {
                greater |= second[i] - first[i];
            }
        }
        return greater >= 0;
    }

    static Causality compareByEntries(long[] first, long[] second) {
        int differs = 0;
        while (differs < first.length && first[differs] == second[differs]) {
            differs++;
        }
        if (differs == first.length) {
            return Causality.EQUAL;
        }
        if (first[differs] < second[differs]) {
            return isWithinByEntries(first, second, differs + 1) ? Causality.BEFORE : Causality.CONCURRENT;
        }
        return isWithinByEntries(second, first, differs + 1) ? Causality.AFTER : Causality.CONCURRENT;
    }

    static boolean isWithinByEntries(long[] first, long[] second, int from) {
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
            long lacking = other[i] - target[i];
            // Without a branch, so that the loop becomes vector instructions: the mask is all ones where nothing is
            // lacking.
            long mask = lacking >> 63;
            target[i] += lacking & ~mask;
        }
    }
}
