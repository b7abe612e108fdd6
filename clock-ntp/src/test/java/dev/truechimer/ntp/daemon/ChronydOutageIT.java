package dev.truechimer.ntp.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ntp.daemon.Link.Law;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.Reports;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.TruthReaders;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real chronyd servers that go away, come back, or don't know the time. */
@Requires(NeedsChronyd.class)
final class ChronydOutageIT {

    private static final int SERVERS = 4;
    private static final Duration COASTING = Duration.ofSeconds(10);
    /** The rate is first known when measurements have some distance. */
    private static final Duration LEARNING = Duration.ofSeconds(150);
    /** True seconds per second of the oscillator that is wrong, less 1: 1/(1 + 120 ppm) − 1 lies between these. */
    private static final long TRUE_RATE_LOW_PPB = -119_986;

    private static final long TRUE_RATE_HIGH_PPB = -119_985;

    @RegisterExtension
    final DaemonLab lab = new DaemonLab();

    private final ChronydField field = new ChronydField(lab);

    @Test
    @Timeout(300)
    void learnsTheRateCoastsWhileServersAreAwayAndRecovers() throws InterruptedException {
        for (int i = 0; i < SERVERS; i++) {
            field.addServer(new Chronyd.Honest(), shortRoad(i), shortRoad(i + 1));
        }
        TruthReaders readers = field.start(field::throughRelay);
        Timekeeper wrong = field.timekeepers().get(0);
        field.await(
                "the rate to be known",
                LEARNING,
                report -> report.rate().estimated() || report.rate().slewable());
        assertRateIsTrue(wrong.report());

        field.server(0).stop();
        field.awaitVerdict(0, Verdict.UNREACHABLE);
        field.awaitStatus(ClockStatus.SYNCHRONIZED);
        field.server(1).stop();
        field.server(2).stop();
        field.awaitStatus(ClockStatus.HOLDOVER);
        field.server(3).stop();
        field.awaitVerdict(3, Verdict.UNREACHABLE);

        List<Long> early = field.epsilons();
        Await.pass(COASTING);
        List<Long> late = field.epsilons();
        field.awaitStatus(ClockStatus.HOLDOVER);
        for (int i = 0; i < early.size(); i++) {
            assertTrue(late.get(i) > early.get(i), "epsilon must grow: " + early + ", " + late);
            assertTrue(late.get(i) < Duration.ofSeconds(1).toNanos(), "epsilon must stay useful: " + late);
        }
        field.assertContained(readers);
        assertRateIsTrue(wrong.report());

        for (int i = 0; i < SERVERS; i++) {
            field.server(i).start(new Chronyd.Honest());
        }
        field.awaitStatus(ClockStatus.SYNCHRONIZED);
        for (int i = 0; i < SERVERS; i++) {
            field.awaitVerdict(i, Verdict.TRUECHIMER);
        }
        field.finish(readers);
        System.out.println("coasted " + COASTING + ": epsilon " + early + " -> " + late);
    }

    @Test
    @Timeout(120)
    void takesNothingFromAServerThatIsNotSynchronized() throws InterruptedException {
        int ignorant = 2;
        field.addServer(new Chronyd.Honest(), shortRoad(0), shortRoad(1));
        field.addServer(new Chronyd.Honest(), shortRoad(2), shortRoad(1));
        field.addServer(new Chronyd.Unsynchronized(), shortRoad(0), shortRoad(0));
        TruthReaders readers = field.start(field::throughRelay);
        Timekeeper alone = lab.timekeeper("alone", Timekeeper.builder().source(field.throughRelay(ignorant)));

        String name = ChronydField.name(ignorant);
        field.await(
                "refusals", ChronydField.SOON, report -> Reports.failures(report, name, Reason.UNSYNCHRONIZED) >= 20);
        Await.until(
                "the lone one to ask",
                ChronydField.SOON,
                () -> Reports.failures(alone.report(), name, Reason.UNSYNCHRONIZED) >= 20,
                () -> Reports.text(alone.report()));

        for (Timekeeper each : field.timekeepers()) {
            ClockReport report = each.report();
            assertEquals(0, Reports.source(report, name).claims(), () -> Reports.text(report));
            assertFalse(Reports.source(report, name).interval().isBounded(), () -> Reports.text(report));
            Verdict verdict = Reports.verdict(report, name);
            assertTrue(verdict == Verdict.WARMING_UP || verdict == Verdict.UNREACHABLE, () -> Reports.text(report));
        }
        assertEquals(ClockStatus.STARTING, alone.clock().status());
        assertFalse(alone.clock().now().isBounded());
        field.finish(readers);
    }

    /** Short enough for the rate to show within seconds, and different for each. */
    private static Link shortRoad(int number) {
        return Link.delaying(ofMicros(100 + 150 * number)).jitter(Law.EXPONENTIAL, ofMicros(50 + 20 * number));
    }

    private static void assertRateIsTrue(ClockReport report) {
        assertTrue(
                report.rate().lowestPpb() <= TRUE_RATE_LOW_PPB && report.rate().highestPpb() >= TRUE_RATE_HIGH_PPB,
                () -> Reports.text(report));
    }

    private static Duration ofMicros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
