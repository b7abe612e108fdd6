package dev.truechimer.gps;

import static dev.truechimer.gps.GpsdWorld.MILLI;
import static dev.truechimer.gps.GpsdWorld.SECOND;
import static dev.truechimer.gps.GpsdWorld.TAI_MINUS_UTC;
import static dev.truechimer.gps.GpsdWorld.UTC;
import static dev.truechimer.gps.GpsdWorld.claim;
import static dev.truechimer.gps.GpsdWorld.failure;
import static dev.truechimer.gps.GpsdWorld.ticks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.host.RealtimeTrail.OutOfReach;
import dev.truechimer.clock.host.RealtimeTrail.Stepped;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.wire.NtpShmSample;
import org.junit.jupiter.api.Test;

/** What a whole sample comes to. */
class NtpShmClaimsTest {

    private final GpsdWorld world = new GpsdWorld();
    private final NtpShmClaims claims =
            new NtpShmClaims(new NtpShmSettings("shm2", 2, 10 * MILLI, 200 * MILLI, 100, 20 * MILLI));

    private ReceiverOutcome on(NtpShmSample sample) {
        return claims.on(sample, UTC, GpsdWorld.LEAPS, world.toTicks);
    }

    /** A clock's stamp that was received at a true UTC. */
    private static NtpShmSample sample(long clock, long received, int mode, int leap, int precision, boolean nanos) {
        long wall = GpsdWorld.wall(received);
        return new NtpShmSample(
                mode,
                2,
                clock / SECOND,
                (int) (clock % SECOND / 1000),
                wall / SECOND,
                (int) (wall % SECOND / 1000),
                leap,
                precision,
                3,
                1,
                nanos ? (int) (clock % SECOND) : 0,
                nanos ? (int) (wall % SECOND) : 0);
    }

    @Test
    void aSampleMakesAClaimAtItsReceiveStamp() {
        long received = UTC + 50 * MILLI + 123_456_789;
        Claim claim = claim(on(sample(UTC + 123_456_789, received, 1, 0, -20, true)));
        assertEquals(ticks(received) + 7, claim.lowerTicks());
        assertEquals(UTC + 123_456_789 + TAI_MINUS_UTC + 10 * MILLI - 1054, claim.lowerTaiNanos());
        assertEquals(ticks(received) - 5, claim.upperTicks());
        assertEquals(UTC + 123_456_789 + TAI_MINUS_UTC + 200 * MILLI + 1054, claim.upperTaiNanos());
    }

    @Test
    void microsecondsAreWider() {
        long received = UTC + 50 * MILLI + 123_456_789;
        Claim claim = claim(on(sample(UTC + 123_456_789, received, 0, 1, -20, false)));
        assertEquals(ticks(received) + 7 - 789, claim.lowerTicks());
        assertEquals(UTC + 123_456_000 + TAI_MINUS_UTC + 10 * MILLI - 4054, claim.lowerTaiNanos());
        assertEquals(4054, claim.budget().sourceErrorNanos());
    }

    @Test
    void whatCantBeIsRefused() {
        failure(on(sample(UTC, UTC, 2, 0, -20, true)), Reason.MALFORMED);
        failure(on(sample(UTC, UTC, -1, 0, -20, true)), Reason.MALFORMED);
        failure(on(sample(UTC, UTC, 1, 3, -20, true)), Reason.UNSYNCHRONIZED);
        failure(on(sample(UTC, UTC, 1, 0, 17, true)), Reason.IMPLAUSIBLE);
        failure(on(sample(UTC, UTC, 1, 0, -65, true)), Reason.IMPLAUSIBLE);
        failure(on(new NtpShmSample(1, 2, -1, 0, 1, 0, 0, -20, 3, 1, 0, 0)), Reason.MALFORMED);
        failure(on(new NtpShmSample(1, 2, 1, 0, 1, 1_000_000, 0, -20, 3, 1, 0, 0)), Reason.MALFORMED);
        String stale = failure(on(sample(UTC - 1024L * 604_800 * SECOND, UTC, 1, 0, -20, true)), Reason.STALE_DATE)
                .detail();
        assertTrue(stale.contains("1024 weeks"), stale);
        world.toTicks = stamp -> new Stepped();
        failure(on(sample(UTC, UTC, 1, 0, -20, true)), Reason.WALL_CLOCK_STEPPED);
        world.toTicks = stamp -> new OutOfReach();
        failure(on(sample(UTC, UTC, 1, 0, -20, true)), Reason.IMPLAUSIBLE);
    }
}
