package dev.truechimer.ptp.phc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.daemon.NeedsPtp4l;
import dev.truechimer.ptp.daemon.Ptp4l;
import dev.truechimer.testing.DaemonProcess;
import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.NetworkNamespace;
import dev.truechimer.testing.RecordingContext;
import dev.truechimer.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hardware clocks of a shim, vouched for by other processes of this host. */
@Requires(NeedsGcc.class)
@Timeout(120)
final class PhcTrustIT {

    /** Whoever vouches is asked once in a poll. */
    private static final int MOST_RESULTS = 10_000;

    @TempDir
    static Path folder;

    private static PhcShim shim;

    private final PhcShim.Device device = shim.plugged(0);
    private final RecordingContext context = new RecordingContext();

    @BeforeAll
    static void loadTheShim() throws IOException, InterruptedException {
        shim = PhcShim.load(folder);
    }

    /** What follows its name only: that it keeps a clock near another one can't be seen from outside. */
    @Test
    void phc2sysVouchesWhileItRuns() throws IOException {
        Path program = folder.resolve("phc2sys");
        Files.copy(Path.of("/bin/sleep"), program);
        PhcTrust trust = PhcTrust.phc2sys(PhcTrust.declared(Duration.ofNanos(700)), Duration.ofNanos(300));
        try (PhcSource source = source(trust)) {
            source.start(context);
            awaitFailure(Reason.UNSYNCHRONIZED, "no process called phc2sys");
            try (DaemonProcess running =
                    DaemonProcess.start("phc2sys", folder.resolve("log"), List.of(program.toString(), "100"))) {
                Claim claim = context.firstClaim();
                assertTrue(running.isAlive());
                assertEquals(1_001, claim.budget().sourceErrorNanos());
            }
            awaitFailure(Reason.UNSYNCHRONIZED, "no process called phc2sys");
        }
    }

    @Test
    @Requires(NeedsPtp4l.class)
    void aPtp4lWithSoftwareTimeStampsVouchesForNoHardwareClock() throws InterruptedException {
        try (NetworkNamespace namespace = NetworkNamespace.create();
                Ptp4l master = Ptp4l.grandmaster("master", namespace).startUntil("MASTER");
                PhcSource source = source(PhcTrust.ptp4l(master.socket()))) {
            source.start(context);
            awaitFailure(Reason.UNSYNCHRONIZED, "software time stamps");
            String mark = "ptp:" + master.identity();
            assertTrue(context.fingerprints.contains(mark), context.fingerprints::toString);
            assertTrue(context.servers.contains("phc:/dev/ptp100 of " + mark), context.servers::toString);
        }
    }

    @Test
    void aPtp4lThatDoesNotRunVouchesForNothing() {
        try (PhcSource source = source(PhcTrust.ptp4l(folder.resolve("no-such-socket")))) {
            source.start(context);
            awaitFailure(Reason.UNREACHABLE, "no-such-socket");
        }
    }

    private PhcSource source(PhcTrust trust) {
        return PhcSource.builder(device.path())
                .trust(trust)
                .poll(Duration.ofMillis(20))
                .build();
    }

    /** Drops results until one is such a failure. */
    private void awaitFailure(Reason reason, String text) {
        for (int i = 0; i < MOST_RESULTS; i++) {
            if (context.next() instanceof SourceFailure failure
                    && failure.reason() == reason
                    && failure.detail().contains(text)) {
                return;
            }
        }
        throw new AssertionError("no failure for " + reason + ": " + text);
    }
}
