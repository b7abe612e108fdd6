/**
 * Numbers that only grow, for threads that race for them, and across restarts. For the modules of this project alone.
 *
 * <p>{@link dev.truechimer.clock.sequence.Sequence} holds the last number in memory; a {@link
 * dev.truechimer.clock.sequence.BoundJournal} keeps on disk what was issued at most. <b>Units:</b> none; what a number
 * means is its owner's business, and this package knows nothing of the rest.
 */
@NullMarked
package dev.truechimer.clock.sequence;

import org.jspecify.annotations.NullMarked;
