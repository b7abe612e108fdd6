/**
 * The local oscillator, and the right clock for each question that needs no other host.
 *
 * <ul>
 *   <li>How long: {@link dev.truechimer.clock.ticks.Stopwatch}. How much longer: {@link
 *       dev.truechimer.clock.ticks.Deadline}, {@link dev.truechimer.clock.ticks.DeadlineWaits}, {@link
 *       dev.truechimer.clock.ticks.TimeoutBudget}, {@link dev.truechimer.clock.ticks.GrpcTimeout}. All rest on {@link
 *       dev.truechimer.clock.ticks.Ticks} and don't notice that somebody sets the wall clock.
 *   <li>What time of day, and ids that are times: {@link dev.truechimer.clock.ticks.MonotonicWallClock}; over restarts
 *       {@link dev.truechimer.clock.ticks.DurableFloor}.
 *   <li>What happened to the clocks and to this JVM: {@link dev.truechimer.clock.ticks.ClockWatch}, and the detectors
 *       that it is made of. What the clocks cost: {@link dev.truechimer.clock.ticks.ClockProfile}.
 * </ul>
 *
 * <p><b>Units:</b> {@code long} nanoseconds; a tick reading counts from an arbitrary origin, so only the difference of
 * two readings of one {@link dev.truechimer.clock.ticks.Ticks} means anything; wall time counts from 1970.
 */
@NullMarked
package dev.truechimer.clock.ticks;

import org.jspecify.annotations.NullMarked;
