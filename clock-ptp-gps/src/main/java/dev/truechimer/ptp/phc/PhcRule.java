package dev.truechimer.ptp.phc;

import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.ErrorBudget;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.device.ErrorBound;
import dev.truechimer.ptp.device.PhcBracket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the values of a hardware clock say about true time.
 *
 * <p>Every value gives two half-claims that are true: the tightest of each kind make the claim. <b>Threads:</b> immutable;
 * reads no clock. <b>Source:</b> error model, section 1.
 *
 * @param declared the scale that the user has declared
 * @param usuallyUtc whether a clock of this kind shows UTC, so that nobody may assume TAI
 * @param clockName for messages
 */
record PhcRule(Optional<Timescale> declared, boolean usuallyUtc, String clockName) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** What became of a measurement. */
    sealed interface Outcome {}

    /**
     * It says something.
     *
     * @param claim both halves
     */
    record Measured(Claim claim) implements Outcome {}

    /**
     * It does not.
     *
     * @param failure why
     */
    record Refused(SourceFailure failure) implements Outcome {}

    /**
     * Decides about a measurement.
     *
     * @param brackets one at least
     * @param bound what was vouched for at every moment between them
     */
    Outcome evaluate(List<PhcBracket> brackets, ErrorBound.Known bound, LeapSeconds leapSeconds) {
        Optional<Timescale> scale = scale(bound.timescale());
        if (scale.isEmpty()) {
            return refused(Reason.TIMESCALE, scaleProblem(bound));
        }
        PhcBracket lower = brackets.get(0);
        PhcBracket upper = lower;
        for (PhcBracket each : brackets) {
            if (!each.hasPossibleDate()) {
                return refused(Reason.STALE_DATE, dateProblem(each.phcNanos()));
            }
            // Which of them is tightest matters for the width only: all are true.
            lower = lateness(each) > lateness(lower) ? each : lower;
            upper = earliness(each) < earliness(upper) ? each : upper;
        }
        long errorNanos = bound.errorNanos() + PhcBracket.RESOLUTION_NANOS;
        OptionalLong lowerTai = tai(lower.phcNanos(), errorNanos, scale.get(), leapSeconds);
        OptionalLong upperTai = tai(upper.phcNanos(), errorNanos, scale.get(), leapSeconds);
        if (lowerTai.isEmpty() || upperTai.isEmpty()) {
            return refused(Reason.LEAP_SECOND, "stamps must stay 5 s and the clock's error away from a leap second");
        }
        return new Measured(new Claim(
                lower.afterTicks(),
                lowerTai.getAsLong() - errorNanos,
                upper.beforeTicks(),
                upperTai.getAsLong() + errorNanos,
                budget(lower, upper, errorNanos)));
    }

    private static long lateness(PhcBracket bracket) {
        return bracket.phcNanos() - bracket.afterTicks();
    }

    private static long earliness(PhcBracket bracket) {
        return bracket.phcNanos() - bracket.beforeTicks();
    }

    private static ErrorBudget budget(PhcBracket lower, PhcBracket upper, long errorNanos) {
        long apartNanos = Math.max(0, earliness(upper) - lateness(lower));
        long readNanos = Math.min(apartNanos, Math.max(lower.readErrorNanos(), upper.readErrorNanos()));
        return new ErrorBudget(apartNanos - readNanos, errorNanos, readNanos);
    }

    /** The scale that counts; empty if it is in doubt. */
    private Optional<Timescale> scale(ErrorBound.Scale vouched) {
        return switch (vouched) {
            case TAI -> agreed(Timescale.TAI);
            case UTC -> agreed(Timescale.UTC);
            case AS_DECLARED -> declared.or(() -> usuallyUtc ? Optional.empty() : Optional.of(Timescale.TAI));
        };
    }

    private Optional<Timescale> agreed(Timescale vouched) {
        return declared.orElse(vouched) == vouched ? Optional.of(vouched) : Optional.empty();
    }

    private String scaleProblem(ErrorBound.Known bound) {
        if (bound.timescale() == ErrorBound.Scale.AS_DECLARED) {
            return "a clock called \"" + clockName + "\" usually shows UTC, not TAI as PTP does: declare which it is by"
                    + " timescale(Timescale.UTC) or timescale(Timescale.TAI)";
        }
        return "timescale was declared to be " + declared.map(Timescale::name).orElse("nothing") + ", but it is "
                + bound.timescale() + " (" + bound.detail() + ")";
    }

    private static String dateProblem(long phcNanos) {
        return "the clock shows " + Instant.ofEpochSecond(Math.floorDiv(phcNanos, NANOS_PER_SECOND))
                + ", which must be from 2026 to 2221: nobody has set it since it was switched on, or not rightly;"
                + " start what disciplines it, such as ptp4l or phc2sys";
    }

    private static OptionalLong tai(long phcNanos, long errorNanos, Timescale scale, LeapSeconds leapSeconds) {
        return scale == Timescale.TAI ? OptionalLong.of(phcNanos) : leapSeconds.taiFromUtcStamp(phcNanos, errorNanos);
    }

    private static Refused refused(Reason reason, String detail) {
        return new Refused(new SourceFailure(reason, detail));
    }
}
