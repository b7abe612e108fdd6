package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ptp.wire.PtpMessage.CancelUnicast;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.HostTime;
import dev.truechimer.testing.RecordingContext;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sockets of the source, with a master on loopback. */
@Timeout(30)
class PtpSourceTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long TAI_MINUS_UTC_NANOS = 37_000_000_000L;
    /** Far more than an oscillator drifts in a second. */
    private static final long SLACK_NANOS = 1_000_000;

    private final RecordingContext context = new RecordingContext();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void claimsContainTheMastersTime(boolean oneStep) throws SocketException {
        try (LoopbackMaster master = LoopbackMaster.start(oneStep, 60);
                PtpSource source = source(master)) {
            source.start(context);
            for (int i = 0; i < 5; i++) {
                assertTrue(contains(context.firstClaim()));
            }
            assertEquals(List.of("ptp:112233.fffe.445566"), context.fingerprints);
            assertEquals(List.of("ptp:112233.fffe.445566 by 112233.fffe.445566-1"), context.servers);
            assertTrue(context.details.get(0).contains("TAI"), context.details::toString);
        }
    }

    @Test
    void whatWasGrantedIsCancelledAtTheEnd() throws SocketException, InterruptedException {
        try (LoopbackMaster master = LoopbackMaster.start(true, 60)) {
            PtpSource source = source(master);
            source.start(context);
            context.firstClaim();
            source.close();
            List<CancelUnicast> all = List.of(new CancelUnicast(11), new CancelUnicast(0), new CancelUnicast(9));
            Await.until("cancels", SOON, () -> master.asked.containsAll(all), master.asked::toString);
        }
    }

    /** The interrupt comes at any step of a turn, and must not cost the socket that the cancels leave by. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void whatWasGrantedIsCancelledWhateverTheThreadDoesWhenItIsClosed(int reading)
            throws SocketException, InterruptedException {
        AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        try (LoopbackMaster master = LoopbackMaster.start(true, 60)) {
            PtpSource source = source(master);
            Thread closer = new Thread(source::close);
            context.ticks = () -> {
                if (Thread.currentThread().getName().startsWith("truechimer-") && left.getAndDecrement() == 0) {
                    closer.start();
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                }
                return Ticks.system().nanos();
            };
            source.start(context);
            context.firstClaim();
            left.set(reading);
            List<CancelUnicast> all = List.of(new CancelUnicast(11), new CancelUnicast(0), new CancelUnicast(9));
            Await.until("cancels", SOON, () -> master.asked.containsAll(all), master.asked::toString);
            closer.join();
        }
    }

    @Test
    void aRefusedRequestIsReported() throws SocketException {
        try (LoopbackMaster master = LoopbackMaster.start(true, 0);
                PtpSource source = source(master)) {
            source.start(context);
            assertTrue(failure(Reason.RATE_LIMITED).detail().contains("127.0.0.2 refuses"));
        }
    }

    @Test
    void aPauseOfTheProcessForgetsWhatWasAnnouncedBefore() throws SocketException, InterruptedException {
        AtomicLong held = new AtomicLong();
        context.ticks = () -> Ticks.system().nanos() + held.get();
        try (LoopbackMaster master = LoopbackMaster.start(true, 60);
                PtpSource source = source(master)) {
            source.start(context);
            context.firstClaim();
            held.addAndGet(Duration.ofSeconds(5).toNanos());
            Await.until(
                    "the master is followed anew", SOON, () -> context.details.size() >= 3, context.details::toString);
            // Which of the two is said depends on where in its turn the thread was held up.
            String said = context.details.get(1);
            assertTrue(said.contains("held up") || said.equals("no master"), context.details::toString);
            assertTrue(context.details.get(2).startsWith("follows"), context.details::toString);
            assertEquals(1, context.servers.size(), "it is the one before");
        }
    }

    @Test
    void bytesThatAreNoMessageAreReportedAndHarmNothing() throws SocketException {
        try (LoopbackMaster master = LoopbackMaster.start(true, 60);
                PtpSource source = source(master)) {
            source.start(context);
            context.firstClaim();
            for (int length : new int[] {0, 1, 33, 34, 2000}) {
                master.sendBytes(new byte[length]);
            }
            failure(Reason.MALFORMED);
            assertTrue(contains(context.firstClaim()));
        }
    }

    @Test
    void anInterfaceThatIsMissingIsReportedAgainAndAgain() {
        try (PtpSource source = PtpSource.builder("nosuch0").build()) {
            source.start(context);
            assertEquals(
                    "this host has no network interface nosuch0 now",
                    context.nextFailure(Reason.UNREACHABLE).detail());
            context.nextFailure(Reason.UNREACHABLE);
        }
    }

    @Test
    void portsThatCantBeHadAreReportedAndTriedAgain() throws SocketException {
        try (LoopbackMaster master = LoopbackMaster.start(true, 60);
                PtpSource source = source(master)) {
            try (DatagramSocket taker =
                    new DatagramSocket(new InetSocketAddress(LoopbackMaster.CLIENT, master.generalPort()))) {
                assertTrue(taker.isBound());
                source.start(context);
                String detail = context.nextFailure(Reason.UNREACHABLE).detail();
                assertTrue(detail.contains("CAP_NET_BIND_SERVICE") && detail.contains("SO_REUSEADDR"), detail);
            }
            assertTrue(contains(context.firstClaim()));
        }
    }

    @Test
    void aSourceIsStartedOnce() {
        PtpSource source = PtpSource.builder("nosuch0").build();
        source.start(context);
        assertThrows(SourceInUseException.class, () -> source.start(context));
        source.close();
        source.close();
    }

    private SourceFailure failure(Reason reason) {
        for (int i = 0; i < 1000; i++) {
            if (context.next() instanceof SourceFailure failure && failure.reason() == reason) {
                return failure;
            }
        }
        throw new AssertionError("no " + reason);
    }

    /** Ages both halves to now. */
    private boolean contains(Claim claim) {
        long truth = HostTime.utcNanos() + TAI_MINUS_UTC_NANOS;
        long now = context.ticks().nanos();
        boolean notTooLate =
                !claim.hasLower() || claim.lowerTaiNanos() + (now - claim.lowerTicks()) <= truth + SLACK_NANOS;
        boolean notTooEarly =
                !claim.hasUpper() || claim.upperTaiNanos() + (now - claim.upperTicks()) >= truth - SLACK_NANOS;
        return notTooLate && notTooEarly;
    }

    private static PtpSource source(LoopbackMaster master) throws SocketException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(LoopbackMaster.CLIENT);
        return PtpSource.builder(loopback.getName())
                .unicast(LoopbackMaster.ADDRESS)
                .ports(master.eventPort(), master.generalPort())
                .build();
    }
}
