package dev.truechimer.clock.commit;

/**
 * A transaction that was published after its timestamp had passed.
 *
 * @param timestampNanos its timestamp, on the scale of the clock
 * @param result what {@link Prepare} returned
 * @param <T> type of the result
 */
public record Committed<T>(long timestampNanos, T result) {}
