/**
 * The SPI for time sources: for people who write one. Users of a clock don't need this package.
 *
 * <p>A {@link dev.truechimer.clock.source.TimeSource} measures, and hands each measurement as a
 * {@link dev.truechimer.clock.source.Claim} to its {@link dev.truechimer.clock.source.SourceContext}. <b>Units:</b>
 * {@code taiNanos} are nanoseconds since 1970-01-01T00:00:00 TAI, {@code utcNanos} nanoseconds of Unix time, {@code
 * ticks} readings of the oscillator in nanoseconds from its own origin.
 */
@NullMarked
package dev.truechimer.clock.source;

import org.jspecify.annotations.NullMarked;
