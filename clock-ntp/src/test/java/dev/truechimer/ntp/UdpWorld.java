package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ntp.testkit.LoopbackNtpServer;
import dev.truechimer.testing.RecordingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Servers whose true time runs exactly as the oscillator does, and sources that ask them quickly. */
final class UdpWorld implements AutoCloseable {

    /** 2030-01-01T00:00:00Z. */
    static final long NEW_YEAR_2030_UTC_NANOS = 1_893_456_000_000_000_000L;

    private final long utcAtZeroTicks;
    private final List<Runnable> closers = new ArrayList<>();

    UdpWorld() {
        this(NEW_YEAR_2030_UTC_NANOS);
    }

    /**
     * A world that is at a certain moment now.
     *
     * @param nowUtcNanos true time
     */
    UdpWorld(long nowUtcNanos) {
        this.utcAtZeroTicks = nowUtcNanos - Ticks.system().nanos();
    }

    LoopbackNtpServer server() {
        return server("127.0.0.1", 0);
    }

    LoopbackNtpServer server(String address, int port) {
        LoopbackNtpServer server = LoopbackNtpServer.start(
                Addresses.of(address, port),
                () -> utcAtZeroTicks + Ticks.system().nanos());
        closers.add(server::close);
        return server;
    }

    /** Polls every 10 to 20 ms, and is so patient that a busy machine loses no reply. */
    static NtpSource.Builder quick(NtpSource.Builder builder) {
        return builder.minPoll(Duration.ofMillis(10))
                .maxPoll(Duration.ofMillis(20))
                .burstSpacing(Duration.ofMillis(1))
                .timeout(Duration.ofSeconds(8));
    }

    static NtpSource.Builder quick(LoopbackNtpServer server) {
        return quick(NtpSource.builder(server.address()));
    }

    /** Polls every 10 to 20 ms, and gives up after 100 ms. */
    static NtpSource.Builder impatient(LoopbackNtpServer server) {
        return quick(server).timeout(Duration.ofMillis(100));
    }

    /** Starts a source that is closed with this. */
    NtpSource start(NtpSource.Builder builder, RecordingContext context) {
        return start(builder.build(), context);
    }

    NtpSource start(NtpSource source, RecordingContext context) {
        closers.add(source::close);
        source.start(context);
        return source;
    }

    /** Lets time pass that suffices for twenty polls of any quick source. */
    void letTwentyPollsPass() {
        try (LoopbackNtpServer metronome = LoopbackNtpServer.start()) {
            RecordingContext context = new RecordingContext();
            try (NtpSource source = NtpSource.builder(metronome.address())
                    .burst(20)
                    .burstSpacing(Duration.ofMillis(25))
                    .build()) {
                source.start(context);
                for (int i = 0; i < 20; i++) {
                    context.nextClaim();
                }
            }
        }
    }

    void assertContainsTruth(Claim claim) {
        long taiAtZeroTicks =
                utcAtZeroTicks + LeapSeconds.bundled().offsetSecondsAt(NEW_YEAR_2030_UTC_NANOS) * 1_000_000_000L;
        assertTrue(claim.lowerTaiNanos() <= taiAtZeroTicks + claim.lowerTicks(), () -> "above the truth: " + claim);
        assertTrue(claim.upperTaiNanos() >= taiAtZeroTicks + claim.upperTicks(), () -> "below the truth: " + claim);
    }

    /** Closes sources before servers: in reverse order. */
    @Override
    public void close() {
        Collections.reverse(closers);
        closers.forEach(Runnable::run);
    }
}
