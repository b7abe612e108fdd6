package dev.truechimer.gps.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.GpsdSource;
import dev.truechimer.testing.HostTime;
import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.RecordingContext;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.TemporaryFolder;
import dev.truechimer.testing.TruthReaders;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The real gpsd in front of a receiver of ours: the clock contains the truth, and what can't be is refused. */
@Requires(NeedsGpsd.class)
final class GpsdSourceIT {

    private static final long MILLI = 1_000_000;

    @RegisterExtension
    final GpsdLab lab = new GpsdLab();

    private static GpsdSource.Builder source(Gpsd gpsd) {
        return GpsdSource.builder("127.0.0.1", gpsd.port()).name("gps");
    }

    @Test
    @Timeout(120)
    void sentencesContainTheTruthWithAndWithoutAFix() throws InterruptedException {
        Receiver receiver = lab.receiver();
        Gpsd gpsd = lab.gpsd(receiver, false);
        Timekeeper timekeeper = lab.alone(source(gpsd).device(receiver.device()).build());
        TruthReaders readers = lab.truth(timekeeper);
        lab.awaitClaims(timekeeper, 4);
        assertTrue(timekeeper.report().epsilonNanos() < 600 * MILLI, readers::toString);
        assertTrue(timekeeper.report().sources().get(0).detail().contains("by its sentences"));

        receiver.set("fix 0");
        assertTrue(lab.awaitFailure(timekeeper, Reason.UNSYNCHRONIZED).contains("no fix"));
        receiver.set("talk 0");
        assertTrue(lab.awaitFailure(timekeeper, Reason.NO_REPLY).contains("silent"));
        receiver.set();
        lab.awaitClaims(timekeeper, 3);
        lab.assertContained(readers, timekeeper);
    }

    @Test
    @Timeout(120)
    void arrivalsContainTheTruthWhereStampsAreOfAnotherClock() throws InterruptedException {
        Gpsd gpsd = lab.gpsd(lab.receiver("delay 300"), false);
        Timekeeper timekeeper = lab.alone(source(gpsd).sameHost(false).build());
        TruthReaders readers = lab.truth(timekeeper);
        lab.awaitClaims(timekeeper, 5);
        assertTrue(timekeeper.report().epsilonNanos() < 800 * MILLI, readers::toString);
        assertTrue(timekeeper.report().sources().get(0).detail().contains("by arrival"));
        lab.assertContained(readers, timekeeper);
    }

    @Test
    @Timeout(120)
    @Requires({NeedsGpsd.class, NeedsGcc.class})
    void aPulseContainsTheTruthWithinAMillisecondAndItsEndIsRefused() throws InterruptedException {
        // The sentences of the first come after the pulse. Those of the second come while it lasts: gpsd then stamps
        // the
        // end of the pulse as the next second.
        Gpsd gpsd = lab.gpsd(lab.receiver("delay 200"), true);
        Gpsd mistaken = lab.gpsd(lab.receiver("delay 50"), true);
        Timekeeper timekeeper = lab.alone(source(gpsd).build());
        Timekeeper byEnds = lab.alone(source(mistaken).build());
        TruthReaders readers = lab.truth(timekeeper);
        TruthReaders readersByEnds = lab.truth(byEnds);
        lab.await("the pulse", timekeeper, report -> report.detail().contains("by its pulse"));
        lab.awaitClaims(timekeeper, 4);
        assertTrue(readers.tally("clock").narrowestNanos() < 3 * MILLI, readers::toString);
        lab.assertContained(readers, timekeeper);

        assertTrue(lab.awaitFailure(byEnds, Reason.IMPLAUSIBLE).contains("the end of the pulse"));
        lab.awaitClaims(byEnds, 2);
        assertTrue(byEnds.report().sources().get(0).detail().contains("by its sentences"));
        lab.assertContained(readersByEnds, byEnds);
    }

    @Test
    @Timeout(120)
    void aGpsdThatComesBackIsFoundAgain() throws InterruptedException {
        Receiver receiver = lab.receiver();
        Gpsd gpsd = lab.gpsd(receiver, false);
        Timekeeper timekeeper = lab.alone(source(gpsd).build());
        TruthReaders readers = lab.truth(timekeeper);
        lab.awaitClaims(timekeeper, 2);
        gpsd.stop();
        assertTrue(lab.awaitFailure(timekeeper, Reason.UNREACHABLE).contains(":" + gpsd.port()));
        gpsd.start();
        lab.awaitClaims(timekeeper, 2);
        lab.assertContained(readers, timekeeper);
    }

    @Test
    @Timeout(120)
    void datesThatCantBeAreNamed() throws InterruptedException {
        TemporaryFolder folder = lab.own(new TemporaryFolder("log"));
        Path log = folder.file("garmin38.nmea");
        Receiver.copy("garmin38.nmea", log);
        // gpsd 3.22 repairs one rollover backwards, and not one forwards.
        Gpsd rolledOver = lab.gpsd(lab.receiver("weeks 1024"), false);
        Gpsd repaired = lab.gpsd(lab.receiver("weeks -1024"), false);
        Gpsd recorded = lab.gpsd(lab.receiver("replay " + log), false);
        Timekeeper first = lab.alone(source(rolledOver).build());
        Timekeeper second = lab.alone(source(repaired).build());
        Timekeeper third = lab.alone(source(recorded).build());
        TruthReaders readers = lab.truth(second);
        String tooLate = lab.awaitFailure(first, Reason.STALE_DATE);
        assertTrue(tooLate.contains("1 x 1024 weeks too late"), tooLate);
        String old = lab.awaitFailure(third, Reason.STALE_DATE);
        assertTrue(old.contains("before this library was made"), old);
        lab.await("claims", second, report -> report.claims() >= 2);
        lab.assertContained(readers, second);
        assertEquals(0, first.report().sources().get(0).claims());
        assertEquals(0, third.report().sources().get(0).claims());
    }

    @Test
    @Timeout(120)
    void aReceiverThatLiesIsHeardAsItSpeaks() throws InterruptedException {
        Gpsd gpsd = lab.gpsd(lab.receiver("offset 10"), false);
        RecordingContext context = new RecordingContext();
        lab.own(source(gpsd).build()).start(context);
        Claim claim = context.firstClaim();
        long taiNanos = context.leapSeconds().taiFromUtcNanos(HostTime.utcNanos());
        // Ten seconds ahead: the truth is before the lower half, which mixing with other sources shows.
        assertTrue(claim.lowerTaiNanos() > taiNanos + 7_000 * MILLI, claim::toString);
        assertTrue(claim.lowerTaiNanos() < taiNanos + 12_000 * MILLI, claim::toString);
    }

    @Test
    @Timeout(60)
    void nobodyThereIsReportedAndCloseDoesNotWait() throws InterruptedException {
        Receiver receiver = lab.receiver("talk 0");
        Gpsd gpsd = lab.gpsd(receiver, false);
        gpsd.stop();
        Timekeeper timekeeper = lab.alone(source(gpsd).build());
        lab.awaitFailure(timekeeper, Reason.UNREACHABLE);
        gpsd.start();
        lab.await("a connection", timekeeper, report -> report.detail().contains("no receiver with a fix"));
        long before = HostTime.utcNanos();
        timekeeper.close();
        assertTrue(HostTime.utcNanos() - before < 2_000 * MILLI);
    }
}
