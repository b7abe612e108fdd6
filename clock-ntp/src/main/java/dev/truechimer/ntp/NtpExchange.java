package dev.truechimer.ntp;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ntp.wire.NtpHeader;
import dev.truechimer.ntp.wire.NtpTimestamps;
import org.jspecify.annotations.Nullable;

/**
 * One request and a reply to it: what they prove about true time.
 *
 * <p><b>Invariant:</b> if the server's stamps are within E of true time, both halves of the claim are true, whatever the
 * delays on the way and in this process: L1 was read before the request left, L4 after the reply came. <b>Rounding:</b> E
 * up, lower half down, upper half up. <b>Threads:</b> immutable; reads no clock. <b>Source:</b> error model, sections 1
 * and 8.
 *
 * @param sentTicks oscillator reading just before the request was sent (L1)
 * @param receivedTicks oscillator reading just after the packet was received (L4)
 * @param nonceNtp64 the transmit field of the request
 * @param reply of version 3 or 4 and mode 4
 */
record NtpExchange(long sentTicks, long receivedTicks, long nonceNtp64, NtpHeader reply) {

    /** Resolution of root delay and root dispersion, both truncated: 1.5 * 2^-16 s, rounded up. */
    static final long TRUNCATION_NANOS = 22_889;

    /** Some servers blur their reference time by up to a second, so that it can't be used to attack them. */
    static final long REFERENCE_BLUR_NANOS = 1_000_000_000L;

    /** No oscillator is off by as much as 100,000 ppm; a contradiction beyond that is the server's. */
    private static final long CONSERVATIVE_RATE_DIVISOR = 10;

    /** Far more than the reading errors of both halves. */
    private static final long READING_ERROR_NANOS = 1_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** What an exchange came to. */
    sealed interface Outcome permits Measured, Refused {}

    /**
     * The reply can be used.
     *
     * @param claim both halves present
     */
    record Measured(Claim claim) implements Outcome {}

    /**
     * The reply can't be used.
     *
     * @param failure why, and whether the poll is over with it
     */
    record Refused(SourceFailure failure) implements Outcome {}

    /**
     * Checks the reply and makes a claim of it.
     *
     * @param options what the user knows about server and path
     * @param leapSeconds the table in force
     */
    Outcome evaluate(ClaimOptions options, LeapSeconds leapSeconds) {
        SourceFailure failure = ReplyRules.check(reply, nonceNtp64);
        if (failure == null) {
            failure = checkReference(options);
        }
        if (failure != null) {
            return new Refused(failure);
        }
        long receiveUtcNanos = NtpTimestamps.unixNanosCeil(reply.receiveNtp64());
        long transmitUtcNanos = NtpTimestamps.unixNanosFloor(reply.transmitNtp64());
        long errorNanos = errorNanos(options);
        if (leapSeconds.touchesLeapSecond(
                receiveUtcNanos - errorNanos - LeapSeconds.STAMP_MARGIN_NANOS,
                transmitUtcNanos + errorNanos + LeapSeconds.STAMP_MARGIN_NANOS)) {
            return refuse(Reason.LEAP_SECOND, "stamps must stay 5 s and the server's error away from a leap second");
        }
        Claim claim = Claim.ofRoundTrip(
                sentTicks,
                leapSeconds.taiFromUtcNanos(receiveUtcNanos),
                leapSeconds.taiFromUtcNanos(transmitUtcNanos),
                receivedTicks,
                errorNanos,
                options.leastDelayThereNanos(),
                options.leastDelayBackNanos());
        return checkHalves(claim);
    }

    /** How far a truthful server's stamp may be from true time (E), rounded up. */
    private long errorNanos(ClaimOptions options) {
        long rootDelayScaled = Integer.toUnsignedLong(reply.rootDelayNtp32()) * NANOS_PER_SECOND;
        long rootDispersionScaled = Integer.toUnsignedLong(reply.rootDispersionNtp32()) * NANOS_PER_SECOND;
        return shiftCeil(rootDelayScaled, 17)
                + shiftCeil(rootDispersionScaled, 16)
                + (options.rootFieldsRoundedUp() ? 0 : TRUNCATION_NANOS)
                + shiftCeil(NANOS_PER_SECOND, -reply.precision())
                + options.errorFloorNanos()
                + driftNanos(options);
    }

    private long driftNanos(ClaimOptions options) {
        if (options.serverDriftPpm() == 0) {
            return 0;
        }
        long ageNanos = Math.max(0, referenceAgeNanos()) + REFERENCE_BLUR_NANOS;
        // An age is at most 2^32 s, 4.3e15 us, and the drift at most 1000 ppm: their product fits.
        long ageMicros = (ageNanos + 999) / 1_000L;
        return Math.addExact(Math.multiplyExact(ageMicros, (long) options.serverDriftPpm()), 999) / 1_000L;
    }

    private @Nullable SourceFailure checkReference(ClaimOptions options) {
        if (options.serverDriftPpm() == 0) {
            return null;
        }
        if (reply.referenceNtp64() == 0) {
            return new SourceFailure(Reason.IMPLAUSIBLE, "reference time must not be 0 where a server drift is set");
        }
        if (referenceAgeNanos() < -REFERENCE_BLUR_NANOS) {
            return new SourceFailure(
                    Reason.IMPLAUSIBLE,
                    "reference time must not be after transmit time where a server drift is set: "
                            + -referenceAgeNanos() + " ns after");
        }
        return null;
    }

    private long referenceAgeNanos() {
        return NtpTimestamps.unixNanosCeil(reply.transmitNtp64())
                - NtpTimestamps.unixNanosFloor(reply.referenceNtp64());
    }

    /** Ages the upper half to the later reading, at a rate no oscillator has, and compares. */
    private Outcome checkHalves(Claim claim) {
        long elapsedNanos = receivedTicks - sentTicks;
        if (elapsedNanos < 0) {
            return refuse(Reason.INTERNAL, "the oscillator went back during an exchange: " + elapsedNanos + " ns");
        }
        long widthNanos = claim.upperTaiNanos() + elapsedNanos - claim.lowerTaiNanos();
        if (widthNanos + elapsedNanos / CONSERVATIVE_RATE_DIVISOR + READING_ERROR_NANOS < 0) {
            return refuse(
                    Reason.CONTRADICTORY,
                    "the reply was " + -widthNanos
                            + " ns shorter on its way than stamps, error and least delays allow: " + elapsedNanos
                            + " ns from sending to receiving");
        }
        return new Measured(claim);
    }

    private static Refused refuse(Reason reason, String detail) {
        return new Refused(new SourceFailure(reason, detail));
    }

    private static long shiftCeil(long value, int bits) {
        return (value + (1L << bits) - 1) >>> bits;
    }
}
