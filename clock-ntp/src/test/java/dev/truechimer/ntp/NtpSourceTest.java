package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ntp.testkit.LoopbackNtpServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The source against a real server over real UDP. */
@Timeout(60)
class NtpSourceTest {

    /** 2030-01-01T00:00:00Z, at the oscillator's zero: true time runs exactly as the oscillator does. */
    private static final long UTC_AT_ZERO_TICKS = 1_893_456_000_000_000_000L;

    private final RecordingContext context = new RecordingContext();
    private final LoopbackNtpServer server = start("127.0.0.1");

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void claimsContainTrueTime() {
        try (NtpSource source = fast(server).build()) {
            source.start(context);
            for (int i = 0; i < 50; i++) {
                assertContainsTruth(context.nextClaim());
            }
        }
    }

    @Test
    void namesItsServerAndItsFingerprint() {
        server.referenceId(0x47505300).referenceTime(UTC_AT_ZERO_TICKS);
        try (NtpSource source = fast(server).build()) {
            source.start(context);
            context.nextClaim();
            context.nextClaim();
        }
        assertEquals(List.of("127.0.0.1:" + server.address().getPort()), context.servers);
        assertEquals("47505300-f486570000000000-1", context.fingerprints.get(0));
    }

    static void assertContainsTruth(Claim claim) {
        long utcMinusTai = -LeapSeconds.bundled().offsetSecondsAt(UTC_AT_ZERO_TICKS) * 1_000_000_000L;
        assertTrue(claim.lowerTaiNanos() + utcMinusTai <= UTC_AT_ZERO_TICKS + claim.lowerTicks(), claim::toString);
        assertTrue(claim.upperTaiNanos() + utcMinusTai >= UTC_AT_ZERO_TICKS + claim.upperTicks(), claim::toString);
    }

    static NtpSource.Builder fast(LoopbackNtpServer server) {
        return NtpSource.builder(server.address())
                .minPoll(Duration.ofMillis(10))
                .maxPoll(Duration.ofMillis(20))
                .burstSpacing(Duration.ofMillis(1))
                .timeout(Duration.ofMillis(200));
    }

    static long trueUnixNanos() {
        return UTC_AT_ZERO_TICKS + Ticks.system().nanos();
    }

    static LoopbackNtpServer start(String address) {
        return LoopbackNtpServer.start(new InetSocketAddress(address, 0), NtpSourceTest::trueUnixNanos);
    }
}
