package dev.truechimer.hlc;

import java.util.Arrays;

/**
 * What an event really comes after, counted by the world and not by the clocks under test: how many events of each node
 * happened before it or are it. <b>Threads:</b> immutable.
 */
final class TrueOrder {

    private final int[] counts;

    private TrueOrder(int[] counts) {
        this.counts = counts;
    }

    static TrueOrder beforeAllOf(int nodes) {
        return new TrueOrder(new int[nodes]);
    }

    /** One event later on a node. */
    TrueOrder next(int node) {
        int[] more = counts.clone();
        more[node]++;
        return new TrueOrder(more);
    }

    /** After both. */
    TrueOrder and(TrueOrder other) {
        int[] most = counts.clone();
        Arrays.setAll(most, i -> Math.max(counts[i], other.counts[i]));
        return new TrueOrder(most);
    }

    /** Whether this, of an event of a node, is before or the same as the other one. */
    boolean isKnownTo(TrueOrder other, int node) {
        return counts[node] <= other.counts[node];
    }
}
