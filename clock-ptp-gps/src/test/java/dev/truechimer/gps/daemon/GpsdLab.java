package dev.truechimer.gps.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockReport.SourceReport;
import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.Lab;
import dev.truechimer.testing.Reports;
import dev.truechimer.testing.TruthReaders;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A lab with receivers, gpsd, and a timekeeper that has one source. */
final class GpsdLab extends Lab {

    static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** Starts a receiver, as {@link Receiver#start}. */
    Receiver receiver(String... settings) throws InterruptedException {
        Receiver receiver = own(Receiver.start(settings));
        describe("receiver", receiver::log);
        return receiver;
    }

    /** Starts a gpsd, as {@link Gpsd#start}. */
    Gpsd gpsd(Receiver receiver, boolean hasPulse) throws InterruptedException {
        Gpsd gpsd = own(Gpsd.start(receiver, hasPulse));
        describe("gpsd", gpsd::log);
        return gpsd;
    }

    /** Starts a timekeeper with this source alone. */
    Timekeeper alone(TimeSource source) {
        return timekeeper(source.name(), Timekeeper.builder().source(source));
    }

    /** Starts a reader that compares its clock with the truth. */
    TruthReaders truth(Timekeeper timekeeper) {
        return readers(1, List.of(new TruthReaders.Subject("clock", timekeeper.clock(), Ticks.system())));
    }

    /** Waits until the only source is in this state. */
    SourceReport await(String what, Timekeeper timekeeper, Predicate<SourceReport> condition)
            throws InterruptedException {
        Await.untilPatiently(
                what,
                SOON,
                LOOK_EVERY,
                () -> condition.test(only(timekeeper.report())),
                () -> Reports.text(timekeeper.report()));
        return only(timekeeper.report());
    }

    /** Waits for so many claims more. */
    void awaitClaims(Timekeeper timekeeper, int more) throws InterruptedException {
        long before = only(timekeeper.report()).claims();
        await(more + " claims more", timekeeper, report -> report.claims() >= before + more);
    }

    /** Waits for one more failure of this kind, and returns what it says. */
    String awaitFailure(Timekeeper timekeeper, Reason reason) throws InterruptedException {
        long before = only(timekeeper.report()).failures().getOrDefault(reason, 0L);
        return await(reason.toString(), timekeeper, report -> {
                    boolean isLast = report.lastFailure()
                            .map(last -> last.reason() == reason)
                            .orElse(false);
                    return isLast && report.failures().getOrDefault(reason, 0L) > before;
                })
                .lastFailure()
                .orElseThrow()
                .detail();
    }

    /** There were bounded readings, none missed the truth, and the clock was never withdrawn. */
    void assertContained(TruthReaders readers, Timekeeper timekeeper) {
        TruthReaders.Tally tally = readers.tally("clock");
        System.out.println(readers + "\n" + Reports.text(timekeeper.report()));
        assertTrue(tally.bounded() > 0, readers::toString);
        assertEquals(0, tally.misses(), readers::toString);
        assertEquals(0, timekeeper.report().disruptions());
    }

    private static SourceReport only(ClockReport report) {
        return report.sources().get(0);
    }
}
