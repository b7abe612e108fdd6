package dev.truechimer.ptp;

import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.device.ErrorBound.Scale;
import dev.truechimer.ptp.device.PhcBracket;
import dev.truechimer.ptp.management.Vouching.Vouched;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a reading of a clock says about true time, when ptp4l vouched for the clock before and after it.
 *
 * <p><b>Threads:</b> computation only. <b>Source:</b> error model, section 1.
 *
 * @param phcTimescale what a hardware clock shows if nobody says that it is TAI
 */
record Ptp4lRule(Optional<Timescale> phcTimescale) {

    /** For so long around a leap second a grandmaster may still announce the offset before, or that after. */
    private static final long OFFSET_MARGIN_NANOS = 60_000_000_000L;

    /** What became of a reading. */
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
     * Decides about a reading.
     *
     * @param before what ptp4l said before it
     * @param after what it said afterwards
     */
    Outcome evaluate(Vouched before, PhcBracket reading, Vouched after, LeapSeconds leapSeconds) {
        if (before.grandmaster() != after.grandmaster() || !before.clock().equals(after.clock())) {
            return refused(Reason.UNSYNCHRONIZED, "ptp4l turned to another master meanwhile: " + after.detail());
        }
        if (!reading.hasPossibleDate()) {
            return refused(
                    Reason.STALE_DATE,
                    "the clock shows " + reading.phcNanos() + " ns, which must be in the years 2026 to 2221");
        }
        Optional<Timescale> scale = scale(after.clock().scale());
        if (scale.isEmpty()) {
            return refused(
                    Reason.TIMESCALE,
                    "the grandmaster does not say that it sends TAI (ptpTimescale 0), so that nobody knows what the"
                            + " hardware clock shows: make it do so, or declare its timescale");
        }
        long errorNanos = Math.max(before.errorNanos(), after.errorNanos()) + PhcBracket.RESOLUTION_NANOS;
        OptionalLong taiNanos = scale.get() == Timescale.TAI
                ? OptionalLong.of(reading.phcNanos())
                : leapSeconds.taiFromUtcStamp(reading.phcNanos(), errorNanos);
        if (taiNanos.isEmpty()) {
            return refused(Reason.LEAP_SECOND, "readings must stay 5 s and the clock's error away from a leap second");
        }
        if (after.ptpTimescale() && !isKnown(after.utcOffset(), taiNanos.getAsLong(), leapSeconds)) {
            return refused(
                    Reason.IMPLAUSIBLE,
                    "ptp4l has a TAI-UTC of " + after.utcOffset()
                            + " s from its master (currentUtcOffset), which the table" + " of leap seconds, "
                            + leapSeconds.origin() + ", does not have at this time");
        }
        return new Measured(Claim.ofEvent(
                reading.beforeTicks(),
                taiNanos.getAsLong(),
                reading.afterTicks(),
                errorNanos,
                0,
                0,
                reading.readErrorNanos()));
    }

    private Optional<Timescale> scale(Scale scale) {
        return switch (scale) {
            case TAI -> Optional.of(Timescale.TAI);
            case UTC -> Optional.of(Timescale.UTC);
            case AS_DECLARED -> phcTimescale;
        };
    }

    private static boolean isKnown(int utcOffset, long taiNanos, LeapSeconds leapSeconds) {
        long utcNanos = taiNanos - utcOffset * 1_000_000_000L;
        return leapSeconds.offsetSecondsAt(utcNanos) == utcOffset
                || leapSeconds.touchesLeapSecond(utcNanos - OFFSET_MARGIN_NANOS, utcNanos + OFFSET_MARGIN_NANOS);
    }

    private static Refused refused(Reason reason, String detail) {
        return new Refused(new SourceFailure(reason, detail));
    }
}
