package dev.truechimer.clock;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One consistent picture of a clock: what it says, how sure it is and why, and what each source contributes.
 * <b>Threads:</b> immutable.
 *
 * @param status the status
 * @param detail why it is that status, in a sentence for an operator
 * @param interval the interval now, on UTC; unbounded if nothing is known
 * @param taiInterval the same interval on TAI
 * @param epsilon ε of the interval, broken down; empty if it is unbounded
 * @param quorum how many sources there are and how many are needed
 * @param rate what is known of the oscillator
 * @param leapTable the table of leap seconds in use, and whether it has expired
 * @param disruptions how often everything had to be discarded
 * @param sources one entry a source, in the order of configuration
 */
public record ClockReport(
        ClockStatus status,
        String detail,
        TimeInterval interval,
        TimeInterval taiInterval,
        Optional<EpsilonBudget> epsilon,
        Quorum quorum,
        Rate rate,
        String leapTable,
        long disruptions,
        List<SourceReport> sources) {

    /** Copies the list. */
    public ClockReport {
        sources = List.copyOf(sources);
    }

    /**
     * Where ε comes from, in nanoseconds; the terms, with {@link #agreementGainNanos} subtracted, add up to {@link
     * #epsilonNanos} exactly. <b>Source:</b> error model, section 10.
     *
     * @param epsilonNanos half the width of the interval, rounded up
     * @param delayNanos the paths to the sources of the two ends
     * @param sourceErrorNanos what these sources say of their own error
     * @param ageingNanos what the oscillator may have drifted, and a daemon slewed, since their claims
     * @param readErrorNanos 2r: the error of oscillator readings
     * @param bracketNanos conversions of stamps between clocks of this host
     * @param hullExcessNanos what tolerating liars, and disagreement of the sources, costs
     * @param smearToleranceNanos what declared smears cost; 0 without one
     * @param roundingNanos rounding outwards
     * @param agreementGainNanos what several claims that overlap gain over a single one; subtracted
     */
    public record EpsilonBudget(
            long epsilonNanos,
            long delayNanos,
            long sourceErrorNanos,
            long ageingNanos,
            long readErrorNanos,
            long bracketNanos,
            long hullExcessNanos,
            long smearToleranceNanos,
            long roundingNanos,
            long agreementGainNanos) {}

    /**
     * How many count.
     *
     * @param configured N: sources and groups, each once
     * @param counted how many of them are different servers, as far as is known
     * @param liars f: how many may lie
     * @param needed how many must support an instant
     * @param speaking how many make a statement now
     */
    public record Quorum(int configured, int counted, int liars, int needed, int speaking) {}

    /**
     * What is known of the oscillator: true seconds per oscillator second, less 1, in ppb.
     *
     * @param lowestPpb at least this
     * @param highestPpb at most this
     * @param estimated whether it was narrowed by measurement
     * @param slewable whether daemons of this host can slew the ticks, so that their bound σ is in it over the whole age
     */
    public record Rate(long lowestPpb, long highestPpb, boolean estimated, boolean slewable) {}

    /** What the clock thinks of a source. */
    public enum Verdict {
        /** Its claim fits what enough sources say. */
        TRUECHIMER,
        /** It is wrong: its claim holds no instant that enough sources support, or it gives a date that can't be. */
        FALSETICKER,
        /** It contradicts itself again and again: it makes no statement until it has been consistent for a while. */
        INCONSISTENT,
        /** It does not answer. */
        UNREACHABLE,
        /** It has not made a claim yet, or too few others have to judge it. */
        WARMING_UP;

        /** The word for people and machines: lower case, words joined by a hyphen. */
        public String label() {
            return switch (this) {
                case TRUECHIMER -> "truechimer";
                case FALSETICKER -> "falseticker";
                case INCONSISTENT -> "inconsistent";
                case UNREACHABLE -> "unreachable";
                case WARMING_UP -> "warming-up";
            };
        }
    }

    /**
     * One source.
     *
     * @param name its name
     * @param group the group it belongs to; its own name if none
     * @param verdict what the clock thinks of it
     * @param interval what it says of the time now, on TAI; unbounded if nothing
     * @param epsilonNanos half the width of that; {@link Long#MAX_VALUE} if unbounded
     * @param lastClaim its last claim
     * @param reach the last eight polls, the newest in the lowest bit, 1 for answered
     * @param polls how many polls were made
     * @param claims how many claims it made
     * @param contradictions how often it contradicted itself
     * @param claimsNoError whether its last claim states no error of its own beyond rounding: declare a floor for it
     * @param detail what the source says of itself in one line, such as the master it follows; empty if nothing
     * @param sameServerAs names of other sources that turned out to be the same server
     * @param failures how often each reason occurred
     * @param lastFailure the last one that ended a poll; as long as there is none, the last one
     */
    public record SourceReport(
            String name,
            String group,
            Verdict verdict,
            TimeInterval interval,
            long epsilonNanos,
            Optional<Claim> lastClaim,
            int reach,
            long polls,
            long claims,
            long contradictions,
            boolean claimsNoError,
            String detail,
            List<String> sameServerAs,
            Map<SourceFailure.Reason, Long> failures,
            Optional<SourceFailure> lastFailure) {

        /** Copies the collections. */
        public SourceReport {
            sameServerAs = List.copyOf(sameServerAs);
            failures = Map.copyOf(failures);
        }

        /** The delay of the last claim in nanoseconds; -1 if there is none. */
        public long delayNanos() {
            return lastClaim.map(claim -> claim.budget().delayNanos()).orElse(-1L);
        }
    }

    /** ε of the interval: {@link Long#MAX_VALUE} if unbounded. */
    public long epsilonNanos() {
        return interval.epsilonNanos();
    }
}
