package dev.truechimer.vector.snapshot.post;

import dev.truechimer.vector.snapshot.threads.Traffic;

/**
 * What a branch has.
 *
 * @param balance its money
 * @param traffic how many payments it has sent and received
 */
record Till(long balance, Traffic traffic) {}
