package dev.truechimer.clock.commit;

/**
 * The part of a transaction that runs before its timestamp has passed: write and replicate, make nothing visible.
 *
 * @param <T> what it hands to {@link Publish}
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface Prepare<T, E extends Exception> {

    /**
     * Writes and replicates. All locks are held, and stay so.
     *
     * @param timestampNanos the timestamp of the transaction, on the scale of the clock
     * @throws E if the transaction can't commit; nothing is published then
     */
    T prepare(long timestampNanos) throws E;
}
