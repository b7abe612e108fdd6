package dev.truechimer.cli;

import java.util.Comparator;
import java.util.List;

/**
 * Whether the timestamps of transactions agree with the order that somebody could see.
 *
 * @param ordered how many transactions started after another one was published: only these could be out of order
 * @param violations how many of them have a timestamp that is not larger than that of every one published before
 */
record ExternalConsistency(long ordered, long violations) {

    /** Checks all pairs, in O(n log n): of those published before, only the largest timestamp matters. */
    static ExternalConsistency of(List<DemoTransaction> transactions) {
        List<DemoTransaction> byStart = sorted(transactions, Comparator.comparingLong(DemoTransaction::startSequence));
        List<DemoTransaction> byPublication =
                sorted(transactions, Comparator.comparingLong(DemoTransaction::publishSequence));
        long ordered = 0;
        long violations = 0;
        int published = 0;
        long largestNanos = Long.MIN_VALUE;
        for (DemoTransaction started : byStart) {
            while (published < byPublication.size()
                    && byPublication.get(published).publishSequence() < started.startSequence()) {
                largestNanos =
                        Math.max(largestNanos, byPublication.get(published).timestampNanos());
                published++;
            }
            if (published > 0) {
                ordered++;
                violations += started.timestampNanos() <= largestNanos ? 1 : 0;
            }
        }
        return new ExternalConsistency(ordered, violations);
    }

    private static List<DemoTransaction> sorted(List<DemoTransaction> all, Comparator<DemoTransaction> order) {
        return all.stream().sorted(order).toList();
    }
}
