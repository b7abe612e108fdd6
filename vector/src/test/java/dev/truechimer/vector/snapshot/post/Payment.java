package dev.truechimer.vector.snapshot.post;

/**
 * Money on its way.
 *
 * @param sequence the how-manieth payment from its sender to its receiver
 * @param amount how much, {@code >= 0}
 */
record Payment(long sequence, long amount) {}
