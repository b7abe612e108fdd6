package dev.truechimer.clock.sequence;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Keeps what lies before it, the object's header among it, off the cache lines of {@link Sequence}. */
@SuppressWarnings("unused")
class SequencePadding {
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
}

/** The contended value. */
class SequenceLast extends SequencePadding {
    volatile long last;
}

/**
 * The last timestamp that was issued, which only grows.
 *
 * <p><b>Layout:</b> 128 bytes to both sides of {@link #last} belong to nothing else, since every timestamp writes it and
 * processors fetch cache lines in pairs. <b>Ordering:</b> volatile; changed by compare-and-set only. <b>Contention:</b> a thread
 * that was overtaken pauses for a microsecond or a few, in which the others go on with the cache line in their own cache; where
 * cores are far apart that gives more timestamps in total than passing the line to and fro for each of them. It stays
 * lock-free, since who is overtaken is so by somebody who has got on. <b>Source:</b> Dice, Hendler, Mirsky, "Lightweight
 * Contention Management for Efficient Compare-and-Swap Operations" (2013).
 */
@SuppressWarnings("unused")
public final class Sequence extends SequenceLast {

    /** Hints to the processor after a lost race; each takes tens of nanoseconds on x86. */
    private static final int PAUSES = 128;

    private static final VarHandle LAST;

    static {
        try {
            LAST = MethodHandles.lookup()
                    .findVarHandle(SequenceLast.class, "last", long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;

    /** Begins with {@code first} as the last. */
    public Sequence(long first) {
        LAST.setVolatile((SequenceLast) this, first);
    }

    /** The last one. */
    public long last() {
        return last;
    }

    /** Moves on to {@code next}, if {@code expected} is still the last. */
    public boolean advance(long expected, long next) {
        return LAST.compareAndSet((SequenceLast) this, expected, next);
    }

    /** Lets the others go on, after a lost race. */
    public static void yieldToOthers() {
        for (int i = 0; i < PAUSES; i++) {
            Thread.onSpinWait();
        }
    }
}
