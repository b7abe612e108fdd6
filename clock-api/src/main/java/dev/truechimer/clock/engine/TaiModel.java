package dev.truechimer.clock.engine;

import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.TimeInterval;

/**
 * What the engine publishes: both ends at one oscillator reading, how they age, and for how long.
 *
 * <p><b>Unit:</b> nanoseconds of TAI; oscillator nanoseconds. The 2r of the readings is already in the ends. <b>Range:</b>
 * either both ends are there or none. <b>Threads:</b> immutable. <b>Source:</b> error model, sections 2 and 7.
 *
 * @param anchorTicks the reading at which the ends hold
 * @param lower lower end
 * @param upper upper end
 * @param schedule how the ends age
 * @param validUntilTicks bounded before this reading only
 * @param notBeforeTicks readings before this one lie across a disruption: nothing is known of them
 * @param status what a reader is told
 * @param epoch counts disruptions; a model of another epoch than the present one is not believed
 * @param readMargin ⌈2r·gHi⌉
 */
public record TaiModel(
        long anchorTicks,
        Bound lower,
        Bound upper,
        RateSchedule schedule,
        long validUntilTicks,
        long notBeforeTicks,
        ClockStatus status,
        int epoch,
        long readMargin) {

    /** A model that knows nothing. */
    static TaiModel unbounded(
            long nowTicks, long notBeforeTicks, RateSchedule schedule, ClockStatus status, int epoch) {
        return new TaiModel(
                nowTicks, Bound.NO_LOWER, Bound.NO_UPPER, schedule, nowTicks, notBeforeTicks, status, epoch, 0);
    }

    /** Whether it gives bounded readings at all. */
    public boolean isBounded() {
        return !lower.isAbsent() && !upper.isAbsent();
    }

    /** The lower end, aged to a later reading. */
    Bound lowerAt(long ticks) {
        return lower.at(schedule.ageLower(lower.taiNanos(), anchorTicks, ticks));
    }

    /** The upper end, aged to a later reading. */
    Bound upperAt(long ticks) {
        return upper.at(schedule.ageUpper(upper.taiNanos(), anchorTicks, ticks));
    }

    /**
     * When was that reading? Later than the anchor: aged. Earlier: carried back, with the rates swapped and 2r once more,
     * since now the distance from the anchor counts.
     *
     * @return unbounded beyond the end of validity and before the last disruption
     */
    public TimeInterval intervalAt(long ticks) {
        if (!isBounded() || ticks - validUntilTicks >= 0 || ticks - notBeforeTicks < 0) {
            return TimeInterval.UNBOUNDED;
        }
        if (ticks - anchorTicks >= 0) {
            return new TimeInterval(lowerAt(ticks).taiNanos(), upperAt(ticks).taiNanos());
        }
        long earliest = schedule.backLower(lower.taiNanos(), anchorTicks, ticks);
        long latest = schedule.backUpper(upper.taiNanos(), anchorTicks, ticks);
        return new TimeInterval(Outward.addToLower(earliest, -readMargin), Outward.addToUpper(latest, readMargin));
    }
}
