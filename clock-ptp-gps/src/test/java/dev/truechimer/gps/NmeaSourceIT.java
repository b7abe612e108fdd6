package dev.truechimer.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ntp.NtpSource;
import dev.truechimer.ntp.testkit.LoopbackNtpServer;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.Lab;
import dev.truechimer.testing.Reports;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.ScaledTicks;
import dev.truechimer.testing.SourceWatch;
import dev.truechimer.testing.TruthReaders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sentences through a real terminal of the kernel, compared with the wall clock that the receiver goes by. */
@Requires(NeedsPython.class)
final class NmeaSourceIT {

    private static final String NAME = "receiver";
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration GREATEST = Duration.ofMillis(500);

    @RegisterExtension
    final Lab lab = new Lab();

    @TempDir
    Path folder;

    private final Ticks ticks = new ScaledTicks(60);

    private NmeaReceiver receiver() throws IOException, InterruptedException {
        return lab.own(NmeaReceiver.start(folder, NAME));
    }

    private static NmeaSource source(NmeaReceiver receiver) {
        return NmeaSource.builder(receiver.device())
                .name(NAME)
                .delays(LEAST, GREATEST)
                .build();
    }

    private static NtpSource ntp(LoopbackNtpServer server, String name) {
        return NtpSource.builder(server.address())
                .name(name)
                .maxPoll(Duration.ofSeconds(1))
                .build();
    }

    private TruthReaders readers(Timekeeper timekeeper) {
        return lab.readers(1, List.of(new TruthReaders.Subject("the clock", timekeeper.clock(), ticks)));
    }

    private static SourceWatch watch(Timekeeper timekeeper) {
        return new SourceWatch(timekeeper, NAME, SOON);
    }

    @Test
    @Timeout(150)
    void containsTheTruthWhateverTheReceiverDoes() throws Exception {
        NmeaReceiver receiver = receiver();
        Timekeeper timekeeper =
                lab.timekeeper("the clock", Timekeeper.builder().ticks(ticks).source(source(receiver)));
        SourceWatch watch = watch(timekeeper);
        TruthReaders readers = readers(timekeeper);
        assertTrue(timekeeper.awaitSynchronized(SOON), () -> Reports.text(timekeeper.report()));
        watch.awaitClaims(2);
        receiver.tell("delay 0.2").tell("noise 1");
        watch.awaitFailures(Reason.MALFORMED, 1);
        receiver.tell("noise 0");
        watch.awaitClaims(2);
        receiver.tell("fix 0");
        watch.awaitFailures(Reason.UNSYNCHRONIZED, 1);
        receiver.tell("fix 1").tell("weeks -1024");
        watch.awaitFailures(Reason.STALE_DATE, 1);
        receiver.tell("weeks 0").tell("unplug");
        watch.awaitFailures(Reason.UNREACHABLE, 1);
        receiver.tell("plug");
        watch.awaitClaims(2);

        assertEquals(0, Reports.failures(timekeeper.report(), NAME, Reason.UNUSED_KIND), "it sends GSV");
        assertEquals(Verdict.TRUECHIMER, Reports.verdict(timekeeper.report(), NAME));
        assertEquals(0, timekeeper.report().disruptions(), () -> Reports.text(timekeeper.report()));
        TruthReaders.Tally tally = readers.tally("the clock");
        assertTrue(tally.bounded() > 0, readers::toString);
        assertEquals(0, tally.misses(), readers::toString);
        // Two delays of the same second cut each other's intervals short; neither can be beyond its bound.
        assertTrue(tally.narrowestNanos() >= Duration.ofMillis(50).toNanos(), readers::toString);
        assertTrue(tally.narrowestNanos() <= GREATEST.toNanos(), readers::toString);
        System.out.println(readers);
        System.out.println(Reports.text(timekeeper.report()));
    }

    @Test
    @Timeout(150)
    void aDelayBeyondItsBoundIsCaughtByTwoOthers() throws Exception {
        NmeaReceiver receiver = receiver().tell("delay 0.9");
        LoopbackNtpServer first = lab.own(LoopbackNtpServer.start());
        LoopbackNtpServer second = lab.own(LoopbackNtpServer.start());
        Timekeeper timekeeper = lab.timekeeper(
                "the clock",
                Timekeeper.builder()
                        .ticks(ticks)
                        .source(source(receiver))
                        .source(ntp(first, "first"))
                        .source(ntp(second, "second")));
        TruthReaders readers = readers(timekeeper);
        Await.until(
                "the receiver to be found out",
                SOON,
                () -> Reports.verdict(timekeeper.report(), NAME) == Verdict.FALSETICKER,
                () -> Reports.text(timekeeper.report()));
        assertEquals(Verdict.TRUECHIMER, Reports.verdict(timekeeper.report(), "first"));
        assertTrue(readers.tally("the clock").bounded() > 0, readers::toString);
        assertEquals(0, readers.tally("the clock").misses(), readers::toString);
    }

    @Test
    @Timeout(150)
    void aReceiverThatIsNotThereIsReportedAndWaitedFor() throws Exception {
        NmeaReceiver receiver = receiver().tell("unplug");
        Timekeeper timekeeper =
                lab.timekeeper("the clock", Timekeeper.builder().ticks(ticks).source(source(receiver)));
        watch(timekeeper).awaitFailures(Reason.UNREACHABLE, 1);
        assertTrue(
                Reports.source(timekeeper.report(), NAME).detail().contains("is the receiver plugged in?"),
                () -> Reports.text(timekeeper.report()));
        receiver.tell("plug");
        assertTrue(timekeeper.awaitSynchronized(SOON), () -> Reports.text(timekeeper.report()));
    }
}
