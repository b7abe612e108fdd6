package dev.truechimer.hlc.carry;

/**
 * What a {@link TimestampReceiver} has counted since it was made; not one consistent moment, each number by itself.
 *
 * @param received timestamps that the clock has taken over
 * @param absent messages without a timestamp
 * @param malformed messages with something that is no timestamp
 * @param refused timestamps beyond the guard of the clock
 */
public record ReceiverCounters(long received, long absent, long malformed, long refused) {}
