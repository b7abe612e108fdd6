/**
 * What this host's operating system offers beyond the JDK, and the mark of the few places that read its clocks.
 *
 * <p><b>Units:</b> {@code long} nanoseconds. Native access is optional: nothing here is loaded unless somebody asks for it,
 * and what is missing is reported in one exception that says what to do.
 */
@NullMarked
package dev.truechimer.clock.host;

import org.jspecify.annotations.NullMarked;
