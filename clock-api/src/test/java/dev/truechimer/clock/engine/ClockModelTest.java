package dev.truechimer.clock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.LeapSeconds;
import org.junit.jupiter.api.Test;

/** The two kinds of models near a leap second, and what all carry along. */
class ClockModelTest {

    private static final long SECOND = 1_000_000_000L;
    private static final LeapSeconds TABLE = LeapSeconds.bundled();
    private static final TimescaleMap UTC = TimescaleMap.of(Timescale.UTC, TABLE);
    private static final RateBound EXACT = RateBound.ofPpb(0, 0);

    /** TAI at which the last 1000 s before 2017-01-01 begin. */
    private static final long STRETCH = TABLE.effectiveUtcNanos(27) + TABLE.offsetSeconds(27) * SECOND - 1_000 * SECOND;

    private static ClockModel model(long lower, long upper) {
        return ClockModel.of(
                TaiModels.of(0, lower, upper).schedule(RateSchedule.only(EXACT)).bounded(), UTC, 50);
    }

    @Test
    void aModelWellBeforeABreakpointEndsWhenItsFirstEndReachesIt() {
        ClockModel model = model(STRETCH - 20 * SECOND, STRETCH - 10 * SECOND);
        // Less two nanoseconds of rounding.
        assertEquals(10 * SECOND - 2, model.validForTicks);
        assertEquals(EXACT.kLo(), model.kEarliest);
        assertEquals(EXACT.kHi(), model.kLatest);
    }

    @Test
    void aModelShortlyBeforeABreakpointCoversBothPieces() {
        ClockModel model = model(STRETCH - 3 * SECOND, STRETCH - SECOND);
        // Output slows down: the upper end goes on as before, which is above; it may do so for 2 s more.
        assertEquals(3 * SECOND - 2, model.validForTicks);
        assertEquals(EXACT.kHi(), model.kLatest);
        ClockModel lowerToo = model(STRETCH - 2 * SECOND, STRETCH - SECOND);
        assertEquals(EXACT.kLoScaled(999, 1_000), lowerToo.kEarliest);
        assertEquals(EXACT.kHi(), lowerToo.kLatest);
        long truth = UTC.floor(STRETCH - 2 * SECOND + lowerToo.validForTicks);
        assertTrue(lowerToo.earliestAt(lowerToo.validForTicks) <= truth, "below the slower output");
    }

    @Test
    void aModelShortlyBeforeTheEndOfAStretchSpeedsUpItsUpperEnd() {
        long end = STRETCH + 1_000 * SECOND;
        ClockModel model = model(end - SECOND, end - SECOND);
        assertEquals(EXACT.kLoScaled(999, 1_000), model.kEarliest);
        assertEquals(EXACT.kHi(), model.kLatest);
        assertEquals(3 * SECOND - 2, model.validForTicks);
    }

    @Test
    void aModelThatKnowsNothingIsNeverValid() {
        TaiModel nothing =
                TaiModels.of(5, 0, 0).status(ClockStatus.DISRUPTED).epoch(9).unbounded();
        ClockModel model = ClockModel.of(nothing, UTC, 50);
        assertEquals(-1, model.validForTicks);
        assertEquals(Long.MIN_VALUE, model.earliestNanos);
        assertEquals(Long.MAX_VALUE, model.latestNanos);
        assertEquals(ClockStatus.DISRUPTED, model.status);
        assertEquals(9, model.epoch);
        assertEquals(5, model.anchorTicks);
        assertSame(nothing, model.tai());
    }
}
