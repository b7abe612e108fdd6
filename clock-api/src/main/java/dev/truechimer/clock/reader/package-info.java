/**
 * The hot path: how a thread reads the published model.
 *
 * <p>One writer, the timekeeper, publishes an immutable {@link dev.truechimer.clock.engine.ClockModel} through one
 * volatile field; any number of readers load it, read the oscillator once, check that no disruption came between, and
 * age both ends with one multiply each. Not exported. <b>Units:</b> nanoseconds on the scale of the clock; oscillator
 * nanoseconds from its own origin.
 */
@NullMarked
package dev.truechimer.clock.reader;

import org.jspecify.annotations.NullMarked;
