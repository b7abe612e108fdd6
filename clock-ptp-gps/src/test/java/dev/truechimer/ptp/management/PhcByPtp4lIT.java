package dev.truechimer.ptp.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ptp.phc.PhcShim;
import dev.truechimer.ptp.phc.PhcSource;
import dev.truechimer.ptp.phc.PhcTrust;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage.Management;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.Reports;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.TruthReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hardware clock of a shim, and a ptp4l that says that it disciplines it, since no network device of a test has one. */
@Requires(NeedsGcc.class)
@Timeout(120)
final class PhcByPtp4lIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** The grandmaster's 100 ns, and a path of 1000 ns that may be asymmetric by all of it. */
    private static final Duration VOUCHED = Duration.ofNanos(1_100);

    private static final String NAME = "the clock";

    @TempDir
    static Path folder;

    private static PhcShim shim;
    private static Path clients;
    private static FakePtp4l ptp4l;

    private static final AtomicLong SYNCS = new AtomicLong();
    private static volatile int slaveState = StateMaker.SLAVE_STATE;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        shim = PhcShim.load(folder);
        clients = Files.createDirectory(folder.resolve("clients"));
        // Where the sockets of clients are made.
        System.setProperty("java.io.tmpdir", clients.toString());
        ptp4l = new FakePtp4l(folder.resolve("ptp4l"), clients, PhcByPtp4lIT::answers);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        ptp4l.stop();
    }

    /** The port that decides is the tenth, whose interface no host has. */
    private static List<byte[]> answers(Management question) {
        return FakePtp4l.honest(
                question,
                new StateMaker()
                        .ports(7, 7, 7, 7, 7, 7, 7, 7, 7, slaveState)
                        .ingress(1_795_148_945_000_000_000L + SYNCS.incrementAndGet())
                        .timestamping(1)
                        .flags(PtpHeader.PTP_TIMESCALE)
                        .make());
    }

    @Test
    void vouchesForTheClockWhileItFollowsAMaster() throws InterruptedException {
        PhcShim.Device device = shim.plugged(0);
        device.wobble(VOUCHED);
        Ticks ticks = Ticks.monotonicRaw();
        try (Timekeeper timekeeper = Timekeeper.builder()
                        .ticks(ticks)
                        .source(source(device).build())
                        .start();
                TruthReaders readers =
                        TruthReaders.start(1, List.of(new TruthReaders.Subject(NAME, timekeeper.clock(), ticks)))) {
            await("claims", timekeeper, () -> Reports.fewestClaims(timekeeper.report()) >= 50);
            slaveState = 8;
            await(
                    "failures",
                    timekeeper,
                    () -> Reports.failures(timekeeper.report(), NAME, Reason.UNSYNCHRONIZED) >= 5);
            slaveState = StateMaker.SLAVE_STATE;
            long claims = Reports.fewestClaims(timekeeper.report());
            await("claims again", timekeeper, () -> Reports.fewestClaims(timekeeper.report()) >= claims + 10);
            assertTrue(
                    Reports.source(timekeeper.report(), NAME)
                            .detail()
                            .contains("ptp4l SLAVE on eth9, grandmaster 02ea46"),
                    () -> Reports.text(timekeeper.report()));
            assertEquals(0, readers.tally(NAME).misses(), readers::toString);
            assertTrue(readers.tally(NAME).bounded() > 0, readers::toString);
        }
    }

    @Test
    void itsScaleMustNotContradictTheDeclaredOne() throws InterruptedException {
        PhcShim.Device device = shim.plugged(1);
        try (Timekeeper timekeeper = Timekeeper.builder()
                .source(source(device).timescale(Timescale.UTC).build())
                .start()) {
            await("refusals", timekeeper, () -> Reports.failures(timekeeper.report(), NAME, Reason.TIMESCALE) >= 3);
            assertEquals(0, Reports.fewestClaims(timekeeper.report()));
        }
    }

    private static PhcSource.Builder source(PhcShim.Device device) {
        return PhcSource.builder(device.path())
                .name(NAME)
                .trust(PhcTrust.ptp4l(folder.resolve("ptp4l")))
                .poll(Duration.ofMillis(10));
    }

    private static void await(String what, Timekeeper timekeeper, BooleanSupplier condition)
            throws InterruptedException {
        Await.until(what, SOON, condition, () -> Reports.text(timekeeper.report()));
    }
}
