package dev.truechimer.clock.testkit;

import java.time.Duration;
import java.util.Objects;

/**
 * The way between a node and a server, each direction with its own delay. Packets overtake each other when their delays
 * say so.
 *
 * @param there delay of requests
 * @param back delay of replies
 * @param loss probability that a packet is lost, 0..1, in each direction
 * @param duplication probability that a packet arrives twice, 0..1, in each direction
 * @param leastThere least possible delay of requests that the node is told (m_f); zero if it knows none
 * @param leastBack least possible delay of replies that the node is told (m_b); zero if it knows none
 */
public record SimulatedLink(
        DelayModel there, DelayModel back, double loss, double duplication, Duration leastThere, Duration leastBack) {

    /** Checks the probabilities. */
    public SimulatedLink {
        Objects.requireNonNull(there, "there");
        Objects.requireNonNull(back, "back");
        requireProbability("loss", loss);
        requireProbability("duplication", duplication);
    }

    private static void requireProbability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be 0..1: " + value);
        }
    }

    /**
     * A link that loses nothing.
     *
     * @param there delay of requests
     * @param back delay of replies
     */
    public static SimulatedLink of(DelayModel there, DelayModel back) {
        return new SimulatedLink(there, back, 0, 0, Duration.ZERO, Duration.ZERO);
    }

    /**
     * The same with losses and duplicates.
     *
     * @param lost probability of a loss, 0..1
     * @param duplicated probability of a duplicate, 0..1
     */
    public SimulatedLink unreliable(double lost, double duplicated) {
        return new SimulatedLink(there, back, lost, duplicated, leastThere, leastBack);
    }

    /**
     * The same with least delays that the node is told. They must be true, or the node's claims are false.
     *
     * @param least least delay of requests
     * @param leastOfReplies least delay of replies
     */
    public SimulatedLink knownLeast(Duration least, Duration leastOfReplies) {
        return new SimulatedLink(there, back, loss, duplication, least, leastOfReplies);
    }
}
