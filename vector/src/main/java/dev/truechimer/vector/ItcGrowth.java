package dev.truechimer.vector;

/**
 * How an event is counted in an interval tree clock: somewhere in what the stamp owns a count must rise, and it is free
 * to choose where. It chooses so that trees stay small.
 *
 * <p>{@link #fill} raises what is owned as far as that makes the tree simpler, never beyond what is known beside it.
 * Only if there is nothing to fill, {@link #grow} raises one count, at the place that costs least: first, as few new
 * nodes as possible; second, as near to the root as possible.
 *
 * <p><b>Cost:</b> O(nodes of both trees) time and memory. <b>Source:</b> Almeida, Baquero, Fonte, "Interval tree
 * clocks: a logical clock for dynamic systems", OPODIS 2008: its fill and grow.
 */
final class ItcGrowth {

    /** What one new node costs: more than all levels of a tree. */
    private static final int COST_OF_NODE = IntervalTreeClock.MAX_DEPTH + 1;

    /**
     * The cost where a count would overflow: more than anything that is possible, and room for what is added on the
     * way up.
     */
    private static final int IMPOSSIBLE = 1 << 30;

    private ItcGrowth() {}

    /**
     * What comes out if one count rises.
     *
     * @param events the whole tree after it
     * @param cost how bad it is for the size
     */
    private record Grown(ItcEvents events, int cost) {}

    /**
     * Counts one event.
     *
     * @param id what is owned; not {@link ItcId#NONE}
     * @throws ArithmeticException if every count that is owned is {@link Long#MAX_VALUE}
     */
    static ItcEvents event(ItcId id, ItcEvents events) {
        ItcEvents filled = fill(id, events);
        if (filled != events) {
            return filled;
        }
        Grown grown = grow(id, events, 0);
        if (grown.cost >= IMPOSSIBLE) {
            throw new ArithmeticException("every counter that this stamp owns is " + Long.MAX_VALUE);
        }
        return grown.events;
    }

    /** Raises what is owned so that the tree gets simpler; gives the same object if it can't. */
    private static ItcEvents fill(ItcId id, ItcEvents events) {
        if (id == ItcId.NONE || events.isLeaf()) {
            return events;
        }
        if (id == ItcId.ALL) {
            return ItcEvents.leaf(events.greatest());
        }
        ItcEvents left = events.left();
        ItcEvents right = events.right();
        if (id.left() == ItcId.ALL) {
            right = fill(id.right(), right);
            left = level(left, right.least());
        } else if (id.right() == ItcId.ALL) {
            left = fill(id.left(), left);
            right = level(right, left.least());
        } else {
            left = fill(id.left(), left);
            right = fill(id.right(), right);
        }
        boolean unchanged = left == events.left() && right == events.right();
        return unchanged ? events : ItcEvents.of(events.least(), left, right);
    }

    /** What is owned as a whole, raised to its own greatest count and to the least one of the other half. */
    private static ItcEvents level(ItcEvents owned, long leastOfOther) {
        long count = Math.max(owned.greatest(), leastOfOther);
        return owned.isLeaf() && owned.least() == count ? owned : ItcEvents.leaf(count);
    }

    /** @param above the sum of the numbers above these events */
    private static Grown grow(ItcId id, ItcEvents events, long above) {
        long least = above + events.least();
        if (!events.isLeaf()) {
            return growHalf(id, events, least, 1);
        }
        if (least == Long.MAX_VALUE) {
            return new Grown(events, IMPOSSIBLE);
        }
        if (id == ItcId.ALL) {
            return new Grown(ItcEvents.leaf(events.least() + 1), 0);
        }
        return growHalf(id, events, least, 1 + COST_OF_NODE);
    }

    private static Grown growHalf(ItcId id, ItcEvents events, long least, int cost) {
        if (id.right() == ItcId.NONE) {
            return withLeft(events, grow(id.left(), events.left(), least), cost);
        }
        Grown right = grow(id.right(), events.right(), least);
        if (id.left() == ItcId.NONE) {
            return withRight(events, right, cost);
        }
        Grown left = grow(id.left(), events.left(), least);
        return left.cost < right.cost ? withLeft(events, left, cost) : withRight(events, right, cost);
    }

    private static Grown withLeft(ItcEvents events, Grown left, int cost) {
        return new Grown(ItcEvents.of(events.least(), left.events, events.right()), left.cost + cost);
    }

    private static Grown withRight(ItcEvents events, Grown right, int cost) {
        return new Grown(ItcEvents.of(events.least(), events.left(), right.events), right.cost + cost);
    }
}
