/**
 * PTP (IEEE 1588) as a source of an interval clock: a client over UDP, and the state of this host's ptp4l.
 *
 * <p><b>Units:</b> {@code ...Nanos} are nanoseconds, {@code ...Ticks} oscillator readings in nanoseconds. <b>Rounding:</b>
 * errors and upper halves up, lower halves down. <b>Threads:</b> one daemon thread for each source.
 */
@NullMarked
package dev.truechimer.ptp;

import org.jspecify.annotations.NullMarked;
