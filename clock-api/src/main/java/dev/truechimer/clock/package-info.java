/**
 * Interval clock readings: what time it is, and how sure that is.
 *
 * <p><b>Units:</b> everything that ends in {@code Nanos} is a {@code long} of nanoseconds; a time is counted from
 * 1970-01-01T00:00:00 on the scale of the clock that gave it. <b>Signs:</b> an offset is reference minus local, so a
 * positive offset means that the local clock is slow. <b>Sentinels:</b> {@link Long#MIN_VALUE} as the earliest and
 * {@link Long#MAX_VALUE} as the latest end mean "unbounded on this side". <b>Rounding:</b> outwards, always: earliest
 * down, latest up, errors up.
 *
 * <p>Start with {@link dev.truechimer.clock.Timekeeper}; read with {@link dev.truechimer.clock.IntervalClock}; wait
 * with {@link dev.truechimer.clock.commit.CommitWait}.
 */
@NullMarked
package dev.truechimer.clock;

import org.jspecify.annotations.NullMarked;
