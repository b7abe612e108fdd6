/**
 * What NTP packets are made of: the header and its time stamps. Pure: no clock is read and nothing is sent here.
 *
 * <p><b>Units:</b> {@code ...Ntp64} are unsigned 32.32 seconds whose era is not known, {@code ...Ntp32} unsigned 16.16
 * seconds, {@code unixNanos} nanoseconds of Unix time. <b>Source:</b> RFC 5905, sections 6 and 7.3.
 */
@NullMarked
package dev.truechimer.ntp.wire;

import org.jspecify.annotations.NullMarked;
