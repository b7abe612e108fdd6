package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ntp.testkit.Garbage;
import dev.truechimer.ntp.testkit.LoopbackNtpServer;
import dev.truechimer.testing.FutureLeap;
import dev.truechimer.testing.RecordingContext;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that is not a right reply, over real UDP: dropped and counted by reason. */
@Timeout(60)
class NtpSourceRejectionTest {

    private final RecordingContext context = new RecordingContext();
    private final UdpWorld world = new UdpWorld();
    private final LoopbackNtpServer server = world.server();

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "TRUNCATED, MALFORMED, at least 48 bytes: 47",
        "EMPTY, MALFORMED, at least 48 bytes: 0",
        "WRONG_NONCE, UNSOLICITED, origin must echo",
        "WRONG_MODE, MALFORMED, mode must be 4: 3",
        "WRONG_VERSION, MALFORMED, version must be 3 or 4: 2"
    })
    void goesOnListeningAfter(Garbage garbage, Reason reason, String detail) {
        server.garbage(garbage, 2);
        world.start(UdpWorld.quick(server), context);
        for (int poll = 0; poll < 3; poll++) {
            assertDetail(detail, context.nextFailure(reason));
            assertDetail(detail, context.nextFailure(reason));
            world.assertContainsTruth(context.nextClaim());
        }
    }

    @Test
    void survivesRandomBytes() {
        server.garbage(Garbage.RANDOM_BYTES, 10);
        world.start(UdpWorld.quick(server), context);
        for (int claims = 0; claims < 30; ) {
            Object next = context.next();
            if (next instanceof Claim claim) {
                world.assertContainsTruth(claim);
                claims++;
            } else if (next instanceof SourceFailure failure) {
                assertFalse(failure.reason().endsPoll(), failure::toString);
            }
        }
    }

    @Test
    void givesUpOnAFlood() {
        server.garbage(Garbage.WRONG_NONCE, 40);
        world.start(UdpWorld.quick(server), context);
        for (int poll = 0; poll < 2; poll++) {
            for (int i = 0; i < NtpPoller.MOST_DROPPED; i++) {
                context.nextFailure(Reason.UNSOLICITED);
            }
            assertDetail("first 16 packets", context.nextFailure(Reason.NO_REPLY));
        }
    }

    @Test
    void reportsASilentServerOncePerPoll() {
        server.silent(true);
        world.start(UdpWorld.impatient(server), context);
        for (int i = 0; i < 3; i++) {
            assertDetail("no reply within 100 ms", context.nextFailure(Reason.NO_REPLY));
        }
        server.silent(false);
        world.assertContainsTruth(context.firstClaim());
    }

    @Test
    void timesOutDespiteGarbage() {
        server.garbage(Garbage.TRUNCATED, 1).copies(0);
        world.start(UdpWorld.impatient(server), context);
        assertOnly(context, Reason.MALFORMED, Reason.NO_REPLY);
    }

    @Test
    void reportsAPortThatNobodyListensOn() {
        server.close();
        world.start(UdpWorld.quick(server), context);
        SourceFailure failure = context.nextFailure(Reason.UNREACHABLE);
        assertEquals("127.0.0.1:" + server.address().getPort() + ": nobody listens on that port", failure.detail());
        context.nextFailure(Reason.UNREACHABLE);
    }

    @Test
    void refusesAServerThatIsNotSynchronized() {
        assertRefuses(server.leap(3), Reason.UNSYNCHRONIZED, "leap indicator 3");
        assertRefuses(server.leap(0).stratum(16), Reason.UNSYNCHRONIZED, "stratum must be 1 to 15");
        assertRefuses(server.stratum(77), Reason.IMPLAUSIBLE, "stratum must be 1 to 15: 77");
        assertRefuses(server.stratum(0).referenceId(0), Reason.UNSYNCHRONIZED, "kiss code 00000000");
        assertRefuses(server.stratum(1).kissOfDeath("INIT"), Reason.UNSYNCHRONIZED, "kiss code INIT");
        assertAccepts(server.noKissOfDeath());
    }

    @Test
    void refusesImplausibleValues() {
        assertRefuses(server.transmitError(Duration.ofSeconds(-1)), Reason.IMPLAUSIBLE, "before receive time");
        server.transmitError(Duration.ZERO);
        assertRefuses(server.rootDelay(Duration.ofSeconds(16)), Reason.IMPLAUSIBLE, "16000 ms");
        server.rootDelay(Duration.ZERO);
        assertRefuses(server.rootDispersion(Duration.ofSeconds(20)), Reason.IMPLAUSIBLE, "20000 ms");
        server.rootDispersion(Duration.ZERO);
        assertRefuses(server.precision(3), Reason.IMPLAUSIBLE, "precision");
        server.precision(-20);
        assertRefuses(server.tamper(bytes -> bytes.putLong(32, 0)), Reason.IMPLAUSIBLE, "receive time must not be 0");
        assertRefuses(server.tamper(bytes -> bytes.putLong(40, 0)), Reason.IMPLAUSIBLE, "transmit time must not be 0");
        assertAccepts(server.tamper(bytes -> {}));
    }

    @Test
    void refusesStampsThatDoNotFitTheTimeOnTheWay() {
        // The server claims to have had the request for a second longer than the whole exchange took.
        assertRefuses(server.transmitError(Duration.ofSeconds(1)), Reason.CONTRADICTORY, "shorter on its way");
        assertAccepts(server.transmitError(Duration.ZERO));
    }

    @Test
    void refusesAReplyFasterThanTheLeastDelay() {
        NtpSource.Builder far = UdpWorld.quick(server).minimumDelays(Duration.ofSeconds(5), Duration.ofSeconds(5));
        world.start(far, context);
        assertDetail("shorter on its way", context.nextFailure(Reason.CONTRADICTORY));
        context.nextFailure(Reason.CONTRADICTORY);
    }

    @Test
    void doesNotTrustStampsNearALeapSecond() {
        context.leapSeconds = FutureLeap.withLeapAt(UdpWorld.NEW_YEAR_2030_UTC_NANOS);
        assertRefuses(server, Reason.LEAP_SECOND, "5 s");
        assertAccepts(server.offset(Duration.ofMinutes(-1)));
    }

    @Test
    void pollsLessOftenWhenAsked() {
        server.kissOfDeath("RATE");
        NtpSource.Builder builder = NtpSource.builder(server.address())
                .minPoll(Duration.ofMillis(10))
                .maxPoll(Duration.ofMillis(10))
                .burstSpacing(Duration.ofMillis(1));
        NtpSource source = world.start(builder, context);
        for (int millis = 20; millis <= 80; millis *= 2) {
            assertDetail("RATE", context.nextFailure(Reason.RATE_LIMITED));
            assertTrue(source.longestPollInterval().toMillis() >= millis, source.longestPollInterval()::toString);
        }
        server.noKissOfDeath();
        context.firstClaim();
        Claim before = context.nextClaim();
        Claim after = context.nextClaim();
        assertTrue(after.upperTicks() - before.lowerTicks() >= 72_000_000, "80 ms, less 10 % of jitter");
    }

    @Test
    void stopsForGoodWhenDenied() {
        for (String code : new String[] {"DENY", "RSTR"}) {
            RecordingContext own = new RecordingContext();
            LoopbackNtpServer denying = world.server().kissOfDeath(code);
            world.start(UdpWorld.quick(denying), own);
            assertDetail(code, own.nextFailure(Reason.DENIED));
            denying.noKissOfDeath();
            world.letTwentyPollsPass();
            assertEquals(0, own.waiting());
            assertEquals(1, denying.requests());
        }
    }

    @Test
    void ignoresAForgedKissOfDeath() {
        AtomicInteger forged = new AtomicInteger();
        for (String code : new String[] {"RATE", "DENY"}) {
            RecordingContext own = new RecordingContext();
            LoopbackNtpServer forging = world.server().kissOfDeath(code);
            forging.tamper(bytes -> bytes.putLong(24, forged.incrementAndGet()));
            NtpSource source = world.start(UdpWorld.impatient(forging), own);
            assertOnly(own, Reason.UNSOLICITED, Reason.NO_REPLY);
            assertEquals(Duration.ofMillis(20), source.longestPollInterval());
            forging.noKissOfDeath().tamper(bytes -> {});
            world.assertContainsTruth(own.firstClaim());
        }
    }

    @Test
    void goesOnAfterAFault() {
        context.onClaim = claim -> {
            throw new IllegalStateException("a fault");
        };
        world.start(UdpWorld.quick(server), context);
        for (int i = 0; i < 5; i++) {
            context.nextClaim();
            assertDetail("a fault", context.nextFailure(Reason.INTERNAL));
        }
        RecordingContext other = new RecordingContext();
        world.start(UdpWorld.quick(server).name("another"), other);
        world.assertContainsTruth(other.nextClaim());
    }

    /** Both reasons and no others, over a few polls. */
    private static void assertOnly(RecordingContext recorded, Reason one, Reason other) {
        Set<Reason> seen = EnumSet.noneOf(Reason.class);
        for (int i = 0; i < 6; i++) {
            Object next = recorded.next();
            assertTrue(next instanceof SourceFailure, next::toString);
            seen.add(((SourceFailure) next).reason());
        }
        assertEquals(EnumSet.of(one, other), seen);
    }

    private void assertRefuses(LoopbackNtpServer refused, Reason reason, String detail) {
        RecordingContext own = new RecordingContext();
        own.leapSeconds = context.leapSeconds;
        try (NtpSource source = UdpWorld.quick(refused).build()) {
            source.start(own);
            for (int i = 0; i < 2; i++) {
                SourceFailure failure = own.nextFailure(reason);
                assertDetail(detail, failure);
                assertDetail("127.0.0.1:" + refused.address().getPort(), failure);
            }
        }
    }

    private void assertAccepts(LoopbackNtpServer accepted) {
        RecordingContext own = new RecordingContext();
        own.leapSeconds = context.leapSeconds;
        try (NtpSource source = UdpWorld.quick(accepted).build()) {
            source.start(own);
            own.nextClaim();
            own.nextClaim();
        }
    }

    private static void assertDetail(String expected, SourceFailure failure) {
        assertTrue(failure.detail().contains(expected), failure::toString);
    }
}
