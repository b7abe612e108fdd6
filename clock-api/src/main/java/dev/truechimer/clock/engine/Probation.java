package dev.truechimer.clock.engine;

import java.util.HashSet;
import java.util.Set;

/**
 * The rounds after a disruption that must be consistent before an interval is adopted again. A round is over when as many
 * units as a quorum needs have been heard since the last one. <b>Threads:</b> confined. <b>Source:</b> error model, section
 * 4.
 */
final class Probation {

    private final int roundsNeeded;
    private final Set<VotingUnit> heard = new HashSet<>();
    private int rounds;

    Probation(int roundsNeeded) {
        this.roundsNeeded = roundsNeeded;
    }

    /** A unit has made a consistent claim. */
    void heard(VotingUnit unit) {
        heard.add(unit);
    }

    /** Looks whether a round is over, and whether it was the last one. */
    boolean isOver(int unitsNeeded) {
        if (heard.size() >= Math.max(1, unitsNeeded)) {
            heard.clear();
            rounds++;
        }
        return rounds >= roundsNeeded;
    }

    /** Units are formed anew: the present round begins again. */
    void restartRound() {
        heard.clear();
    }

    /** There was no quorum: the rounds that count must follow each other. */
    void restartRounds() {
        rounds = 0;
    }

    /** For an operator. */
    @Override
    public String toString() {
        return rounds + " of " + roundsNeeded + " consistent rounds";
    }
}
