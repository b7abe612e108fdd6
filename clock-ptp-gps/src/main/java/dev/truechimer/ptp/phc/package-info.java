/**
 * PTP hardware clocks, {@code /dev/ptpN}, as a source of an interval clock.
 *
 * <p><b>Units:</b> {@code ...Nanos} are nanoseconds, {@code ...Ticks} oscillator readings in nanoseconds. <b>Rounding:</b>
 * errors and upper halves up, lower halves down. <b>Threads:</b> one daemon thread for each source.
 */
@NullMarked
package dev.truechimer.ptp.phc;

import org.jspecify.annotations.NullMarked;
