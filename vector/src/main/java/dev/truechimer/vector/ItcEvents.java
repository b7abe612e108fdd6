package dev.truechimer.vector;

/**
 * How many events are known in each part of the interval [0, 1): the event tree of an interval tree clock. The count at
 * a place is the sum of the numbers from the root down to the leaf there.
 *
 * <p><b>Invariant:</b> normal form: of two halves at least one has the number 0, and no inner node has two leaves that
 * are the same; so the number of a tree is its least count, and the same counts have the same tree. Numbers are
 * {@code >= 0}, and counts at most {@link Long#MAX_VALUE}. No leaf lies deeper than
 * {@link IntervalTreeClock#MAX_DEPTH}, which also bounds every recursion here.
 *
 * <p><b>Threads:</b> immutable. <b>Source:</b> Almeida, Baquero, Fonte, "Interval tree clocks: a logical clock for
 * dynamic systems", OPODIS 2008. Where the paper lifts a subtree by a number, this passes the number along.
 */
final class ItcEvents {

    /** No events. Each half of it is the same again. */
    static final ItcEvents ZERO = new ItcEvents();

    private final long least;
    private final long greatest;
    private final ItcEvents left;
    private final ItcEvents right;

    private ItcEvents() {
        this.least = 0;
        this.greatest = 0;
        this.left = this;
        this.right = this;
    }

    private ItcEvents(long least, long greatest, ItcEvents left, ItcEvents right) {
        this.least = least;
        this.greatest = greatest;
        this.left = left;
        this.right = right;
    }

    /** The same count everywhere. */
    static ItcEvents leaf(long count) {
        return count == 0 ? ZERO : new ItcEvents(count, count, ZERO, ZERO);
    }

    /**
     * The tree of two halves, in normal form: the paper's {@code norm}.
     *
     * @param number added to the counts of both halves; no sum is greater than {@link Long#MAX_VALUE}
     */
    static ItcEvents of(long number, ItcEvents left, ItcEvents right) {
        if (left.isLeaf() && right.isLeaf() && left.least == right.least) {
            return leaf(number + left.least);
        }
        long sink = Math.min(left.least, right.least);
        long highest = number + Math.max(left.greatest, right.greatest);
        return new ItcEvents(number + sink, highest, left.lifted(-sink), right.lifted(-sink));
    }

    /** Whether the count is the same everywhere. */
    boolean isLeaf() {
        return left == ZERO && right == ZERO;
    }

    /** The least count, which is the number of the root: the paper's {@code min}. */
    long least() {
        return least;
    }

    /** The greatest count: the paper's {@code max}. */
    long greatest() {
        return greatest;
    }

    /** The left half, without the number of the root. A leaf has {@link #ZERO} for both. */
    ItcEvents left() {
        return left;
    }

    /** The right half, without the number of the root. */
    ItcEvents right() {
        return right;
    }

    /** Whether nowhere more events are known here than there: the paper's {@code leq}. */
    boolean isWithin(ItcEvents other) {
        return isWithin(this, 0, other, 0);
    }

    private static boolean isWithin(ItcEvents a, long aLift, ItcEvents b, long bLift) {
        long aLeast = aLift + a.least;
        long bLeast = bLift + b.least;
        if (aLift + a.greatest <= bLeast) {
            return true;
        }
        // What is greater than the least somewhere is no leaf; above a leaf it is greater there.
        if (aLeast > bLeast || b.isLeaf() || aLift + a.greatest > bLift + b.greatest) {
            return false;
        }
        return isWithin(a.left, aLeast, b.left, bLeast) && isWithin(a.right, aLeast, b.right, bLeast);
    }

    /**
     * The greater count everywhere: the paper's {@code join}. Gives one of the two themselves if it knows all that the
     * other knows.
     */
    ItcEvents join(ItcEvents other) {
        if (other.isWithin(this)) {
            return this;
        }
        return isWithin(other) ? other : join(this, 0, other, 0);
    }

    private static ItcEvents join(ItcEvents a, long aLift, ItcEvents b, long bLift) {
        long aLeast = aLift + a.least;
        long bLeast = bLift + b.least;
        if (bLift + b.greatest <= aLeast) {
            return a.lifted(aLift);
        }
        if (aLift + a.greatest <= bLeast) {
            return b.lifted(bLift);
        }
        long low = Math.min(aLeast, bLeast);
        ItcEvents joinedLeft = join(a.left, aLeast - low, b.left, bLeast - low);
        ItcEvents joinedRight = join(a.right, aLeast - low, b.right, bLeast - low);
        return of(low, joinedLeft, joinedRight);
    }

    private ItcEvents lifted(long by) {
        if (by == 0) {
            return this;
        }
        return isLeaf() ? leaf(least + by) : new ItcEvents(least + by, greatest + by, left, right);
    }

    /**
     * Whether both know the same. Not {@code equals}: what is unchanged, and {@link #ZERO}, are told by identity
     * everywhere else.
     */
    boolean isSameAs(ItcEvents other) {
        if (this == other) {
            return true;
        }
        if (least != other.least || greatest != other.greatest) {
            return false;
        }
        // Two leaves come to their common halves, which are ZERO, at once.
        return left.isSameAs(other.left) && right.isSameAs(other.right);
    }

    int hash() {
        if (isLeaf()) {
            return Long.hashCode(least);
        }
        return 31 * (31 * (31 + Long.hashCode(least)) + left.hash()) + right.hash();
    }

    void appendTo(StringBuilder text) {
        if (isLeaf()) {
            text.append(least);
            return;
        }
        text.append('(').append(least).append(", ");
        left.appendTo(text);
        text.append(", ");
        right.appendTo(text);
        text.append(')');
    }

    /** The paper's notation: {@code (1, 0, (0, 2, 0))}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }
}
