package dev.truechimer.vector;

/** The plain meaning of the trees, for comparison: the interval cut into cells of one size, and what holds in each. */
final class Cells {

    private Cells() {}

    static int depth(ItcId id) {
        return id.isLeaf() ? 0 : 1 + Math.max(depth(id.left()), depth(id.right()));
    }

    static int depth(ItcEvents events) {
        return events.isLeaf() ? 0 : 1 + Math.max(depth(events.left()), depth(events.right()));
    }

    /** How many nodes a tree has. */
    static int nodes(ItcEvents events) {
        return events.isLeaf() ? 1 : 1 + nodes(events.left()) + nodes(events.right());
    }

    /** The count in each of 2^depth cells. */
    static long[] counts(ItcEvents events, int depth) {
        long[] cells = new long[1 << depth];
        add(events, cells, 0, cells.length);
        return cells;
    }

    private static void add(ItcEvents events, long[] cells, int from, int to) {
        for (int i = from; i < to; i++) {
            cells[i] += events.least();
        }
        if (events.isLeaf()) {
            return;
        }
        int middle = (from + to) >>> 1;
        add(events.left(), cells, from, middle);
        add(events.right(), cells, middle, to);
    }

    /** Which of 2^depth cells are owned. */
    static boolean[] owned(ItcId id, int depth) {
        boolean[] cells = new boolean[1 << depth];
        mark(id, cells, 0, cells.length);
        return cells;
    }

    private static void mark(ItcId id, boolean[] cells, int from, int to) {
        if (id.isLeaf()) {
            for (int i = from; i < to; i++) {
                cells[i] = id == ItcId.ALL;
            }
            return;
        }
        int middle = (from + to) >>> 1;
        mark(id.left(), cells, from, middle);
        mark(id.right(), cells, middle, to);
    }

    /** Whether a tree is in normal form, by the definition. */
    static boolean isNormal(ItcId id) {
        if (id.isLeaf()) {
            return true;
        }
        boolean sameLeaves = id.left().isLeaf() && id.left() == id.right();
        return !sameLeaves && isNormal(id.left()) && isNormal(id.right());
    }

    /** Whether a tree is in normal form, by the definition, and says its greatest count right. */
    static boolean isNormal(ItcEvents events) {
        ItcEvents left = events.left();
        ItcEvents right = events.right();
        if (events.least() < 0) {
            return false;
        }
        if (events.isLeaf()) {
            return events.greatest() == events.least() && (events.least() != 0 || events == ItcEvents.ZERO);
        }
        boolean sameLeaves = left.isLeaf() && right.isLeaf() && left.least() == right.least();
        return !sameLeaves
                && Math.min(left.least(), right.least()) == 0
                && events.greatest() == events.least() + Math.max(left.greatest(), right.greatest())
                && isNormal(left)
                && isNormal(right);
    }
}
