package dev.truechimer.clock.engine;

import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.TimeInterval;

/**
 * What a reader of one timescale needs for one reading, and nothing else.
 *
 * <p><b>Unit:</b> {@link #earliestNanos} and {@link #latestNanos} on the output scale at {@link #anchorTicks}; rates as
 * g − 1 in 2^-64 of the output scale. <b>Range:</b> a reading {@code d} ticks after the anchor is bounded for {@code d <=
 * validForTicks}, which is −1 for a model that knows nothing; within it no sum overflows, since the engine keeps
 * holdovers below a year. The model ends where the first of its ends leaves the stretch
 * of the scale for which its slope is sound. <b>Threads:</b>
 * immutable; all fields final, so safe however it is published. <b>Source:</b> error model, section 2.
 */
public final class ClockModel {

    /** A model that knows nothing. */
    private static final long NEVER = -1;

    /** Fields are public: the hot path reads them, and the package is not exported. */
    public final long anchorTicks;

    /** Earliest end at the anchor. */
    public final long earliestNanos;

    /** Latest end at the anchor. */
    public final long latestNanos;

    /** Lower rate of the earliest end. */
    public final long kEarliest;

    /** Upper rate of the latest end. */
    public final long kLatest;

    /** For how many ticks after the anchor a reading is bounded. */
    public final long validForTicks;

    /** A reading this little before the anchor comes from another core and counts as at the anchor: −2r. */
    public final long leastTicks;

    /** The disruption epoch in which this model was made. */
    public final int epoch;

    /** What a reader is told. */
    public final ClockStatus status;

    private final TaiModel tai;
    private final TimescaleMap map;

    private ClockModel(TaiModel tai, TimescaleMap map, long tickErrorNanos) {
        this.tai = tai;
        this.map = map;
        this.anchorTicks = tai.anchorTicks();
        this.epoch = tai.epoch();
        this.status = tai.status();
        this.leastTicks = -2 * tickErrorNanos;
        if (!tai.isBounded()) {
            this.earliestNanos = Long.MIN_VALUE;
            this.latestNanos = Long.MAX_VALUE;
            this.kEarliest = 0;
            this.kLatest = 0;
            this.validForTicks = NEVER;
            return;
        }
        long lower = tai.lower().taiNanos();
        long upper = tai.upper().taiNanos();
        RateBound rate = tai.schedule().at(anchorTicks);
        TimescaleMap.Slope lowerSlope = map.slopeFrom(lower, false);
        TimescaleMap.Slope upperSlope = map.slopeFrom(upper, true);
        this.earliestNanos = map.floor(lower);
        this.latestNanos = map.ceil(upper);
        this.kEarliest = rate.kLoScaled(lowerSlope.num(), lowerSlope.den());
        this.kLatest = rate.kHiScaled(upperSlope.num(), upperSlope.den());
        long ticksOnSlopes = Math.min(
                ticksUntil(lowerSlope.untilTai(), lower, rate), ticksUntil(upperSlope.untilTai(), upper, rate));
        this.validForTicks = Math.min(tai.validUntilTicks() - anchorTicks - 1, ticksOnSlopes);
    }

    /**
     * A model of one scale.
     *
     * @param tai what the engine published
     * @param map the scale
     * @param tickErrorNanos r
     */
    public static ClockModel of(TaiModel tai, TimescaleMap map, long tickErrorNanos) {
        return new ClockModel(tai, map, tickErrorNanos);
    }

    /** Ticks after which an end may have left its slope; rounded down. */
    private static long ticksUntil(long untilTai, long end, RateBound rate) {
        return untilTai == Long.MAX_VALUE ? Long.MAX_VALUE : rate.ticksWithin(untilTai - end);
    }

    /** The earliest end at {@code 0 <= d <= validForTicks} ticks after the anchor. */
    public long earliestAt(long d) {
        return earliestNanos + d + Math.multiplyHigh(d, kEarliest);
    }

    /** The latest end at {@code 0 <= d <= validForTicks} ticks after the anchor. */
    public long latestAt(long d) {
        return latestNanos + d + Math.multiplyHigh(d, kLatest) + 1;
    }

    /** When was that oscillator reading? Also for readings before the anchor. Not the hot path. */
    public TimeInterval intervalAt(long ticks) {
        long d = ticks - anchorTicks;
        if (d >= 0) {
            return d > validForTicks ? TimeInterval.UNBOUNDED : new TimeInterval(earliestAt(d), latestAt(d));
        }
        TimeInterval then = tai.intervalAt(ticks);
        return then.isBounded() ? map.map(then) : TimeInterval.UNBOUNDED;
    }

    /** What the engine published, for reports. */
    public TaiModel tai() {
        return tai;
    }
}
