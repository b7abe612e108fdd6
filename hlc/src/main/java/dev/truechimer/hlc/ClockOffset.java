package dev.truechimer.hlc;

import java.time.Duration;

/**
 * A timestamp from outside that was further ahead than the guard of a clock allows. If {@code latestNanos} comes from an
 * interval clock, it proves that some clock broke its bound: the sender's, that of a node from which the sender has the
 * timestamp, or this one.
 *
 * @param remote the timestamp, packed
 * @param latestNanos the latest that the true time can be, as the receiver knows; nanoseconds since 1970
 * @param maxOffset how much further ahead a timestamp may be
 * @param policy what was done with it
 */
public record ClockOffset(long remote, long latestNanos, Duration maxOffset, OffsetPolicy policy) {

    /** How far the timestamp is ahead of the latest end, in nanoseconds. */
    public long aheadNanos() {
        return HybridTimestamp.micros(remote) * 1_000 - latestNanos;
    }

    /** Both values, the bound, and what was done. */
    @Override
    public String toString() {
        return "remote timestamp " + HybridTimestamp.format(remote) + " is " + Duration.ofNanos(aheadNanos())
                + " ahead of the latest that it can be here, " + TimestampText.formatNanos(latestNanos)
                + "; at most " + maxOffset + " is allowed (maxOffset), policy " + policy;
    }
}
