package dev.truechimer.ntp.daemon;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What one direction of a {@link UdpRelay} does to a packet. <b>Threads:</b> immutable.
 *
 * <p>A packet is lost, or sent once, or sent twice. Each copy is delayed by itself: {@code delay}, plus jitter, plus {@code
 * holdTime} with the probability {@code hold}; one that is held while a later one is not arrives out of order.
 *
 * @param delay what every packet suffers at least, unless the jitter is negative
 * @param jitter of uniform jitter the greatest, either way; of exponential jitter the mean
 * @param law how jitter is distributed
 * @param loss probability, 0 to 1
 * @param duplication probability, 0 to 1, of those that are not lost
 * @param hold probability, 0 to 1, of each copy
 * @param holdTime for how long a copy is held back
 */
record Link(Duration delay, Duration jitter, Law law, double loss, double duplication, double hold, Duration holdTime) {

    /** How jitter is distributed. */
    enum Law {
        /** Evenly, shortening as often as lengthening. */
        UNIFORM,
        /** Only lengthening: mostly short, sometimes long, as queues are. */
        EXPONENTIAL
    }

    Link {
        check("loss", loss);
        check("duplication", duplication);
        check("hold", hold);
        if (delay.isNegative() || jitter.isNegative() || holdTime.isNegative()) {
            throw new IllegalArgumentException("durations must be >= 0: " + delay + ", " + jitter + ", " + holdTime);
        }
    }

    /** A link that only delays. */
    static Link delaying(Duration delay) {
        return new Link(delay, Duration.ZERO, Law.UNIFORM, 0, 0, 0, Duration.ZERO);
    }

    /** This link with jitter. */
    Link jitter(Law newLaw, Duration newJitter) {
        return new Link(delay, newJitter, newLaw, loss, duplication, hold, holdTime);
    }

    /** This link with loss. */
    Link losing(double probability) {
        return new Link(delay, jitter, law, probability, duplication, hold, holdTime);
    }

    /** This link with duplication. */
    Link duplicating(double probability) {
        return new Link(delay, jitter, law, loss, probability, hold, holdTime);
    }

    /** This link with packets that others overtake, as far as others follow within the time. */
    Link holding(double probability, Duration newHoldTime) {
        return new Link(delay, jitter, law, loss, duplication, probability, newHoldTime);
    }

    /** How long one copy takes. */
    long drawDelayNanos(SplittableRandom random) {
        long nanos = delay.toNanos() + drawJitterNanos(random);
        if (random.nextDouble() < hold) {
            nanos += holdTime.toNanos();
        }
        return Math.max(0, nanos);
    }

    private long drawJitterNanos(SplittableRandom random) {
        if (jitter.isZero()) {
            return 0;
        }
        return switch (law) {
            case UNIFORM -> random.nextLong(-jitter.toNanos(), jitter.toNanos() + 1);
            case EXPONENTIAL -> (long) (-Math.log1p(-random.nextDouble()) * jitter.toNanos());
        };
    }

    private static void check(String what, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(what + " must be in [0, 1]: " + probability);
        }
    }
}
