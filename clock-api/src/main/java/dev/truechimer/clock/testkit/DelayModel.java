package dev.truechimer.clock.testkit;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a packet takes one way. <b>Unit:</b> nanoseconds, {@code >= 0}. <b>Threads:</b> those of its world: one. */
@FunctionalInterface
public interface DelayModel {

    /**
     * The delay of one packet.
     *
     * @param random the world's generator: a model that draws from nothing else replays with the seed
     * @return nanoseconds, {@code >= 0}
     */
    long nanos(RandomGenerator random);

    /**
     * Always the same.
     *
     * @param delay {@code >= 0}
     */
    static DelayModel constant(Duration delay) {
        long nanos = requireNotNegative(delay);
        return random -> nanos;
    }

    /**
     * Any between two, equally likely, both included.
     *
     * @param least {@code >= 0}
     * @param most not less than {@code least}
     */
    static DelayModel uniform(Duration least, Duration most) {
        long from = requireNotNegative(least);
        long to = most.toNanos();
        if (to < from) {
            throw new IllegalArgumentException("most must be >= least: " + most + " < " + least);
        }
        return random -> random.nextLong(from, to + 1);
    }

    /**
     * A least delay and an exponential rest: a queue on the way.
     *
     * @param least {@code >= 0}
     * @param mean mean of the rest, {@code >= 0}
     */
    static DelayModel exponential(Duration least, Duration mean) {
        long from = requireNotNegative(least);
        long rest = requireNotNegative(mean);
        return random -> from + (long) (random.nextExponential() * rest);
    }

    /**
     * Mostly one, sometimes the other: bursts of congestion.
     *
     * @param usual most packets
     * @param burst the others
     * @param burstProbability 0..1
     */
    static DelayModel bursty(DelayModel usual, DelayModel burst, double burstProbability) {
        return random -> (random.nextDouble() < burstProbability ? burst : usual).nanos(random);
    }

    private static long requireNotNegative(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must be >= 0: " + delay);
        }
        return delay.toNanos();
    }
}
