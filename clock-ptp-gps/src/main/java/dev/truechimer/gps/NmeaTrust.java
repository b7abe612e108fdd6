package dev.truechimer.gps;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.ErrorBudget;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.gps.NmeaOutcome.Named;

/**
 * What the user has declared about a receiver and its line, and the claims that follow.
 *
 * <p><b>Threads:</b> immutable; reads no clock. <b>Source:</b> error model, section 1, one-way.
 *
 * @param leastDelayNanos from the instant that a sentence names until its first character is here, at least
 * @param greatestDelayNanos and at most
 * @param errorFloorNanos how far the instant itself may be off, on each side
 */
record NmeaTrust(long leastDelayNanos, long greatestDelayNanos, long errorFloorNanos) {

    /**
     * Turns a named instant into a claim, of both halves, or of the lower one where no reading precedes the arrival.
     *
     * @param referenceUtcNanos what this host believes, to recognise dates that can't be
     * @param leapSeconds the table in force
     */
    ReceiverOutcome judge(Named named, long referenceUtcNanos, LeapSeconds leapSeconds) {
        long errorNanos = errorFloorNanos + named.resolutionNanos();
        ReceiverDate.Result date =
                ReceiverDate.check(named.utcNanos(), errorNanos + greatestDelayNanos, referenceUtcNanos, leapSeconds);
        if (date instanceof ReceiverDate.Refused refused) {
            return new ReceiverOutcome.Failed(refused.failure());
        }
        return new ReceiverOutcome.Claimed(claim(((ReceiverDate.Usable) date).taiNanos(), errorNanos, named.arrival()));
    }

    private Claim claim(long taiNanos, long errorNanos, NmeaArrival arrival) {
        if (arrival.hasBefore()) {
            return Claim.ofEvent(
                    arrival.beforeTicks(),
                    taiNanos,
                    arrival.seenTicks(),
                    errorNanos,
                    leastDelayNanos,
                    greatestDelayNanos,
                    0);
        }
        return new Claim(
                arrival.seenTicks(),
                taiNanos - errorNanos + leastDelayNanos,
                arrival.seenTicks(),
                Long.MAX_VALUE,
                new ErrorBudget(greatestDelayNanos - leastDelayNanos, errorNanos, 0));
    }
}
