/**
 * Satellite receivers as sources of an interval clock: gpsd, NTP shared memory, NMEA sentences and PPS devices.
 *
 * <p><b>Units:</b> {@code ...Nanos} are nanoseconds, {@code ...Ticks} oscillator readings in nanoseconds. <b>Rounding:</b>
 * errors and upper halves up, lower halves down. <b>Threads:</b> one daemon thread for each source.
 */
@NullMarked
package dev.truechimer.gps;

import org.jspecify.annotations.NullMarked;
