package dev.truechimer.ptpgps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockReport.SourceReport;
import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.gps.GpsdSource;
import dev.truechimer.gps.daemon.Gpsd;
import dev.truechimer.gps.daemon.NeedsGpsd;
import dev.truechimer.gps.daemon.Receiver;
import dev.truechimer.ntp.NtpSource;
import dev.truechimer.ntp.testkit.LoopbackNtpServer;
import dev.truechimer.ptp.PtpSource;
import dev.truechimer.ptp.daemon.NeedsPtp4l;
import dev.truechimer.ptp.daemon.Ptp4l;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.Lab;
import dev.truechimer.testing.NetworkNamespace;
import dev.truechimer.testing.Reports;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.TruthReaders;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Clocks of all kinds in one: NTP servers that state 5 ms, a ptp4l over a virtual cable that states 100 ns, and a receiver
 * behind gpsd whose sentences come within a second.
 */
@Requires({NeedsPtp4l.class, NeedsGpsd.class})
@Timeout(150)
final class MixedClockIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration NTP_FLOOR = Duration.ofMillis(5);
    private static final String CLOCK = "clock";

    @RegisterExtension
    final Lab lab = new Lab();

    private Receiver receiver;
    private Ptp4l master;
    private Timekeeper timekeeper;
    private TruthReaders readers;

    @Test
    void theTightestTruthfulSourceDeterminesEpsilonAsLongAsItSpeaks() throws InterruptedException {
        // Nobody may lie here, so the interval is what all of them have in common.
        start(Timekeeper.builder().faultTolerance(0), ntp("ntp-a"), ptp(), gps());
        await("all to be truechimers", this::allAreTrue);

        ClockReport report = timekeeper.report();
        long ntpNanos = source(report, "ntp-a").epsilonNanos();
        long ptpNanos = source(report, "ptp").epsilonNanos();
        long gpsNanos = source(report, "gps").epsilonNanos();
        assertTrue(ptpNanos < ntpNanos && ntpNanos < gpsNanos, () -> Reports.text(report));
        // The clock rounds outward once more than its source.
        assertTrue(report.epsilonNanos() <= ptpNanos + 2, () -> Reports.text(report));
        assertTrue(report.epsilonNanos() < NTP_FLOOR.toNanos(), () -> Reports.text(report));

        master.stop();
        await("the master to be missed", now -> source(now, "ptp").verdict() == Verdict.UNREACHABLE);
        // What PTP has said ages until the server knows better.
        await("the server to determine the interval", now -> now.epsilonNanos() > NTP_FLOOR.toNanos());
        assertTrue(timekeeper.report().epsilonNanos() < 4 * NTP_FLOOR.toNanos(), () -> Reports.text(report));
        assertContained();
    }

    @Test
    void aReceiverThatIsSpoofedIsNamedAndLosingPtpLeavesNtp() throws InterruptedException {
        start(Timekeeper.builder(), ntp("ntp-a"), ntp("ntp-b"), ptp(), gps());
        await("all to be truechimers", this::allAreTrue);

        receiver.set("offset 10");
        await("the receiver to be named", report -> source(report, "gps").verdict() == Verdict.FALSETICKER);
        assertEquals(Verdict.TRUECHIMER, source(timekeeper.report(), "ptp").verdict());

        master.stop();
        await("the master to be missed", report -> source(report, "ptp").verdict() == Verdict.UNREACHABLE);
        // Two servers, and nobody else who speaks the truth: enough for three of four, the silent one of which holds
        // all.
        await(
                "the servers to determine the interval",
                report ->
                        report.status() == ClockStatus.SYNCHRONIZED && report.epsilonNanos() < 4 * NTP_FLOOR.toNanos());
        assertEquals(Verdict.FALSETICKER, source(timekeeper.report(), "gps").verdict());
        assertContained();
    }

    @Test
    void aReceiverWhoseWeeksRolledOverIsNamed() throws InterruptedException {
        start(Timekeeper.builder(), ntp("ntp-a"), ptp(), gps("weeks 1024"));
        await("the receiver to be named", report -> source(report, "gps").verdict() == Verdict.FALSETICKER);
        SourceReport gps = source(timekeeper.report(), "gps");
        assertEquals(0, gps.claims(), gps::toString);
        assertEquals(Reason.STALE_DATE, gps.lastFailure().orElseThrow().reason(), gps::toString);
        await("the others to go on", report -> report.status() == ClockStatus.SYNCHRONIZED);
        assertContained();
    }

    private void start(Timekeeper.Builder builder, TimeSource... sources) throws InterruptedException {
        for (TimeSource source : sources) {
            builder.source(source);
        }
        timekeeper = lab.timekeeper(CLOCK, builder);
        readers = lab.readers(1, List.of(new TruthReaders.Subject(CLOCK, timekeeper.clock(), Ticks.system())));
    }

    private TimeSource ntp(String name) {
        LoopbackNtpServer server = lab.own(LoopbackNtpServer.start());
        return NtpSource.builder(server.address())
                .name(name)
                .errorFloor(NTP_FLOOR)
                .minPoll(Duration.ofMillis(100))
                .maxPoll(Duration.ofMillis(500))
                .build();
    }

    private TimeSource ptp() throws InterruptedException {
        NetworkNamespace namespace = lab.own(NetworkNamespace.create());
        master = lab.own(Ptp4l.grandmaster("master", namespace).startUntil("MASTER"));
        lab.describe("master", master::log);
        return PtpSource.builder(namespace.hostInterface())
                .name("ptp")
                .utcDeclared(true)
                .build();
    }

    private TimeSource gps(String... settings) throws InterruptedException {
        receiver = lab.own(Receiver.start(settings));
        Gpsd gpsd = lab.own(Gpsd.start(receiver, false));
        lab.describe("gpsd", gpsd::log);
        return GpsdSource.builder("127.0.0.1", gpsd.port()).name("gps").build();
    }

    private boolean allAreTrue(ClockReport report) {
        return report.sources().stream().allMatch(each -> each.verdict() == Verdict.TRUECHIMER);
    }

    private static SourceReport source(ClockReport report, String name) {
        return Reports.source(report, name);
    }

    private void await(String what, Predicate<ClockReport> condition) throws InterruptedException {
        Await.untilPatiently(
                what,
                SOON,
                LOOK_EVERY,
                () -> condition.test(timekeeper.report()),
                () -> Reports.text(timekeeper.report()));
    }

    private void assertContained() {
        TruthReaders.Tally tally = readers.tally(CLOCK);
        assertTrue(tally.bounded() > 0, readers::toString);
        assertEquals(0, tally.misses(), readers::toString);
        assertEquals(0, timekeeper.report().disruptions(), () -> Reports.text(timekeeper.report()));
        System.out.println(readers);
        System.out.println(Reports.text(timekeeper.report()));
    }
}
