/**
 * What receivers and gpsd write. Computation only.
 *
 * <p><b>Units:</b> {@code ...Nanos} are nanoseconds, Unix time where they are dates.
 */
@NullMarked
package dev.truechimer.gps.wire;

import org.jspecify.annotations.NullMarked;
