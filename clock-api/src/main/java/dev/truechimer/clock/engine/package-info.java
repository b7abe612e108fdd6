/**
 * The sans-IO core: from claims to a published model. It never reads a clock, sleeps, opens a socket or starts a thread:
 * time and claims arrive as arguments, decisions leave as values. Not exported.
 *
 * <p>The problem: N sources, up to f of which may lie, each gives half-claims about true time at its own oscillator
 * readings; the result must contain true time at every later reading, and be as narrow as that allows. The way of a
 * claim: {@link dev.truechimer.clock.engine.SourceTracker} keeps the last ones of a source and ages them; {@link
 * dev.truechimer.clock.engine.Fusion} takes the hull of all points in at least N - f sources' intervals; {@link
 * dev.truechimer.clock.engine.RateEstimator} bounds how fast the oscillator runs; {@link
 * dev.truechimer.clock.engine.ClockEngine} intersects with what was published before, lets {@link
 * dev.truechimer.clock.engine.StatusMachine} judge, and gives a {@link dev.truechimer.clock.engine.TaiModel}, from which
 * {@link dev.truechimer.clock.engine.ClockModel} is made for each scale. Rejected: the best supported overlap (Marzullo
 * 1984, RFC 5905 section 11.2.1), because liars can make it; averages and filters, because they are no bounds.
 *
 * <p><b>Units:</b> nanoseconds; TAI unless a name says otherwise; rates as g - 1, g = true seconds per oscillator second,
 * in ppb or in 2^-64. <b>Rounding:</b> lower ends down, upper ends up. <b>Threads:</b> mutable types here are confined
 * to one thread, the timekeeper's. <b>Source:</b> docs/error-model.md.
 */
@NullMarked
package dev.truechimer.clock.engine;

import org.jspecify.annotations.NullMarked;
