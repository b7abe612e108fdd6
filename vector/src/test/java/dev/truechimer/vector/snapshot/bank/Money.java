package dev.truechimer.vector.snapshot.bank;

/**
 * Money on its way.
 *
 * @param amount how much, {@code >= 0}
 * @param isToken whether a token of the ring carries it
 */
record Money(long amount, boolean isToken) {}
