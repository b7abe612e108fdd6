/**
 * What a PTP hardware clock answers, as measurements: its value between two oscillator readings.
 *
 * <p><b>Units:</b> {@code ...Nanos} are nanoseconds since the clock's own origin, {@code ...Ticks} oscillator readings in
 * nanoseconds. <b>Source:</b> linux/ptp_clock.h; error model, section 1.
 */
@NullMarked
package dev.truechimer.ptp.device;

import org.jspecify.annotations.NullMarked;
