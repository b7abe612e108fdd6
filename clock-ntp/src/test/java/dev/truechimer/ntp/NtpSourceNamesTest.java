package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ntp.testkit.LoopbackNtpServer;
import dev.truechimer.testing.FutureLeap;
import dev.truechimer.testing.RecordingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names that resolve, don't, or resolve to something else later; pools. */
@Timeout(60)
class NtpSourceNamesTest {

    private final RecordingContext context = new RecordingContext();
    private final UdpWorld world = new UdpWorld();
    private final LoopbackNtpServer server = world.server();
    private final int port = server.address().getPort();
    private final AtomicReference<List<InetAddress>> addresses = new AtomicReference<>(List.of());

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @Test
    void looksUpItsServer() {
        addresses.set(List.of(Addresses.of("127.0.0.1")));
        world.start(named(), context);
        world.assertContainsTruth(context.nextClaim());
        assertEquals(List.of("127.0.0.1:" + port), context.servers);
    }

    @Test
    void resolvesWithTheHostsOwnResolver() {
        world.start(UdpWorld.quick(NtpSource.builder("localhost", port)), context);
        world.assertContainsTruth(context.firstClaim());
    }

    @Test
    void reportsANameWithoutAddressAndLooksAgain() {
        world.start(named(), context);
        for (int i = 0; i < 3; i++) {
            SourceFailure failure = context.nextFailure(Reason.UNRESOLVED);
            assertEquals("ntp.test: the name has no address", failure.detail());
        }
        addresses.set(List.of(Addresses.of("127.0.0.1")));
        world.assertContainsTruth(context.firstClaim());
    }

    @Test
    void reportsAResolverThatFails() {
        world.start(
                named().resolver(host -> {
                    throw new IllegalStateException("broken resolver");
                }),
                context);
        assertTrue(context.nextFailure(Reason.UNRESOLVED).detail().contains("broken resolver"));
        world.start(named().name("other").resolver(host -> List.of()), context);
        assertTrue(context.next() instanceof SourceFailure);
    }

    @Test
    void movesToAnotherAddressOfItsNameInTrouble() {
        addresses.set(List.of(Addresses.of("127.0.0.1"), Addresses.of("127.0.0.2")));
        LoopbackNtpServer other = world.server("127.0.0.2", port);
        world.start(named(), context);
        context.nextClaim();
        server.close();
        failUntilClaim();
        assertEquals(List.of("127.0.0.1:" + port, "127.0.0.2:" + port), context.servers);
        assertTrue(other.requests() > 0);
    }

    @Test
    void followsANameToANewAddress() {
        addresses.set(List.of(Addresses.of("127.0.0.1")));
        world.start(named(), context);
        context.nextClaim();
        world.server("127.0.0.3", port);
        addresses.set(List.of(Addresses.of("127.0.0.3")));
        server.leap(3);
        failUntilClaim();
        assertEquals(List.of("127.0.0.1:" + port, "127.0.0.3:" + port), context.servers);
    }

    @Test
    void staysWithItsAddressWhileTheNameIsGone() {
        addresses.set(List.of(Addresses.of("127.0.0.1")));
        world.start(named().timeout(Duration.ofMillis(100)), context);
        context.nextClaim();
        addresses.set(List.of());
        server.silent(true);
        SourceFailure failure = untilFailure();
        while (!failure.detail().contains("ntp.test: the name has no address")) {
            failure = context.nextFailure(Reason.NO_REPLY);
        }
        server.silent(false);
        world.assertContainsTruth(context.firstClaim());
        assertEquals(List.of("127.0.0.1:" + port), context.servers);
    }

    @Test
    void doesNotMoveAwayFromAServerNearALeapSecond() {
        addresses.set(List.of(Addresses.of("127.0.0.1"), Addresses.of("127.0.0.2")));
        context.leapSeconds = FutureLeap.withLeapAt(UdpWorld.NEW_YEAR_2030_UTC_NANOS);
        world.start(named(), context);
        for (int i = 0; i < 10; i++) {
            context.nextFailure(Reason.LEAP_SECOND);
        }
        assertEquals(List.of("127.0.0.1:" + port), context.servers);
    }

    @Test
    void givesEachMemberOfAPoolAServerOfItsOwn() {
        addresses.set(List.of(Addresses.of("127.0.0.1"), Addresses.of("127.0.0.2")));
        LoopbackNtpServer other = world.server("127.0.0.2", port);
        List<NtpSource> pool = named().buildPool(3);
        RecordingContext second = new RecordingContext();
        RecordingContext third = new RecordingContext();
        world.start(pool.get(0), context);
        world.assertContainsTruth(context.nextClaim());
        world.start(pool.get(1), second);
        world.assertContainsTruth(second.nextClaim());
        world.start(pool.get(2), third);
        assertEquals(
                "ntp.test: all 2 addresses are asked by other members of the pool",
                third.nextFailure(Reason.UNRESOLVED).detail());
        assertEquals(List.of("127.0.0.1:" + port), context.servers);
        assertEquals(List.of("127.0.0.2:" + port), second.servers);
        assertTrue(other.requests() > 0);

        pool.get(1).close();
        world.assertContainsTruth(third.firstClaim());
        assertEquals(List.of("127.0.0.2:" + port), third.servers);
    }

    @Test
    void aMemberThatIsClosedWhileItsNameIsLookedUpTakesNoAddress() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        List<NtpSource> pool = named().resolver(host -> {
                    asked.countDown();
                    awaitDespiteInterrupts(answer);
                    return List.of(Addresses.of("127.0.0.1"));
                })
                .buildPool(2);
        RecordingContext other = new RecordingContext();
        world.start(UdpWorld.quick(server), other);
        world.start(pool.get(0), new RecordingContext());
        assertTrue(asked.await(10, TimeUnit.SECONDS));
        pool.get(0).close();
        answer.countDown();
        assertEquals(List.of(), Threads.survivors(ServerLocator.THREAD_NAME));
        other.nextClaim();
        world.start(pool.get(1), context);
        world.assertContainsTruth(context.nextClaim());
    }

    @Test
    void aSlowResolverHoldsUpNobodyElse() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        NtpSource slow = world.start(
                named().resolver(host -> {
                    asked.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new UnknownHostException("interrupted");
                    }
                    return List.of();
                }),
                context);
        assertTrue(asked.await(10, TimeUnit.SECONDS));
        RecordingContext other = new RecordingContext();
        world.start(UdpWorld.quick(server), other);
        world.assertContainsTruth(other.nextClaim());
        slow.close();
        assertEquals(List.of(), Threads.survivors(ServerLocator.THREAD_NAME));
        assertEquals(0, context.waiting());
    }

    private NtpSource.Builder named() {
        return UdpWorld.quick(NtpSource.builder("ntp.test", port)).resolver(this::resolve);
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        assertEquals("ntp.test", host);
        List<InetAddress> found = addresses.get();
        if (found.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return found;
    }

    private static void awaitDespiteInterrupts(CountDownLatch latch) {
        for (boolean open = false; !open; ) {
            try {
                open = latch.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException notWhileLookingUp) {
                open = false;
            }
        }
    }

    private SourceFailure untilFailure() {
        Object next = context.next();
        while (!(next instanceof SourceFailure)) {
            next = context.next();
        }
        return (SourceFailure) next;
    }

    private void failUntilClaim() {
        untilFailure();
        Claim claim = context.firstClaim();
        world.assertContainsTruth(claim);
    }
}
