package dev.truechimer.clock.host;

/**
 * When something happened, by an oscillator: not before one reading and not after another.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param earliestTicks the oscillator showed at least this
 * @param latestTicks and at most this; not less than the other, in the wrapping order of oscillators
 */
public record TicksRange(long earliestTicks, long latestTicks) {

    /** How far the two lie apart. */
    public long widthNanos() {
        return latestTicks - earliestTicks;
    }
}
