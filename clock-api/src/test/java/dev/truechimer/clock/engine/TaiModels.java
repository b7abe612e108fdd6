package dev.truechimer.clock.engine;

import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.Claims;

/**
 * Models made by hand, for tests of what reads them.
 *
 * @param anchorTicks the reading at which the ends hold
 * @param lower lower end
 * @param upper upper end
 * @param schedule how they age
 * @param validTicks for how long they are bounded
 * @param status what a reader is told
 * @param epoch the disruption epoch
 */
public record TaiModels(
        long anchorTicks,
        long lower,
        long upper,
        RateSchedule schedule,
        long validTicks,
        ClockStatus status,
        int epoch) {

    private static final long HOUR = 3_600 * Settings.SECOND;

    /** A synchronised one on raw ticks, valid for an hour. */
    public static TaiModels of(long anchorTicks, long lower, long upper) {
        RateSchedule schedule = RateSchedule.only(RateBound.undisciplined(Settings.RHO_PPM, 0));
        return new TaiModels(anchorTicks, lower, upper, schedule, HOUR, ClockStatus.SYNCHRONIZED, 0);
    }

    public TaiModels schedule(RateSchedule other) {
        return new TaiModels(anchorTicks, lower, upper, other, validTicks, status, epoch);
    }

    public TaiModels valid(long ticks) {
        return new TaiModels(anchorTicks, lower, upper, schedule, ticks, status, epoch);
    }

    public TaiModels status(ClockStatus other) {
        return new TaiModels(anchorTicks, lower, upper, schedule, validTicks, other, epoch);
    }

    public TaiModels epoch(int other) {
        return new TaiModels(anchorTicks, lower, upper, schedule, validTicks, status, other);
    }

    /** The model. */
    public TaiModel bounded() {
        Claim claim = Claims.at(anchorTicks, lower, upper);
        return new TaiModel(
                anchorTicks,
                new Bound(lower, "a", claim),
                new Bound(upper, "a", claim),
                schedule,
                anchorTicks + validTicks,
                anchorTicks - HOUR,
                status,
                epoch,
                Settings.READ_MARGIN);
    }

    /** One that knows nothing. */
    public TaiModel unbounded() {
        return TaiModel.unbounded(anchorTicks, anchorTicks, schedule, status, epoch);
    }
}
