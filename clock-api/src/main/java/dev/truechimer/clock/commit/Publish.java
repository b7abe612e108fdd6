package dev.truechimer.clock.commit;

/**
 * The part of a transaction that runs once its timestamp has definitely passed: commit, release locks, reply.
 *
 * @param <T> what {@link Prepare} handed over
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface Publish<T, E extends Exception> {

    /**
     * Makes the transaction visible.
     *
     * @param timestampNanos the timestamp of the transaction, on the scale of the clock; it has passed
     * @param prepared what {@link Prepare} returned
     * @throws E if that fails; the timestamp has been used
     */
    void publish(long timestampNanos, T prepared) throws E;
}
