package dev.truechimer.vector.snapshot.bank;

import dev.truechimer.vector.snapshot.threads.Traffic;

/**
 * What a branch of the bank has.
 *
 * @param balance its money
 * @param tokens how many tokens it holds
 * @param inTokens the money that they carry
 * @param traffic how much of either it has sent and received
 */
record Account(long balance, int tokens, long inTokens, Traffic traffic) {}
