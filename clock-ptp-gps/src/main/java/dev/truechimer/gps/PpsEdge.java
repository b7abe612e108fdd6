package dev.truechimer.gps;

import java.time.Duration;

/**
 * Which edge of a pulse means a second, and how long after it.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param isAssert whether it is the assert edge, not the clear edge
 * @param afterSecondNanos how long after the whole second it comes, 0 to 999,999,999
 */
record PpsEdge(boolean isAssert, long afterSecondNanos) {

    /** The start of a pulse that is wired as usual. */
    static final PpsEdge ASSERT = new PpsEdge(true, 0);

    /** The other edge, so long after the second. */
    static PpsEdge clear(Duration afterSecond) {
        return new PpsEdge(false, afterSecond.toNanos());
    }

    @Override
    public String toString() {
        return isAssert ? "assert" : "clear";
    }
}
