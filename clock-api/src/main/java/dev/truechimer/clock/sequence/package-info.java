/**
 * Numbers that only grow, for threads that race for them. For the modules of this project alone.
 *
 * <p><b>Units:</b> none; what a number means is its owner's business.
 */
@NullMarked
package dev.truechimer.clock.sequence;

import org.jspecify.annotations.NullMarked;
