package dev.truechimer.ptp.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockReport.SourceReport;
import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ptp.PtpSource;
import dev.truechimer.ptp.daemon.PtpRelay.Steps;
import dev.truechimer.testing.Lab;
import dev.truechimer.testing.NetworkBridge;
import dev.truechimer.testing.NetworkNamespace;
import dev.truechimer.testing.Reports;
import dev.truechimer.testing.SharedLibrary;
import dev.truechimer.testing.SourceWatch;
import dev.truechimer.testing.TemporaryFolder;
import dev.truechimer.testing.TruthReaders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A lab with masters, and a clock with our client as its only source, whose readings are compared with the truth. */
final class PtpField extends Lab {

    static final String CLOCK = "the clock";

    private static final Duration SOON = Duration.ofSeconds(40);

    private Timekeeper timekeeper;
    private SourceWatch client;
    private TruthReaders readers;

    /** A namespace of its own for a master. */
    NetworkNamespace namespace() {
        return own(NetworkNamespace.create());
    }

    /** Namespaces that hear each other. */
    NetworkBridge bridge(int count) {
        return own(NetworkBridge.create(count));
    }

    /** Starts a master; does not wait. */
    Ptp4l master(Ptp4l.Builder builder) {
        Ptp4l master = own(builder.start());
        describe("a master", master::log);
        return master;
    }

    /** A clock shim for a master. */
    Path shim() throws IOException, InterruptedException {
        TemporaryFolder folder = own(new TemporaryFolder("shim"));
        return SharedLibrary.build(PtpField.class, "shifted_clock.c", folder.path());
    }

    /** A relay between a master and the interface on which the client listens. */
    PtpRelay relay(NetworkNamespace master, NetworkNamespace client, Duration toClient, Duration toMaster, Steps steps)
            throws IOException {
        return own(PtpRelay.start(master.hostInterface(), client.hostInterface(), toClient, toMaster, steps));
    }

    /** Starts a clock and its readers. The first source is our client. */
    void clock(PtpSource source, TimeSource... others) {
        Timekeeper.Builder builder = Timekeeper.builder().source(source);
        for (TimeSource other : others) {
            builder.source(other);
        }
        timekeeper = timekeeper(CLOCK, builder);
        client = new SourceWatch(timekeeper, source.name(), SOON);
        readers = readers(1, List.of(new TruthReaders.Subject(CLOCK, timekeeper.clock(), Ticks.system())));
    }

    ClockReport report() {
        return timekeeper.report();
    }

    TruthReaders.Tally tally() {
        return readers.tally(CLOCK);
    }

    /** Waits until there are so many claims of our client more than now. */
    void awaitClaims(long more) throws InterruptedException {
        client.awaitClaims(more);
    }

    /** Waits until the clock thinks so of our client. */
    void awaitVerdict(Verdict verdict) throws InterruptedException {
        client.await(verdict.toString(), report -> report.verdict() == verdict);
    }

    /** What the report says about our client. */
    SourceReport client() {
        return client.report();
    }

    /** Waits until the source reports a failure for this reason, whose detail holds a text. */
    void awaitFailure(Reason reason, String text) throws InterruptedException {
        client.awaitFailure(reason, text);
    }

    /** Waits until the source says something like that about what it sees. */
    void awaitDetail(String text) throws InterruptedException {
        client.awaitDetail(text);
    }

    /** Every reading held the truth, some were bounded, and nothing was withdrawn. */
    void assertContained() {
        ClockReport report = report();
        assertEquals(0, report.disruptions(), () -> Reports.text(report));
        assertTrue(tally().bounded() > 0, readers::toString);
        assertEquals(0, tally().misses(), readers::toString);
        System.out.println(readers);
        System.out.println(Reports.text(report));
    }
}
