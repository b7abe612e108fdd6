package dev.truechimer.vector;

/**
 * Which parts of the interval [0, 1) a stamp owns: the id tree of an interval tree clock. A leaf owns all or nothing of
 * its interval; an inner node has one tree for each half.
 *
 * <p><b>Invariant:</b> normal form: no inner node has two leaves that are the same, so the same parts have the same
 * tree. No leaf lies deeper than {@link IntervalTreeClock#MAX_DEPTH}, which also bounds every recursion here.
 *
 * <p><b>Threads:</b> immutable. <b>Source:</b> Almeida, Baquero, Fonte, "Interval tree clocks: a logical clock for
 * dynamic systems", OPODIS 2008.
 */
final class ItcId {

    /** Owns nothing. Each half of it is the same again. */
    static final ItcId NONE = new ItcId();

    /** Owns everything. Each half of it is the same again. */
    static final ItcId ALL = new ItcId();

    private final ItcId left;
    private final ItcId right;

    private ItcId() {
        this.left = this;
        this.right = this;
    }

    private ItcId(ItcId left, ItcId right) {
        this.left = left;
        this.right = right;
    }

    /** The tree of two halves, in normal form. */
    static ItcId of(ItcId left, ItcId right) {
        return left == right && left.isLeaf() ? left : new ItcId(left, right);
    }

    boolean isLeaf() {
        return left == this;
    }

    ItcId left() {
        return left;
    }

    ItcId right() {
        return right;
    }

    /**
     * One part of two when this is split, the paper's {@code split}; together with {@link #secondPart} it is this
     * again.
     */
    ItcId firstPart() {
        if (isLeaf()) {
            return of(this, NONE);
        }
        if (left == NONE) {
            return of(NONE, right.firstPart());
        }
        return of(right == NONE ? left.firstPart() : left, NONE);
    }

    /** The other part when this is split. */
    ItcId secondPart() {
        if (isLeaf()) {
            return of(NONE, this);
        }
        if (right == NONE) {
            return of(left.secondPart(), NONE);
        }
        return of(NONE, left == NONE ? right.secondPart() : right);
    }

    /**
     * How deep the parts lie that come from splitting a single interval; 0 if there is more than one, which needs no
     * more depth.
     */
    int depthOfParts() {
        int depth = 1;
        ItcId at = this;
        while (!at.isLeaf()) {
            if (at.left != NONE && at.right != NONE) {
                return 0;
            }
            at = at.left == NONE ? at.right : at.left;
            depth++;
        }
        return at == ALL ? depth : 0;
    }

    /**
     * What either owns.
     *
     * @throws IllegalArgumentException if both own the same part
     */
    ItcId plus(ItcId other) {
        if (this == NONE) {
            return other;
        }
        if (other == NONE) {
            return this;
        }
        if (isLeaf() || other.isLeaf()) {
            throw new IllegalArgumentException(
                    "joined stamps must not own the same part of the interval, and these do: one is a copy"
                            + " of the other, or was used again after fork() or join();"
                            + " to learn what a copy knows, join its peek()");
        }
        return of(left.plus(other.left), right.plus(other.right));
    }

    /** Whether both own the same. Not {@code equals}: leaves are compared by identity here, everywhere else. */
    boolean isSameAs(ItcId other) {
        if (this == other) {
            return true;
        }
        return !isLeaf() && !other.isLeaf() && left.isSameAs(other.left) && right.isSameAs(other.right);
    }

    int hash() {
        if (isLeaf()) {
            return this == ALL ? 1 : 0;
        }
        return 31 * (31 + left.hash()) + right.hash();
    }

    void appendTo(StringBuilder text) {
        if (isLeaf()) {
            text.append(this == ALL ? '1' : '0');
            return;
        }
        text.append('(');
        left.appendTo(text);
        text.append(", ");
        right.appendTo(text);
        text.append(')');
    }

    /** The paper's notation: {@code (1, (0, 1))}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }
}
