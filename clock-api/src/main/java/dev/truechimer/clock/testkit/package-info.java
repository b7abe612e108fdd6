/**
 * Clocks for tests: time that moves when the test says so.
 *
 * <p>{@link dev.truechimer.clock.testkit.ManualClock} stands in for a clock in tests of code that reads one; {@link
 * dev.truechimer.clock.testkit.ManualTicks} for the oscillator; {@link dev.truechimer.clock.testkit.SimulatedWorld} is
 * a seeded world with true time, in which the real engine runs against servers and links that misbehave, and no real
 * time passes. <b>Units:</b> nanoseconds, as everywhere.
 */
@NullMarked
package dev.truechimer.clock.testkit;

import org.jspecify.annotations.NullMarked;
