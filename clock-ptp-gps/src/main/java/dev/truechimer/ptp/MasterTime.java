package dev.truechimer.ptp;

import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.wire.ClockAccuracy;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import java.util.OptionalLong;

/**
 * What a master's stamp means on TAI, and how far a truthful master's may be off.
 *
 * <p><b>Rounding:</b> the error up. <b>Threads:</b> computation only. <b>Source:</b> IEEE 1588-2019, 7.2, 7.6.2.6 and 8.2.4;
 * error model, sections 1 and 8.
 */
final class MasterTime {

    /** Nobody waits for so long in a switch, and no path differs by so much from another. */
    static final long MOST_CORRECTION_NANOS = 10_000_000_000L;

    /** 2220-05-04; with errors and corrections it stays within what a claim can hold. */
    private static final long MOST_STAMP_NANOS = 7_900_000_000_000_000_000L;

    /** For so long around a leap second a master may still announce the offset before, or that after. */
    private static final long OFFSET_MARGIN_NANOS = 60_000_000_000L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int FRACTION_BITS = 16;

    private MasterTime() {}

    /** What became of a stamp. */
    sealed interface Result {}

    /**
     * It can be used.
     *
     * @param taiNanos on TAI
     * @param errorNanos how far a truthful master's may be off (E)
     */
    record Usable(long taiNanos, long errorNanos) implements Result {}

    /**
     * It can't.
     *
     * @param failure why
     */
    record Refused(SourceFailure failure) implements Result {}

    /**
     * Interprets a stamp.
     *
     * @param stampNanos on the master's scale, correction included
     * @param announce the last of that master
     * @param leapSeconds the table in force
     */
    static Result of(long stampNanos, Announce announce, PtpSettings.Claims options, LeapSeconds leapSeconds) {
        OptionalLong accuracy = ClockAccuracy.errorNanos(announce.quality().accuracy());
        if (accuracy.isEmpty() && options.errorFloorNanos() == 0) {
            return refuse(
                    Reason.UNSYNCHRONIZED,
                    String.format(
                            "the grandmaster does not say how far it is from true time (clockAccuracy 0x%02x): declare"
                                    + " an errorFloor, or set the right clockAccuracy there",
                            announce.quality().accuracy()));
        }
        if (stampNanos < 0 || stampNanos > MOST_STAMP_NANOS) {
            return refuse(Reason.IMPLAUSIBLE, "a stamp outside of 1970 to 2220: " + stampNanos + " ns");
        }
        long errorNanos =
                accuracy.orElse(0) + announce.stepsRemoved() * options.errorPerStepNanos() + options.errorFloorNanos();
        boolean tai = announce.header().has(PtpHeader.PTP_TIMESCALE);
        if (!tai && !options.utcDeclared()) {
            return refuse(
                    Reason.TIMESCALE,
                    "the master does not say that it sends TAI (ptpTimescale 0): make it do so, or declare that it sends"
                            + " UTC, as ptp4l -S does: utcDeclared(true), --ptp-utc");
        }
        return onScale(stampNanos, errorNanos, tai, announce, leapSeconds);
    }

    private static Result onScale(
            long stampNanos, long errorNanos, boolean tai, Announce announce, LeapSeconds leapSeconds) {
        if (announce.header().has(PtpHeader.UTC_OFFSET_VALID)) {
            long said = announce.currentUtcOffset();
            long utcNanos = tai ? stampNanos - said * NANOS_PER_SECOND : stampNanos;
            long marginNanos = errorNanos + OFFSET_MARGIN_NANOS;
            int known = leapSeconds.offsetSecondsAt(utcNanos);
            if (said != known && !leapSeconds.touchesLeapSecond(utcNanos - marginNanos, utcNanos + marginNanos)) {
                return refuse(
                        Reason.IMPLAUSIBLE,
                        "the master says that TAI-UTC is " + said + " s (currentUtcOffset), but it is " + known
                                + " s by the table of leap seconds, " + leapSeconds.origin());
            }
        }
        if (tai) {
            return new Usable(stampNanos, errorNanos);
        }
        OptionalLong converted = leapSeconds.taiFromUtcStamp(stampNanos, errorNanos);
        return converted.isPresent()
                ? new Usable(converted.getAsLong(), errorNanos)
                : refuse(Reason.LEAP_SECOND, "a master's UTC must stay 5 s and its error away from a leap second");
    }

    /** Whether a correction, or the sum of two, can be: 10 s at most. */
    static boolean isPlausible(long correctionScaled) {
        long most = MOST_CORRECTION_NANOS << FRACTION_BITS;
        return correctionScaled >= -most && correctionScaled <= most;
    }

    /** Nanoseconds times 2^16 as nanoseconds, rounded down. */
    static long floorNanos(long correctionScaled) {
        return correctionScaled >> FRACTION_BITS;
    }

    private static Refused refuse(Reason reason, String detail) {
        return new Refused(new SourceFailure(reason, detail));
    }
}
