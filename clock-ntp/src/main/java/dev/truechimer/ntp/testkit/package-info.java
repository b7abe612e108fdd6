/**
 * A real NTP server for tests: real UDP on the loopback interface, and as untruthful as a test wants it. Start with
 * {@link dev.truechimer.ntp.testkit.LoopbackNtpServer}.
 *
 * <p><b>Units:</b> {@code unixNanos} are nanoseconds of Unix time. <b>Signs:</b> a positive offset means that the server
 * is ahead of true time.
 */
@NullMarked
package dev.truechimer.ntp.testkit;

import org.jspecify.annotations.NullMarked;
