package dev.truechimer.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.host.Errno;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.gps.PpsShim.Control;
import dev.truechimer.ntp.NtpSource;
import dev.truechimer.ntp.testkit.LoopbackNtpServer;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.Lab;
import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.Reports;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.ScaledTicks;
import dev.truechimer.testing.TruthReaders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A pulse at whole seconds of the wall clock, with a kernel's interface of ours, compared with that wall clock. */
@Requires({NeedsGcc.class, NeedsPython.class})
final class PpsSourceIT {

    private static final String NAME = "pulse";
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration LATENCY = Duration.ofNanos(200_000);
    private static final long NARROW_NANOS = 400_000;

    @TempDir
    static Path libraries;

    private static PpsShim shim;

    @RegisterExtension
    final Lab lab = new Lab();

    @TempDir
    Path folder;

    private final Ticks ticks = new ScaledTicks(-60);

    @BeforeAll
    static void standBeforeTheCLibrary() {
        shim = PpsShim.install(libraries);
    }

    @BeforeEach
    void reset() {
        shim.reset();
    }

    private NmeaReceiver receiver() throws IOException, InterruptedException {
        // In the middle of what is declared of it, so that a host that holds it up does not make it a liar.
        return lab.own(NmeaReceiver.start(folder, "receiver")).tell("delay 0.2");
    }

    private static NmeaSource nmea(NmeaReceiver receiver) {
        return NmeaSource.builder(receiver.device())
                .name("receiver")
                .delays(Duration.ZERO, Duration.ofMillis(500))
                .build();
    }

    private NtpSource ntp(String name) {
        return NtpSource.builder(lab.own(LoopbackNtpServer.start()).address())
                .name(name)
                .maxPoll(Duration.ofSeconds(1))
                .build();
    }

    private static PpsSource.Builder pulse(TimeSource namer) {
        return PpsSource.builder(PpsShim.DEVICE).name(NAME).latency(LATENCY).namedBy(namer);
    }

    private Timekeeper clock(TimeSource... sources) {
        Timekeeper.Builder builder = Timekeeper.builder().ticks(ticks);
        List.of(sources).forEach(builder::source);
        return lab.timekeeper("the clock", builder);
    }

    private TruthReaders readers(Timekeeper timekeeper) {
        return lab.readers(1, List.of(new TruthReaders.Subject("the clock", timekeeper.clock(), ticks)));
    }

    private static void await(String what, Timekeeper timekeeper, Predicate<Timekeeper> condition)
            throws InterruptedException {
        Await.until(what, SOON, () -> condition.test(timekeeper), () -> Reports.text(timekeeper.report()));
    }

    private static void awaitFailure(Timekeeper timekeeper, Reason reason) throws InterruptedException {
        long before = Reports.failures(timekeeper.report(), NAME, reason);
        await(reason.name(), timekeeper, each -> Reports.failures(each.report(), NAME, reason) > before);
    }

    private static void awaitFailure(Timekeeper timekeeper, Reason reason, String inDetail)
            throws InterruptedException {
        await(
                reason + ": " + inDetail,
                timekeeper,
                each -> Reports.source(each.report(), NAME)
                        .lastFailure()
                        .filter(last -> last.reason() == reason && last.detail().contains(inDetail))
                        .isPresent());
    }

    private static void awaitNarrow(Timekeeper timekeeper) throws InterruptedException {
        await("claims of edges", timekeeper, each -> isNarrow(each.report().epsilonNanos()));
    }

    private static boolean isNarrow(long epsilonNanos) {
        return epsilonNanos < NARROW_NANOS;
    }

    @Test
    @Timeout(150)
    void containsTheTruthNamedBySentences() throws Exception {
        Timekeeper timekeeper = clock(pulse(nmea(receiver())).build());
        TruthReaders readers = readers(timekeeper);
        awaitNarrow(timekeeper);
        String detail = Reports.source(timekeeper.report(), NAME).detail();
        assertTrue(detail.contains("/dev/pps0 pulses; named by receiver"), detail);
        // Without edges the sentences go on, wide as they are.
        shim.set(Control.LOST, 1);
        awaitFailure(timekeeper, Reason.NO_REPLY);
        long claims = Reports.source(timekeeper.report(), NAME).claims();
        await(
                "claims of sentences",
                timekeeper,
                each -> Reports.source(each.report(), NAME).claims() > claims + 1);
        shim.set(Control.LOST, 3);
        awaitNarrow(timekeeper);
        shim.set(Control.LOST, 0);
        shim.set(Control.FETCH_ERROR, Errno.ENODEV);
        awaitFailure(timekeeper, Reason.UNREACHABLE);
        shim.set(Control.FETCH_ERROR, 0);
        long before = shim.read(Control.FETCHES);
        await("the device to be asked again", timekeeper, each -> shim.read(Control.FETCHES) > before + 3);

        assertEquals(Verdict.TRUECHIMER, Reports.verdict(timekeeper.report(), NAME));
        assertEquals(0, timekeeper.report().disruptions(), () -> Reports.text(timekeeper.report()));
        assertContained(readers);
        System.out.println(readers);
        System.out.println(Reports.text(timekeeper.report()));
    }

