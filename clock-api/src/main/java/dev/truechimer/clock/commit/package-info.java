/**
 * Commit-wait: transaction timestamps whose order is the order of true time.
 *
 * <p>The problem: a transaction that starts after another one was seen to commit must get a larger timestamp, on any
 * node. The way: give each transaction a timestamp no smaller than {@code latest}, and let nothing of it become visible
 * before {@code earliest} has passed that timestamp. The cost is a wait of about 2ε, less the time the transaction
 * spends on its own writes. Rejected: sleeping for a fixed bound (wrong once the bound is exceeded, slow otherwise).
 * <b>Units:</b> nanoseconds since 1970-01-01T00:00:00 on the scale of the clock; nodes that compare timestamps use the
 * same scale. <b>Source:</b> Corbett et al., "Spanner" (OSDI 2012), section 4.1.2.
 */
@NullMarked
package dev.truechimer.clock.commit;

import org.jspecify.annotations.NullMarked;
