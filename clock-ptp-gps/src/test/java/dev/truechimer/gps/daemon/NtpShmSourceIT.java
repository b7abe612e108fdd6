package dev.truechimer.gps.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.NtpShmSource;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.HostTime;
import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.RecordingContext;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.TruthReaders;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** NTP's shared memory as the real gpsd writes it, and as a writer with bad habits does. */
@Requires({NeedsGpsd.class, NeedsGcc.class})
final class NtpShmSourceIT {

    private static final long MILLI = 1_000_000;
    private static final Duration LOOKS = Duration.ofMillis(200);

    /** Nobody's, since gpsd has the lowest, and those of the tests lie in between. */
    private static final int UNIT = 250 + (int) (ProcessHandle.current().pid() % 6);

    @RegisterExtension
    final GpsdLab lab = new GpsdLab();

    @Test
    @Timeout(120)
    void theUnitsOfARealGpsdContainTheTruth() throws InterruptedException {
        // Its sentences come after the pulse, or gpsd would stamp the pulse's end.
        Gpsd gpsd = lab.gpsd(lab.receiver("delay 200"), true);
        Timekeeper sentences =
                lab.alone(NtpShmSource.builder(gpsd.unitOfSentences()).build());
        Timekeeper pulse =
                lab.alone(NtpShmSource.builder(gpsd.unitOfPulse()).pps().build());
        TruthReaders ofSentences = lab.truth(sentences);
        TruthReaders ofPulse = lab.truth(pulse);
        lab.awaitClaims(pulse, 4);
        lab.awaitClaims(sentences, 2);
        assertTrue(ofPulse.tally("clock").narrowestNanos() < 3 * MILLI, ofPulse::toString);
        lab.assertContained(ofSentences, sentences);
        lab.assertContained(ofPulse, pulse);

        gpsd.stop();
        gpsd.removeUnit(gpsd.unitOfPulse());
        assertTrue(lab.awaitFailure(pulse, Reason.UNREACHABLE).contains("start its writer"));
        gpsd.start();
        lab.awaitClaims(pulse, 2);
        lab.assertContained(ofPulse, pulse);
    }

    @Test
    @Timeout(60)
    void onlyChangesThatWereSeenCountInBothModes() throws InterruptedException {
        ShmWriter writer = lab.own(ShmWriter.start(UNIT));
        writer.sample();
        RecordingContext context = started();
        Await.pass(LOOKS);
        assertEquals(0, context.waiting(), "a sample of unknown age was used");

        for (int mode = 0; mode <= 1; mode++) {
            for (int nanos = 0; nanos <= 1; nanos++) {
                writer.sample("mode=" + mode, "nanos=" + nanos);
                Claim claim = context.nextClaim();
                assertContainsNow(context, claim);
                assertEquals(nanos == 1 ? 954 : 3954, claim.budget().sourceErrorNanos());
            }
        }
        // Taken by another reader, and known to be whole by its count.
        writer.sample("valid=0");
        assertContainsNow(context, context.nextClaim());
        writer.sample("valid=0", "mode=0");
        Await.pass(LOOKS);
        assertEquals(0, context.waiting(), "a sample without a mark was used");
    }

    @Test
    @Timeout(60)
    void aTornSampleIsNeverUsed() throws InterruptedException {
        ShmWriter writer = lab.own(ShmWriter.start(UNIT));
        RecordingContext context = started();
        writer.sample();
        assertContainsNow(context, context.nextClaim());
        for (int mode = 0; mode <= 1; mode++) {
            writer.begin("mode=" + mode, "hold=1");
            Await.pass(Duration.ofMillis(700));
            assertEquals(0, context.waiting(), "a sample was used while it was written");
            writer.finish();
            assertContainsNow(context, context.nextClaim());
        }
    }

    @Test
    @Timeout(60)
    void whatCantBeIsRefused() throws InterruptedException {
        ShmWriter writer = lab.own(ShmWriter.start(UNIT));
        RecordingContext context = started();
        writer.sample("leap=3");
        context.nextFailure(Reason.UNSYNCHRONIZED);
        writer.sample("weeks=-1024");
        assertTrue(context.nextFailure(Reason.STALE_DATE).detail().contains("1024 weeks"));
        writer.sample("mode=7");
        context.nextFailure(Reason.MALFORMED);
        writer.sample("precision=99");
        context.nextFailure(Reason.IMPLAUSIBLE);
        writer.sample("leap=1");
        assertContainsNow(context, context.nextClaim());
    }

    @Test
    @Timeout(60)
    void aSegmentThatGoesAndComesIsFoundAgain() throws InterruptedException {
        RecordingContext context = started();
        assertTrue(context.nextFailure(Reason.UNREACHABLE).detail().contains("start its writer"));
        ShmWriter first = lab.own(ShmWriter.start(UNIT));
        awaitDetail(context, "attached, waiting for a new sample");
        first.sample();
        nextClaimAfterFailures(context);
        first.remove();
        ShmWriter second = lab.own(ShmWriter.start(UNIT));
        assertTrue(context.nextFailure(Reason.NO_REPLY).detail().contains("removed or replaced"));
        awaitDetail(context, "attached, waiting for a new sample");
        second.sample();
        second.sample();
        nextClaimAfterFailures(context);
    }

    private RecordingContext started() throws InterruptedException {
        RecordingContext context = new RecordingContext();
        NtpShmSource source = lab.own(NtpShmSource.builder(UNIT).pps().build());
        source.start(context);
        awaitDetail(context, "");
        // Until it has looked once.
        Await.pass(LOOKS);
        return context;
    }

    private static void awaitDetail(RecordingContext context, String text) throws InterruptedException {
        Await.until(
                "the source to say " + text,
                GpsdLab.SOON,
                () -> !context.details.isEmpty()
                        && context.details.get(context.details.size() - 1).contains(text),
                context.details::toString);
        Await.pass(LOOKS);
    }

    private static void nextClaimAfterFailures(RecordingContext context) {
        assertContainsNow(context, context.firstClaim());
    }

    /** The claim, aged to now, holds the truth; it was made in the last seconds, on an oscillator that is right enough. */
    private static void assertContainsNow(RecordingContext context, Claim claim) {
        long beforeTicks = context.ticks().nanos();
        long beforeTai = context.leapSeconds().taiFromUtcNanos(HostTime.utcNanos());
        long afterTicks = context.ticks().nanos();
        long slackNanos = (afterTicks - claim.firstTicks()) / 1_000;
        assertTrue(
                claim.lowerTaiNanos() + (beforeTicks - claim.lowerTicks()) <= beforeTai + slackNanos, claim::toString);
        assertTrue(
                claim.upperTaiNanos() + (afterTicks - claim.upperTicks()) >= beforeTai - slackNanos, claim::toString);
    }
}
