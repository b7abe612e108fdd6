package dev.truechimer.ptp;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.ErrorBudget;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes claims of halves that come independently: a pair as soon as there is one, a half alone if the other does not come.
 *
 * <p>Where one kind comes more often, the tightest of it is used: that with the greatest (least) distance of true time from
 * the oscillator. That is a choice between true halves, so the rate of the oscillator does not matter. <b>Threads:</b>
 * confined to the client's.
 */
final class HalfClaims {

    /** A half alone waits at least so long for the other. */
    static final long PATIENCE_NANOS = 4_000_000_000L;

    /** No oscillator is off by as much as 100,000 ppm; a contradiction beyond that is the master's, or the path's. */
    private static final long CONSERVATIVE_RATE_DIVISOR = 10;

    /** Far more than the reading errors of both halves. */
    private static final long READING_ERROR_NANOS = 1_000;

    private @Nullable Half lower;
    private @Nullable Half upper;
    /** Since when one of this kind waits, which need not be the same one. */
    private long lowerSinceTicks;

    private long upperSinceTicks;

    /**
     * True time at a reading is not before, or not after.
     *
     * @param ticks the reading
     * @param taiNanos the bound
     * @param errorNanos the part of it that is the master's error
     */
    record Half(long ticks, long taiNanos, long errorNanos) {

        private long distanceNanos() {
            return taiNanos - ticks;
        }
    }

    /** What became of halves. */
    sealed interface Result {}

    /**
     * A claim.
     *
     * @param claim of one or two halves
     */
    record Made(Claim claim) implements Result {}

    /**
     * Two halves that can't both be true.
     *
     * @param failure by how much
     */
    record Contradiction(SourceFailure failure) implements Result {}

    /** A lower half: true time was at least that. */
    Optional<Result> lower(Half newest) {
        Half best = lower;
        lowerSinceTicks = best == null ? newest.ticks : lowerSinceTicks;
        // Differences, since readings may pass the end of their range.
        if (best == null || newest.distanceNanos() - best.distanceNanos() >= 0) {
            lower = newest;
        }
        return pair();
    }

    /** An upper half: true time was at most that. */
    Optional<Result> upper(Half newest) {
        Half best = upper;
        upperSinceTicks = best == null ? newest.ticks : upperSinceTicks;
        if (best == null || newest.distanceNanos() - best.distanceNanos() <= 0) {
            upper = newest;
        }
        return pair();
    }

    /**
     * A half that has waited in vain for the other.
     *
     * @param requestNanos how often a request is sent. Where that is rare, lower halves wait for up to half of it, so that few
     *     of them go alone between two upper ones: who remembers the last eight claims has both kinds
     */
    Optional<Result> expire(long nowTicks, long requestNanos) {
        long patienceNanos = Math.max(PATIENCE_NANOS, requestNanos / 2);
        Half low = lower;
        Half high = upper;
        if (low != null && nowTicks - lowerSinceTicks > patienceNanos) {
            clear();
            ErrorBudget budget = new ErrorBudget(0, low.errorNanos, 0);
            return Optional.of(new Made(new Claim(low.ticks, low.taiNanos, low.ticks, Long.MAX_VALUE, budget)));
        }
        if (high != null && nowTicks - upperSinceTicks > patienceNanos) {
            clear();
            ErrorBudget budget = new ErrorBudget(0, high.errorNanos, 0);
            return Optional.of(new Made(new Claim(high.ticks, Long.MIN_VALUE, high.ticks, high.taiNanos, budget)));
        }
        return Optional.empty();
    }

    /** Forgets everything: another master is followed. */
    void clear() {
        lower = null;
        upper = null;
    }

    private Optional<Result> pair() {
        Half low = lower;
        Half high = upper;
        if (low == null || high == null) {
            return Optional.empty();
        }
        clear();
        long widthNanos = high.distanceNanos() - low.distanceNanos();
        long apartNanos = Math.abs(low.ticks - high.ticks);
        if (widthNanos + apartNanos / CONSERVATIVE_RATE_DIVISOR + READING_ERROR_NANOS < 0) {
            return Optional.of(new Contradiction(new SourceFailure(
                    Reason.CONTRADICTORY,
                    "messages were " + -widthNanos + " ns shorter on their way than stamps, error and least delays"
                            + " allow")));
        }
        long errorNanos = Math.max(low.errorNanos, high.errorNanos);
        ErrorBudget budget = new ErrorBudget(Math.max(0, widthNanos - 2 * errorNanos), errorNanos, 0);
        return Optional.of(new Made(new Claim(low.ticks, low.taiNanos, high.ticks, high.taiNanos, budget)));
    }
}
