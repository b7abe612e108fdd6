package dev.truechimer.vector;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks the entries of a {@link DottedVersionVectorSet} in ascending order of replicas, and knows where the values of
 * each are.
 *
 * <p><b>Threads:</b> confined to one.
 */
final class SiblingCursor<V> {

    private final DottedVersionVectorSet<V> set;
    private int nextKnown;
    private int nextSuperseded;
    private int start;
    private int siblings;

    SiblingCursor(DottedVersionVectorSet<V> set) {
        this.set = set;
    }

    /**
     * Goes on to a replica. No replica of the set may be left out.
     *
     * @return how many events of the replica the set knows of; 0 if none
     */
    long moveTo(long replica) {
        start += siblings;
        siblings = 0;
        long known = countAt(set.known(), nextKnown, replica);
        if (known == 0) {
            return 0;
        }
        nextKnown++;
        long superseded = countAt(set.superseded(), nextSuperseded, replica);
        if (superseded != 0) {
            nextSuperseded++;
        }
        siblings = (int) (known - superseded);
        return known;
    }

    /** How many values of the replica are current. */
    int siblings() {
        return siblings;
    }

    /** The newest {@code count} values of the replica, newest first; at most {@link #siblings}. */
    List<V> newest(int count) {
        return set.values().subList(start, start + count);
    }

    /** Where the values of the replica end. */
    int end() {
        return start + siblings;
    }

    /**
     * The values of two sets whose events are not superseded, in the order of {@link DottedVersionVectorSet#values}.
     *
     * @param known events of both sets, and maybe more that are all superseded
     * @param superseded events that are superseded in at least one of the sets, and maybe more
     */
    static <V> List<V> survivors(
            VectorClock known,
            VectorClock superseded,
            DottedVersionVectorSet<V> first,
            DottedVersionVectorSet<V> second) {
        SiblingCursor<V> firstCursor = new SiblingCursor<>(first);
        SiblingCursor<V> secondCursor = new SiblingCursor<>(second);
        List<V> survivors = new ArrayList<>();
        int nextSuperseded = 0;
        for (int i = 0; i < known.size(); i++) {
            long replica = known.nodeAt(i);
            long firstKnown = firstCursor.moveTo(replica);
            long secondKnown = secondCursor.moveTo(replica);
            long gone = countAt(superseded, nextSuperseded, replica);
            if (gone != 0) {
                nextSuperseded++;
            }
            // Who knows more has the newest values; of the older ones it has all that nobody has superseded.
            SiblingCursor<V> newer = firstKnown >= secondKnown ? firstCursor : secondCursor;
            survivors.addAll(newer.newest((int) (known.countAt(i) - gone)));
        }
        return List.copyOf(survivors);
    }

    /** The counter at an index, if there it is the given replica's; else 0. */
    private static long countAt(VectorClock clock, int index, long replica) {
        return index < clock.size() && clock.nodeAt(index) == replica ? clock.countAt(index) : 0;
    }
}
