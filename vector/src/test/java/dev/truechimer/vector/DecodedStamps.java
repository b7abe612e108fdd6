package dev.truechimer.vector;

import static dev.truechimer.vector.DecodedValues.check;

import dev.truechimer.vector.IntervalTreeClock.Fork;

/**
 * What is done with a stamp of an interval tree clock that a fuzzed decoder read, before it is written again: as {@link
 * DecodedValues}.
 */
final class DecodedStamps {

    private DecodedStamps() {}

    static byte[] encode(IntervalTreeClock stamp) {
        byte[] encoded = stamp.encode();
        IntervalTreeClock again = IntervalTreeClock.decode(encoded);
        check(again.equals(stamp) && again.hashCode() == stamp.hashCode(), "reads another", stamp);
        check(again.compareTo(stamp) == Causality.EQUAL, "isn't equal to itself", stamp);
        IntervalTreeClock mirrored = IntervalTreeClock.of(ItcId.NONE, mirrored(stamp.events()));
        join(stamp, mirrored);
        if (!stamp.isAnonymous()) {
            event(stamp);
            event(stamp.join(mirrored));
        }
        fork(stamp);
        return encoded;
    }

    /** The same events with left and right exchanged. */
    private static ItcEvents mirrored(ItcEvents events) {
        return events.isLeaf()
                ? events
                : ItcEvents.of(events.least(), mirrored(events.right()), mirrored(events.left()));
    }

    private static void join(IntervalTreeClock stamp, IntervalTreeClock other) {
        IntervalTreeClock joined = stamp.join(other);
        check(joined.equals(other.join(stamp)), "joins in one order only", stamp);
        check(joined.dominates(stamp) && joined.dominates(other), "joins to less", stamp);
        check(joined.join(other).equals(joined), "joins to more the second time", stamp);
        check(
                joined.events().greatest()
                        == Math.max(stamp.events().greatest(), other.events().greatest()),
                "joins to more than there is",
                stamp);
        writable(joined);
    }

    private static void event(IntervalTreeClock stamp) {
        try {
            IntervalTreeClock next = stamp.event();
            check(stamp.compareTo(next) == Causality.BEFORE, "an event is no progress", stamp);
            writable(next);
        } catch (ArithmeticException e) {
            check(stamp.events().greatest() == Long.MAX_VALUE, "an event that is possible is refused", stamp);
        }
    }

    private static void fork(IntervalTreeClock stamp) {
        Fork fork;
        try {
            fork = stamp.fork();
        } catch (IllegalStateException e) {
            check(stamp.id().depthOfParts() > IntervalTreeClock.MAX_DEPTH, "can be forked, and isn't", stamp);
            return;
        }
        check(fork.left().join(fork.right()).equals(stamp), "doesn't come back from forking", stamp);
        writable(fork.left());
        writable(fork.right());
    }

    /** What is made of stamps of strangers can be sent on: it is in normal form, and not too deep. */
    private static void writable(IntervalTreeClock stamp) {
        check(IntervalTreeClock.decode(stamp.encode()).equals(stamp), "reads another", stamp);
    }
}
