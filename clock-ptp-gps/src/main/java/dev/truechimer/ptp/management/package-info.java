/**
 * Asking this host's ptp4l for its state, and judging it.
 *
 * <p><b>Units:</b> {@code ...Nanos} are nanoseconds. <b>Source:</b> IEEE 1588-2019, clause 15; ptp4l(8).
 */
@NullMarked
package dev.truechimer.ptp.management;

import org.jspecify.annotations.NullMarked;
