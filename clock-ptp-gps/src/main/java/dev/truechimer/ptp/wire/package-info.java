/**
 * The bytes of PTP version 2. Computation only.
 *
 * <p><b>Units:</b> {@code ...Nanos} are nanoseconds since 1970 on the scale of the sender, {@code ...Scaled} nanoseconds
 * times 2^16, as they are on the wire. <b>Source:</b> IEEE 1588-2019, clause 13 and 14.
 */
@NullMarked
package dev.truechimer.ptp.wire;

import org.jspecify.annotations.NullMarked;
