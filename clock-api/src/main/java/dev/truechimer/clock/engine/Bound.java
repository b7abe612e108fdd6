package dev.truechimer.clock.engine;

import dev.truechimer.clock.source.Claim;
import org.jspecify.annotations.Nullable;

/**
 * One end of an interval at some oscillator reading, and the half-claim that it comes from.
 *
 * @param taiNanos the end, or {@link Long#MIN_VALUE} / {@link Long#MAX_VALUE} if absent
 * @param source whose half-claim it is; empty if absent
 * @param claim the raw claim; null if absent
 */
public record Bound(long taiNanos, String source, @Nullable Claim claim) {

    /** No lower bound. */
    static final Bound NO_LOWER = new Bound(Outward.NO_LOWER, "", null);

    /** No upper bound. */
    static final Bound NO_UPPER = new Bound(Outward.NO_UPPER, "", null);

    boolean isAbsent() {
        return claim == null;
    }

    /** The same half-claim, aged to another reading. */
    Bound at(long agedTaiNanos) {
        return new Bound(agedTaiNanos, source, claim);
    }
}
