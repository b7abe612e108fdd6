package dev.truechimer.vector.snapshot.bank;

/**
 * What a branch of the bank has.
 *
 * @param balance its money
 * @param tokens how many tokens it holds
 * @param inTokens the money that they carry
 */
record Account(long balance, int tokens, long inTokens) {}
