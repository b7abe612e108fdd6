package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ntp.testkit.LoopbackNtpServer;
import dev.truechimer.testing.RecordingContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a source makes of right replies, over real UDP. */
@Timeout(60)
class NtpSourceTest {

    private final RecordingContext context = new RecordingContext();
    private final UdpWorld world = new UdpWorld();
    private final LoopbackNtpServer server = world.server();

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @Test
    void claimsContainTrueTime() {
        world.start(UdpWorld.quick(server), context);
        for (int i = 0; i < 50; i++) {
            world.assertContainsTruth(context.nextClaim());
        }
    }

    @Test
    void claimsOfAServerWithinItsStatedErrorContainTrueTime() {
        server.rootDispersion(Duration.ofMillis(5));
        world.start(UdpWorld.quick(server), context);
        for (int i = 0; i < 10; i++) {
            server.offset(Duration.ofMillis(i % 2 == 0 ? 5 : -5));
            // A change between the two stamps of a reply makes it implausible.
            world.assertContainsTruth(context.firstClaim());
        }
    }

    @Test
    void processingInTheServerDoesNotWidenTheClaim() {
        server.processingDelay(Duration.ofMillis(50));
        world.start(UdpWorld.quick(server), context);
        Claim claim = context.nextClaim();
        world.assertContainsTruth(claim);
        assertTrue(claim.lowerTicks() - claim.upperTicks() >= 50_000_000, claim::toString);
        assertTrue(claim.budget().delayNanos() < 50_000_000, claim::toString);
    }

    @Test
    void readsStampsAcrossTheRolloverOf2036() {
        // A second before stamps start again at 0.
        try (UdpWorld late = new UdpWorld(2_085_978_496_000_000_000L - 1_000_000_000L)) {
            LoopbackNtpServer there = late.server();
            late.start(UdpWorld.quick(there), context);
            long first = context.nextClaim().lowerTaiNanos();
            Claim claim = context.nextClaim();
            while (claim.lowerTaiNanos() - first < 1_500_000_000L) {
                late.assertContainsTruth(claim);
                claim = context.nextClaim();
            }
        }
    }

    @Test
    void asksAnIpv6Server() {
        LoopbackNtpServer ipv6 = world.server("::1", 0);
        world.start(UdpWorld.quick(ipv6), context);
        world.assertContainsTruth(context.nextClaim());
        assertEquals(List.of("[0:0:0:0:0:0:0:1]:" + ipv6.address().getPort()), context.servers);
    }

    @Test
    void namesItsServerOnce() {
        world.start(UdpWorld.quick(server), context);
        context.nextClaim();
        context.nextClaim();
        assertEquals(List.of("127.0.0.1:" + server.address().getPort()), context.servers);
    }

    @Test
    void showsTheFingerprintOfItsServer() {
        server.referenceId(0x47505300)
                .referenceTime(UdpWorld.NEW_YEAR_2030_UTC_NANOS)
                .stratum(3);
        world.start(UdpWorld.quick(server), context);
        context.nextClaim();
        assertEquals("47505300-f486570000000000-3", context.fingerprints.get(0));
    }

    @Test
    void hasNoFingerprintWithoutAReferenceTime() {
        server.noReferenceTime();
        world.start(UdpWorld.quick(server), context);
        context.nextClaim();
        context.nextClaim();
        assertEquals(List.of(), context.fingerprints);
    }

    @Test
    void saysWhetherTheServerStatesAnError() {
        world.start(UdpWorld.quick(server), context);
        context.nextClaim();
        assertEquals(false, context.statements.get(0));
        server.rootDispersion(Duration.ZERO);
        while (!context.statements.get(context.statements.size() - 1)) {
            context.nextClaim();
        }
    }

    @Test
    void startsWithABurstAndThenPollsSeldom() {
        NtpSource.Builder burst = NtpSource.builder(server.address())
                .burstSpacing(Duration.ofMillis(1))
                .minPoll(Duration.ofSeconds(60))
                .maxPoll(Duration.ofSeconds(60));
        world.start(burst, context);
        for (int i = 0; i < 8; i++) {
            context.nextClaim();
        }
        world.letTwentyPollsPass();
        assertEquals(0, context.waiting());
        assertEquals(8, server.requests());
    }

    @Test
    void acceptsAReplyOnce() {
        server.copies(3);
        world.start(UdpWorld.quick(server), context);
        for (int i = 0; i < 20; i++) {
            context.nextClaim();
        }
    }

    @Test
    void knowsWhenServerStopsAndIsBack() {
        int port = server.address().getPort();
        world.start(UdpWorld.quick(server), context);
        context.nextClaim();
        server.close();
        Object next = context.next();
        while (next instanceof Claim) {
            next = context.next();
        }
        context.nextFailure(Reason.UNREACHABLE);
        world.server("127.0.0.1", port);
        world.assertContainsTruth(context.firstClaim());
    }

    @Test
    void manySourcesShareOneThread() {
        for (int i = 0; i < 20; i++) {
            RecordingContext own = new RecordingContext();
            world.start(UdpWorld.quick(world.server()).name("source " + i), own);
            world.assertContainsTruth(own.nextClaim());
        }
        assertEquals(1, Threads.named(IoLoop.THREAD_NAME).size());
    }
}
