package dev.truechimer.hlc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Keeps what lies before it, an object's header at least, off the cache lines of {@link Sequence}. */
@SuppressWarnings("unused")
class SequencePadBefore {
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
}

/** The contended value. */
class SequenceLast extends SequencePadBefore {
    volatile long last;
}

/** Two cache lines between the two values, since processors fetch lines in pairs. */
@SuppressWarnings("unused")
class SequencePadBetween extends SequenceLast {
    private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
}

/** The value that is mostly read. */
class SequenceFrontier extends SequencePadBetween {
    long frontierNanos = Long.MIN_VALUE;
}

/**
 * The last timestamp of a clock, and the frontier up to which another one needs no look at it.
 *
 * <p><b>Layout:</b> each value has cache lines of its own, because every timestamp writes {@link #last}, while the frontier is
 * written once per microsecond and read at every timestamp: so two threads pass one line to and fro for a timestamp, not two.
 * <b>Ordering:</b> {@link #last} is changed by atomic read-modify-writes only. The frontier is written by release after {@link
 * #last} has reached its microsecond, and read by acquire, so an increment that follows the read starts from there or above;
 * writers may overwrite each other's frontier with a lower one, which costs a look, never an order.
 */
@SuppressWarnings("unused")
final class Sequence extends SequenceFrontier {

    private static final VarHandle LAST;
    private static final VarHandle FRONTIER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            LAST = lookup.findVarHandle(SequenceLast.class, "last", long.class).withInvokeExactBehavior();
            FRONTIER = lookup.findVarHandle(SequenceFrontier.class, "frontierNanos", long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15;

    Sequence(long first) {
        LAST.setVolatile((SequenceLast) this, first);
    }

    long last() {
        return last;
    }

    /** The end, exclusive, of the microsecond that {@link #last} has reached; in nanoseconds. */
    long frontierNanosAcquire() {
        return (long) FRONTIER.getAcquire((SequenceFrontier) this);
    }

    /** The next one, by counting. */
    long increment() {
        return (long) LAST.getAndAdd((SequenceLast) this, 1L) + 1;
    }

    /** Moves on to {@code next}, if {@code expected} is still the last. */
    boolean advance(long expected, long next) {
        return LAST.compareAndSet((SequenceLast) this, expected, next);
    }

    /** Call after {@link #last} has reached the microsecond that ends there. */
    void raiseFrontierRelease(long endNanos) {
        if ((long) FRONTIER.getOpaque((SequenceFrontier) this) < endNanos) {
            FRONTIER.setRelease((SequenceFrontier) this, endNanos);
        }
    }

    /** Makes everybody look at {@link #last} again. */
    void withdrawFrontier() {
        FRONTIER.setRelease((SequenceFrontier) this, Long.MIN_VALUE);
    }
}
