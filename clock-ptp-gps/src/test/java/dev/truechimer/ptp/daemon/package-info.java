/** The PTP daemon that people run, for tests of the sources that talk to it. */
@NullMarked
package dev.truechimer.ptp.daemon;

import org.jspecify.annotations.NullMarked;