    private static void assertContained(TruthReaders readers) throws InterruptedException {
        Await.until(
                "narrow readings",
                SOON,
                () -> readers.tally("the clock").narrowestNanos() < 2 * NARROW_NANOS,
                readers::toString);
        TruthReaders.Tally tally = readers.tally("the clock");
        assertTrue(tally.bounded() > 0, readers::toString);
        assertEquals(0, tally.misses(), readers::toString);
        assertTrue(tally.narrowestNanos() >= LATENCY.toNanos() - 50_000, readers::toString);
    }

    @Test
    @Timeout(150)
    void containsTheTruthNamedByANtpServer() throws Exception {
        // A driver that says that it can wait, and can't.
        shim.set(Control.WAIT_ERROR, Errno.EOPNOTSUPP);
        Timekeeper timekeeper = clock(pulse(ntp("server")).build());
        TruthReaders readers = readers(timekeeper);
        awaitPulses(timekeeper);
        assertEquals(Verdict.TRUECHIMER, Reports.verdict(timekeeper.report(), NAME));
        assertEquals(0, timekeeper.report().disruptions(), () -> Reports.text(timekeeper.report()));
        TruthReaders.Tally tally = readers.tally("the clock");
        assertTrue(tally.bounded() > 0, readers::toString);
        assertEquals(0, tally.misses(), readers::toString);
    }

    /** A server on loopback is as narrow as the pulse: so the source's own word counts. */
    private static void awaitPulses(Timekeeper timekeeper) throws InterruptedException {
        await(
                "pulses",
                timekeeper,
                each -> Reports.source(each.report(), NAME).detail().contains("pulses;"));
    }

    @Test
    @Timeout(150)
    void theWrongNameOfASecondIsCaughtByTwoOthers() throws Exception {
        NmeaReceiver receiver = receiver().tell("shift 1");
        Timekeeper timekeeper = clock(pulse(nmea(receiver)).build(), ntp("first"), ntp("second"));
        TruthReaders readers = readers(timekeeper);
        awaitPulses(timekeeper);
        await(
                "the pulse to be found out",
                timekeeper,
                each -> Reports.verdict(each.report(), NAME) == Verdict.FALSETICKER);
        assertTrue(readers.tally("the clock").bounded() > 0, readers::toString);
        assertEquals(0, readers.tally("the clock").misses(), readers::toString);
    }

    @Test
    @Timeout(150)
    void whatTheDeviceCantDoIsReportedUntilItCan() throws Exception {
        shim.set(Control.OPEN_ERROR, Errno.EBUSY);
        Timekeeper timekeeper = clock(pulse(ntp("server")).build());
        awaitFailure(timekeeper, Reason.UNREACHABLE, "EBUSY");
        shim.set(Control.CAPABILITIES, PpsShim.CAPTURE_CLEAR | PpsShim.CAN_WAIT);
        shim.set(Control.OPEN_ERROR, 0);
        awaitFailure(timekeeper, Reason.UNREACHABLE, "clearEdge(...)");
        shim.reset();
        shim.set(Control.MODE, PpsShim.CAPTURE_ASSERT | PpsShim.OFFSET_ASSERT);
        shim.set(Control.OFFSET_NANOS, 1_000);
        awaitFailure(timekeeper, Reason.UNREACHABLE, "shift its stamps by 1000 ns");
        shim.reset();
        shim.set(Control.INTERRUPTIONS, 5);
        awaitPulses(timekeeper);
        assertEquals(0, shim.read(Control.INTERRUPTIONS));
    }

    @Test
    @Timeout(150)
    void aPulseThatIsNoWholeSecondMakesNoClaim() throws Exception {
        shim.set(Control.SHIFT_NANOS, 300_000_000);
        Timekeeper timekeeper = clock(pulse(ntp("server")).build());
        TruthReaders readers = readers(timekeeper);
        awaitFailure(timekeeper, Reason.IMPLAUSIBLE, "the edge is no whole second");
        shim.set(Control.SHIFT_NANOS, 0);
        awaitPulses(timekeeper);
        shim.set(Control.FLAGS, 1);
        awaitFailure(timekeeper, Reason.IMPLAUSIBLE, "no valid stamp");
        assertEquals(0, readers.tally("the clock").misses(), readers::toString);
    }

    @Test
    @Timeout(150)
    void theClearEdgeContainsTheTruthWithItsOffset() throws Exception {
        Duration width = Duration.ofMillis(100);
        shim.set(Control.WIDTH_NANOS, width.toNanos());
        Timekeeper timekeeper = clock(pulse(nmea(receiver())).clearEdge(width).build());
        TruthReaders readers = readers(timekeeper);
        awaitNarrow(timekeeper);
        assertContained(readers);
    }

    @Test
    @Timeout(150)
    void aNamerThatIsTooWideIsTold() throws Exception {
        NmeaSource wide =
                NmeaSource.builder(receiver().device()).name("receiver").build();
        Timekeeper timekeeper = clock(pulse(wide).build());
        awaitFailure(timekeeper, Reason.UNSYNCHRONIZED, "declare narrower delays");
        assertTrue(timekeeper.awaitSynchronized(SOON), "its claims count all the same");
    }
}
