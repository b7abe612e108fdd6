/**
 * What the outer parts of sources share: a life that begins once and a thread that measures. For the modules of this
 * project only.
 *
 * <p><b>Units:</b> {@code ...Nanos} are nanoseconds.
 */
@NullMarked
package dev.truechimer.clock.shell;

import org.jspecify.annotations.NullMarked;
