/**
 * Tests with real time daemons, and what they need: the daemons as child processes, a relay that makes a network out of
 * loopback, and the truth to compare with.
 *
 * <p>No daemon may touch the host's clock: chronyd runs with {@code -x} and without privileges, ntpd without
 * CAP_SYS_TIME. <b>Truth</b> is the host's CLOCK_REALTIME, which these daemons serve. Where a daemon is missing its tests are
 * skipped and say so; see {@link dev.truechimer.testing.Requires}.
 */
package dev.truechimer.ntp.daemon;
