package dev.truechimer.vector.store;

import dev.truechimer.vector.DottedVersionVectorSet;

/**
 * What a replica, a message or a backup holds.
 *
 * @param set what is tested; the value of a write is its number
 * @param received the truth: the operations that have reached it
 */
record StoreState(DottedVersionVectorSet<Integer> set, long received) {

    static final StoreState EMPTY = new StoreState(DottedVersionVectorSet.empty(), 0);

    StoreState merge(StoreState other) {
        return new StoreState(set.merge(other.set), received | other.received);
    }

    boolean holdsValueOf(long replica) {
        return set.dots().stream().anyMatch(dot -> dot.replica() == replica);
    }
}
