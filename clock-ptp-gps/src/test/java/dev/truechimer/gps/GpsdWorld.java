package dev.truechimer.gps;

import dev.truechimer.clock.host.RealtimeTrail.Conversion;
import dev.truechimer.clock.host.RealtimeTrail.Converted;
import dev.truechimer.clock.host.TicksRange;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.wire.GpsdMessage.Pps;
import dev.truechimer.gps.wire.GpsdMessage.Toff;
import dev.truechimer.gps.wire.GpsdMessage.Tpv;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Reports of a receiver in a world where the oscillator, the wall clock and UTC differ by constants. */
final class GpsdWorld {

    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000_000L;

    /** 2026-11-20T04:33:31Z. */
    static final long UTC = 1_795_149_211L * SECOND;

    static final long TAI_MINUS_UTC = 37 * SECOND;

    /** True UTC when the oscillator shows 0. */
    static final long UTC_AT_ZERO = UTC - 100 * SECOND;

    /** The wall clock is wrong, which must not matter. */
    static final long WALL_MINUS_UTC = 12_345 * SECOND;

    static final LeapSeconds LEAPS = LeapSeconds.bundled();

    GpsdSettings settings = new GpsdSettings("gpsd", "127.0.0.1", 2947, null, null, 0, SECOND, 500 * MILLI, MILLI, 0);
    LongFunction<Conversion> toTicks =
            stamp -> new Converted(new TicksRange(wallTicks(stamp) - 5, wallTicks(stamp) + 7));
    OptionalLong quietTicks = OptionalLong.empty();
    long believedUtcNanos = UTC;

    static long ticks(long utcNanos) {
        return utcNanos - UTC_AT_ZERO;
    }

    static long wallTicks(long wallNanos) {
        return ticks(wallNanos - WALL_MINUS_UTC);
    }

    static long wall(long utcNanos) {
        return utcNanos + WALL_MINUS_UTC;
    }

    /** What arrives at this true UTC. */
    GpsdArrival at(long utcNanos) {
        return new GpsdArrival(quietTicks, ticks(utcNanos), believedUtcNanos, LEAPS, toTicks);
    }

    static Tpv fix(String device, long utcNanos) {
        return new Tpv(device, 3, OptionalLong.of(utcNanos), OptionalLong.of(5 * MILLI), OptionalInt.of(18));
    }

    static Tpv noFix(String device) {
        return new Tpv(device, 1, OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty());
    }

    /** A sentence that names a second, stamped so long after it. */
    static Toff sentence(String device, long utcNanos, long delayNanos) {
        return new Toff(device, utcNanos, wall(utcNanos + delayNanos));
    }

    /** An edge, stamped so long after it. */
    static Pps edge(String device, long utcNanos, long delayNanos) {
        return new Pps(device, utcNanos, wall(utcNanos + delayNanos), -20);
    }

    static Claim claim(ReceiverOutcome outcome) {
        if (outcome instanceof ReceiverOutcome.Claimed claimed) {
            return claimed.claim();
        }
        throw new AssertionError("not a claim: " + outcome);
    }

    static SourceFailure failure(ReceiverOutcome outcome, Reason reason) {
        if (outcome instanceof ReceiverOutcome.Failed failed && failed.failure().reason() == reason) {
            return failed.failure();
        }
        throw new AssertionError("not a failure for " + reason + ": " + outcome);
    }

    GpsdWorld device(@Nullable String path) {
        settings = new GpsdSettings("gpsd", "127.0.0.1", 2947, path, null, 0, SECOND, 500 * MILLI, MILLI, 0);
        return this;
    }
}
