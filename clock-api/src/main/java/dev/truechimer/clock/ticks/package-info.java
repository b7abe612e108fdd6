/**
 * The local oscillator and what can be told from it alone.
 *
 * <p><b>Units:</b> {@code long} nanoseconds; a tick reading counts from an arbitrary origin, so only the difference of
 * two readings of one {@link dev.truechimer.clock.ticks.Ticks} means anything. Nothing here is affected when somebody
 * sets the wall clock.
 */
@NullMarked
package dev.truechimer.clock.ticks;

import org.jspecify.annotations.NullMarked;
