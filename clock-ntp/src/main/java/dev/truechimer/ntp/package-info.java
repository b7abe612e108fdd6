/**
 * NTP servers as sources of an interval clock. Start with {@link dev.truechimer.ntp.NtpSource}.
 *
 * <p>A source sends requests whose transmit field is a random nonce, and makes a claim of each reply that echoes it: the
 * server's transmit stamp less its error bounds true time from below when the reply has arrived, its receive stamp plus
 * its error bounds it from above when the request left. No symmetry of the path is assumed. <b>Units:</b> {@code
 * ...Nanos} are nanoseconds, {@code ...Ticks} oscillator readings in nanoseconds, {@code ...Ntp64} and {@code ...Ntp32}
 * values as they are on the wire. <b>Rounding:</b> errors and upper halves up, lower halves down. <b>Threads:</b> one
 * daemon thread, {@code truechimer-ntp-io}, sends and receives for all sources of the JVM while there are any; names are
 * resolved on short-lived ones. <b>Source:</b> RFC 5905 for the protocol; for the bound, the project's error model.
 */
@NullMarked
package dev.truechimer.ntp;

import org.jspecify.annotations.NullMarked;
