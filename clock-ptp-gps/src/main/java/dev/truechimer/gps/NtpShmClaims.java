package dev.truechimer.gps;

import dev.truechimer.clock.host.RealtimeTrail.Conversion;
import dev.truechimer.clock.host.RealtimeTrail.Converted;
import dev.truechimer.clock.host.RealtimeTrail.Stepped;
import dev.truechimer.clock.host.TicksRange;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.wire.NtpShmSample;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** What a whole sample of NTP's shared memory proves about true time. Computation only. <b>Threads:</b> confined to one. */
final class NtpShmClaims {

    /**
     * What two stamps that were truncated to microseconds may be off together. The second one is by the wall clock, which
     * runs at most at twice the right rate while it is slewed.
     */
    static final long TRUNCATION_NANOS = 3_000;

    private static final int MOST_MODE = 1;
    private static final int NOT_SYNCHRONISED = 3;
    private static final int LEAST_PRECISION = -64;
    private static final int MOST_PRECISION = 16;

    private final NtpShmSettings settings;
    private final DelayWatch delays = new DelayWatch();

    NtpShmClaims(NtpShmSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes a claim of a sample, or says why it can't.
     *
     * @param sample whole
     * @param believedUtcNanos about what this host believes the time is
     * @param leapSeconds the table in force
     * @param toTicks turns a stamp of CLOCK_REALTIME into readings; its trail goes past the sample
     */
    ReceiverOutcome on(
            NtpShmSample sample, long believedUtcNanos, LeapSeconds leapSeconds, LongFunction<Conversion> toTicks) {
        if (sample.mode() < 0 || sample.mode() > MOST_MODE) {
            return failed(Reason.MALFORMED, "its mode must be 0 or 1: " + sample.mode());
        }
        if (sample.leap() == NOT_SYNCHRONISED) {
            return failed(Reason.UNSYNCHRONIZED, "its writer says that it is not synchronised (leap 3)");
        }
        OptionalLong clock = sample.clockUtcNanos();
        OptionalLong receive = sample.receiveUtcNanos();
        if (clock.isEmpty() || receive.isEmpty()) {
            return failed(Reason.MALFORMED, "its stamps are no times: " + sample);
        }
        if (sample.precision() < LEAST_PRECISION || sample.precision() > MOST_PRECISION) {
            return failed(Reason.IMPLAUSIBLE, "its precision can't be: 2^" + sample.precision() + " s");
        }
        long errorNanos = GpsdClaims.powerOfTwoSeconds(sample.precision())
                + settings.floorNanos()
                + (sample.hasNanos() ? 0 : TRUNCATION_NANOS);
        ReceiverDate.Result date = ReceiverDate.check(clock.getAsLong(), errorNanos, believedUtcNanos, leapSeconds);
        if (date instanceof ReceiverDate.Refused refused) {
            return new ReceiverOutcome.Failed(refused.failure());
        }
        long tai = ((ReceiverDate.Usable) date).taiNanos();
        return claim(clock.getAsLong(), tai, toTicks.apply(receive.getAsLong()), errorNanos);
    }

    private ReceiverOutcome claim(long utcNanos, long taiNanos, Conversion conversion, long errorNanos) {
        if (conversion instanceof Stepped) {
            return failed(
                    Reason.WALL_CLOCK_STEPPED,
                    "this host's wall clock was stepped in the last seconds: stamps are not used for a while");
        }
        if (!(conversion instanceof Converted converted)) {
            return failed(Reason.IMPLAUSIBLE, "its receive stamp is not of the last seconds of this host's clock");
        }
        TicksRange range = converted.range();
        long spreadNanos = settings.greatestDelayNanos() - settings.leastDelayNanos();
        if (!delays.isPunctual(range.earliestTicks(), range.latestTicks(), utcNanos, errorNanos, spreadNanos)) {
            return failed(
                    Reason.IMPLAUSIBLE,
                    "it came later than the declared delays allow, by what came before it: its writer or this host was"
                            + " held up; if that is ordinary, declare longer delays");
        }
        return new ReceiverOutcome.Claimed(Claim.ofEvent(
                range.earliestTicks(),
                taiNanos,
                range.latestTicks(),
                errorNanos,
                settings.leastDelayNanos(),
                settings.greatestDelayNanos(),
                range.widthNanos()));
    }

    private ReceiverOutcome failed(Reason reason, String why) {
        return new ReceiverOutcome.Failed(
                new SourceFailure(reason, "NTP shared memory, unit " + settings.unit() + ": " + why));
    }
}
