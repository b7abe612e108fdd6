package dev.truechimer.vector.store;

/** What the oracle says about a run: the first thing that was wrong. */
public enum StoreVerdict {
    RIGHT,
    /** A maximal write has no value. */
    UPDATE_LOST,
    /** A value is there whose write is not maximal, or twice. */
    FALSE_SIBLING,
    /** Values in another order than promised, or with other dots. */
    WRONG_DOTS,
    /** The context is not the union of the histories. */
    WRONG_CONTEXT,
    /** Two states stand otherwise to each other than what they have received. */
    WRONG_ORDER,
    /** Bytes that gave another set. */
    WRONG_BYTES,
    /** A write was refused. */
    REFUSED
}
