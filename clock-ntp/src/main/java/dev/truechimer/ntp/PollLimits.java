package dev.truechimer.ntp;

/**
 * How often a server may be asked.
 *
 * <p><b>Unit:</b> nanoseconds, positive. <b>Threads:</b> immutable.
 *
 * @param minPollNanos shortest time between polls after the burst
 * @param maxPollNanos longest time between polls, {@code >= minPollNanos}
 * @param burst number of exchanges in a burst, {@code >= 1}
 * @param burstSpacingNanos time between two exchanges of a burst
 */
record PollLimits(long minPollNanos, long maxPollNanos, int burst, long burstSpacingNanos) {

    PollLimits {
        if (minPollNanos < 1 || minPollNanos > maxPollNanos) {
            throw new IllegalArgumentException(
                    "minPoll must be > 0 and <= maxPoll: " + minPollNanos + " ns, " + maxPollNanos + " ns");
        }
        if (burst < 1 || burstSpacingNanos < 1) {
            throw new IllegalArgumentException(
                    "burst and its spacing must be > 0: " + burst + ", " + burstSpacingNanos + " ns");
        }
    }
}
