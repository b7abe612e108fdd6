package dev.truechimer.ntp;

import java.util.random.RandomGenerator;

/**
 * Decides how long to wait before a server is asked again.
 *
 * <p>First a burst. Then the interval follows the budget of the clock's uncertainty: it halves while the clock ages more
 * between two polls than a measurement is wide, since then polling helps, and doubles while it ages less than a quarter
 * of that. A server that doesn't answer is asked ever less often; after it answers again there is another burst. A
 * server that asks for fewer requests gets them: its interval doubles and never falls below that again.
 *
 * <p><b>Unit:</b> nanoseconds. <b>Invariant:</b> an answer lies within 10 % of the interval, so that many clients don't
 * march in step. <b>Threads:</b> confined to one; reads no clock. <b>Source:</b> our own; limits as in RFC 5905.
 */
final class PollSchedule {

    /** So many failures in a row are trouble: the server may be another one, and it gets a burst when it is back. */
    static final int TROUBLE_AFTER = 3;

    /** A server may slow us down to this, or to the longest interval of its own limits if that is longer: 1024 s. */
    static final long SLOWEST_ON_REQUEST_NANOS = 1_024_000_000_000L;

    /** What was never sent troubles nobody, so the first repetition comes soon: 1 s. */
    static final long UNSENT_RETRY_NANOS = 1_000_000_000L;

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long MILLIS_PER_SECOND = 1_000L;
    private static final long JITTER_DIVISOR = 10;
    /** A clock that ages a second per second learns nothing from a finer number. */
    private static final long FASTEST_AGEING = 1_000_000_000L;

    private final RandomGenerator random;
    private PollLimits limits;
    private int burstLeft;
    private long intervalNanos;
    private long requestedMinNanos;
    private int failures;
    private int backOffs;

    PollSchedule(PollLimits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
        this.burstLeft = limits.burst();
        this.intervalNanos = limits.minPollNanos();
    }

    /**
     * The server is another one, perhaps elsewhere. What is known about failures stays, so that a name with many dead
     * addresses is not asked any faster.
     */
    void moveTo(PollLimits newLimits) {
        limits = newLimits;
        requestedMinNanos = 0;
        intervalNanos = newLimits.minPollNanos();
    }

    /**
     * After a reply that made a claim.
     *
     * @param widthNanos how wide the claim is, {@code >= 0}
     * @param ageingNanosPerSecond how fast the clock's interval widens, {@code >= 0}
     * @return how long to wait
     */
    long afterClaim(long widthNanos, long ageingNanosPerSecond) {
        if (failures >= TROUBLE_AFTER && requestedMinNanos == 0) {
            burstLeft = limits.burst();
        }
        failures = 0;
        backOffs = 0;
        if (burstGoesOn()) {
            return jittered(limits.burstSpacingNanos());
        }
        long ageingNanos = ageing(ageingNanosPerSecond);
        if (ageingNanos > widthNanos) {
            intervalNanos = clamp(intervalNanos / 2);
        } else if (ageingNanos < widthNanos / 4) {
            intervalNanos = clamp(intervalNanos * 2);
        }
        return jittered(intervalNanos);
    }

    /** After a reply that can't be used: the server is there, so nothing is gained by asking less often. */
    long afterRefusal() {
        failures++;
        backOffs = 0;
        return jittered(burstGoesOn() ? limits.burstSpacingNanos() : intervalNanos);
    }

    /** After a request that nobody answered. */
    long afterSilence() {
        failures++;
        return jittered(burstGoesOn() ? limits.burstSpacingNanos() : backedOff(intervalNanos));
    }

    /** After a request that could not even be sent. */
    long afterUnsent() {
        failures++;
        return jittered(backedOff(Math.min(limits.minPollNanos(), UNSENT_RETRY_NANOS)));
    }

    /** After the server asked for fewer requests. */
    long afterRateLimit() {
        burstLeft = 0;
        long doubled = Math.max(intervalNanos, limits.minPollNanos()) * 2;
        requestedMinNanos = Math.min(doubled, Math.max(limits.maxPollNanos(), SLOWEST_ON_REQUEST_NANOS));
        intervalNanos = clamp(requestedMinNanos);
        return jittered(intervalNanos);
    }

    /** Before the first request to another address, which has done nothing to wait for. */
    long beforeMove() {
        return jittered(limits.burstSpacingNanos());
    }

    /** How many polls in a row failed. */
    int failures() {
        return failures;
    }

    /** The interval that the next answer follows after the burst, without jitter and back-off. */
    long intervalNanos() {
        return intervalNanos;
    }

    /** The longest interval there can be, without jitter. */
    long longestNanos() {
        return Math.max(limits.maxPollNanos(), requestedMinNanos);
    }

    /** Counts the exchange that has just ended. */
    private boolean burstGoesOn() {
        if (burstLeft > 0) {
            burstLeft--;
        }
        return burstLeft > 0;
    }

    private long ageing(long ageingNanosPerSecond) {
        long intervalMillis = Math.max(1, intervalNanos / NANOS_PER_MILLI);
        // An interval is at most 1.4e8 ms, so the product is below 1.4e17.
        return Math.min(ageingNanosPerSecond, FASTEST_AGEING) * intervalMillis / MILLIS_PER_SECOND;
    }

    private long backedOff(long firstNanos) {
        long nanos = firstNanos;
        for (int i = 0; i < backOffs && nanos < longestNanos(); i++) {
            nanos *= 2;
        }
        backOffs++;
        return Math.min(nanos, longestNanos());
    }

    private long clamp(long nanos) {
        return Math.max(Math.min(nanos, longestNanos()), Math.max(limits.minPollNanos(), requestedMinNanos));
    }

    private long jittered(long nanos) {
        long span = nanos / JITTER_DIVISOR;
        return nanos - span + random.nextLong(2 * span + 1);
    }
}
