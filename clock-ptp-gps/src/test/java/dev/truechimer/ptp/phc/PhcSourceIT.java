package dev.truechimer.ptp.phc;

import static dev.truechimer.ptp.phc.PhcShim.Ability.CLOCK_GETTIME;
import static dev.truechimer.ptp.phc.PhcShim.Ability.EXTENDED;
import static dev.truechimer.ptp.phc.PhcShim.Ability.EXTENDED_CLOCK_ID;
import static dev.truechimer.ptp.phc.PhcShim.Ability.PLAIN;
import static dev.truechimer.ptp.phc.PhcShim.Ability.PRECISE;
import static dev.truechimer.ptp.phc.PhcShim.Ability.SAYS_CROSS_TIMESTAMPING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.host.Errno;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.RecordingContext;
import dev.truechimer.testing.Reports;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.TruthReaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hardware clocks that a shim of the C library serves: whatever their drivers can and do, the truth is contained. */
@Requires(NeedsGcc.class)
@Timeout(120)
final class PhcSourceIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final long ENOUGH_CLAIMS = 60;
    private static final Duration ERROR = Duration.ofNanos(3_000);
    /** How near the truth must come to an end of an interval for a test to prove something. */
    private static final Duration HAIR = Duration.ofMillis(1);

    @TempDir
    static Path folder;

    private static PhcShim shim;

    private final PhcShim.Device device = shim.plugged(0);
    private final RecordingContext context = new RecordingContext();

    @BeforeAll
    static void loadTheShim() throws IOException, InterruptedException {
        shim = PhcShim.load(folder);
    }

    @AfterEach
    void nothingIsLeftOpen() throws IOException {
        assertEquals(0, PhcShim.openFiles());
    }

    /** What a driver offers, and what is used then on an oscillator that is slewed and on one that is not. */
    enum Driver {
        EVERYTHING(
                "PTP_SYS_OFFSET_PRECISE", "PTP_SYS_OFFSET_PRECISE with CLOCK_MONOTONIC_RAW", PhcShim.Ability.values()),
        SAYS_PRECISE_BUT_CANT(
                "PTP_SYS_OFFSET_EXTENDED",
                "PTP_SYS_OFFSET_EXTENDED with CLOCK_MONOTONIC_RAW",
                SAYS_CROSS_TIMESTAMPING,
                EXTENDED,
                EXTENDED_CLOCK_ID,
                PLAIN,
                CLOCK_GETTIME),
        OLD_KERNEL("PTP_SYS_OFFSET_EXTENDED", "PTP_SYS_OFFSET_EXTENDED", EXTENDED, PLAIN, CLOCK_GETTIME),
        PLAIN_ONLY("PTP_SYS_OFFSET", "PTP_SYS_OFFSET", PLAIN, CLOCK_GETTIME),
        CLOCK_ONLY("clock_gettime", "clock_gettime", CLOCK_GETTIME),
        PRECISE_WITHOUT_PLAIN(
                "PTP_SYS_OFFSET_PRECISE",
                "PTP_SYS_OFFSET_PRECISE with CLOCK_MONOTONIC_RAW",
                SAYS_CROSS_TIMESTAMPING,
                PRECISE,
                CLOCK_GETTIME);

        private final String onSlewedTicks;
        private final String onRawTicks;
        private final long abilities;

        Driver(String onSlewedTicks, String onRawTicks, PhcShim.Ability... abilities) {
            this.onSlewedTicks = onSlewedTicks;
            this.onRawTicks = onRawTicks;
            this.abilities = PhcShim.bits(abilities);
        }
    }

    @ParameterizedTest
    @EnumSource
    void containsTheTruthWhateverTheDriverOffers(Driver driver) throws InterruptedException {
        device.can(driver.abilities);
        device.wobble(ERROR);
        // The clock is read late in the call, which a reader that assumed the middle would be wrong by.
        device.delays(Duration.ofNanos(20_000), Duration.ofNanos(1_000));
        for (Ticks ticks : List.of(Ticks.system(), Ticks.monotonicRaw())) {
            String method = ticks.slewable() ? driver.onSlewedTicks : driver.onRawTicks;
            contained(ticks, method + ", ", PhcTrust.declared(ERROR), Timescale.TAI);
        }
    }

    @Test
    void containsTheTruthOfAClockOnUtc() throws InterruptedException {
        device.offset(Duration.ZERO);
        device.wobble(ERROR);
        contained(Ticks.monotonicRaw(), "", PhcTrust.declared(ERROR), Timescale.UTC);
    }

    @Test
    void containsTheTruthWithinTheBoundOfAFile() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("phc_error_bound"), ERROR.toNanos() + "\n");
        device.wobble(ERROR);
        contained(Ticks.system(), "", PhcTrust.file(file), Timescale.TAI);
    }

    private void contained(Ticks ticks, String says, PhcTrust trust, Timescale timescale) throws InterruptedException {
        PhcSource source = source(device, trust, timescale).build();
        try (Timekeeper timekeeper = timekeeper(ticks, source);
                TruthReaders readers = read(timekeeper.clock(), ticks)) {
            await(timekeeper, device, ENOUGH_CLAIMS);
            assertTrue(
                    Reports.source(timekeeper.report(), name(device)).detail().startsWith(says),
                    () -> Reports.text(timekeeper.report()));
            assertEquals(0, timekeeper.report().disruptions());
            TruthReaders.Tally tally = readers.tally("clock");
            System.out.println(readers + " on " + ticks + "\n" + Reports.text(timekeeper.report()));
            assertEquals(0, tally.misses(), readers::toString);
            assertTrue(tally.bounded() > 0, readers::toString);
            assertTrue(tally.leastMarginNanos() < HAIR.toNanos(), "the test was too easy");
        }
    }

    /** The kernel does not shift the stamps that it gives to drivers. */
    @Test
    void containsTheTruthInATimeNamespace() throws InterruptedException {
        device.wobble(ERROR);
        for (Duration ahead : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            device.rawAhead(ahead);
            device.can(PhcShim.Ability.values());
            contained(Ticks.monotonicRaw(), "PTP_SYS_OFFSET_PRECISE, ", PhcTrust.declared(ERROR), Timescale.TAI);
            device.can(EXTENDED, EXTENDED_CLOCK_ID);
            contained(Ticks.monotonicRaw(), "PTP_SYS_OFFSET_EXTENDED, ", PhcTrust.declared(ERROR), Timescale.TAI);
        }
    }

    @Test
    void aClockThatIsWorseThanItsTrustSaysIsNamed() throws InterruptedException {
        PhcShim.Device second = shim.plugged(1);
        PhcShim.Device liar = shim.plugged(2);
        second.can(PLAIN);
        second.wobble(ERROR);
        device.wobble(ERROR);
        liar.offset(PhcShim.TAI_OFFSET.plusMillis(1));
        PhcTrust trust = PhcTrust.declared(ERROR);
        Ticks ticks = Ticks.monotonicRaw();
        try (Timekeeper timekeeper = timekeeper(
                        ticks,
                        source(device, trust, Timescale.TAI).build(),
                        source(second, trust, Timescale.TAI).build(),
                        source(liar, trust, Timescale.TAI).build());
                TruthReaders readers = read(timekeeper.clock(), ticks)) {
            awaitVerdict(timekeeper, liar, Verdict.FALSETICKER);
            awaitVerdict(timekeeper, device, Verdict.TRUECHIMER);
            awaitVerdict(timekeeper, second, Verdict.TRUECHIMER);
            Await.until("readings", SOON, () -> readers.tally("clock").bounded() > 10_000, readers::toString);
            assertEquals(Verdict.FALSETICKER, Reports.verdict(timekeeper.report(), name(liar)));
            assertEquals(0, readers.tally("clock").misses(), readers::toString);
        }
    }

    @Test
    void survivesThatTheDeviceIsUnpluggedAndComesBack() throws InterruptedException {
        try (Timekeeper timekeeper = timekeeper(
                        Ticks.system(),
                        source(device, PhcTrust.declared(ERROR), Timescale.TAI).build());
                TruthReaders readers = read(timekeeper.clock(), Ticks.system())) {
            await(timekeeper, device, 10);
            for (int round = 1; round <= 2; round++) {
                device.unplug();
                long lost = round;
                Await.until("the loss", SOON, () -> device.closed() == lost, () -> Reports.text(timekeeper.report()));
                device.replug();
                long claims = Reports.fewestClaims(timekeeper.report());
                await(timekeeper, device, claims + 10);
                assertEquals(round + 1, device.opened());
            }
            assertTrue(Reports.failures(timekeeper.report(), name(device), Reason.UNREACHABLE) >= 2);
            assertEquals(0, readers.tally("clock").misses(), readers::toString);
        }
        assertEquals(3, device.closed());
    }

    @Test
    void waitsForADeviceThatIsNotThereYet() {
        device.unplug();
        withSource(source(device, PhcTrust.declared(ERROR), Timescale.TAI), () -> {
            SourceFailure failure = context.nextFailure(Reason.UNREACHABLE);
            assertEquals(
                    "open of /dev/ptp100 failed: ENOENT, there is none; it is tried again: plug the device in, or load"
                            + " its driver",
                    failure.detail());
            device.replug();
            context.firstClaim();
            assertEquals(List.of("phc:/dev/ptp100"), context.servers);
            assertEquals(List.of("phc:/dev/ptp100"), context.fingerprints);
        });
        assertEquals(1, device.opened());
    }

    @Test
    void saysHowToGetAccess() {
        device.fail(Errno.EACCES);
        withSource(source(device, PhcTrust.declared(ERROR), Timescale.TAI), () -> {
            String detail = context.nextFailure(Reason.UNREACHABLE).detail();
            assertTrue(detail.contains("udev rule"), detail);
            device.fail(0);
            context.firstClaim();
        });
    }

    @Test
    void asksABusyDeviceAgainWithoutOpeningItAnew() {
        withSource(source(device, PhcTrust.declared(ERROR), Timescale.TAI), () -> {
            context.nextClaim();
            for (int errno : new int[] {Errno.EBUSY, Errno.EAGAIN, Errno.ETIMEDOUT}) {
                device.fail(errno);
                firstFailure(Reason.NO_REPLY);
                device.fail(0);
                context.firstClaim();
            }
        });
        assertEquals(1, device.opened());
    }

    @Test
    void opensADeviceAnewThatHasGone() {
        withSource(source(device, PhcTrust.declared(ERROR), Timescale.TAI), () -> {
            context.nextClaim();
            long opened = device.opened();
            for (int errno : new int[] {Errno.ENODEV, Errno.ENXIO, 5}) {
                device.fail(errno);
                firstFailure(Reason.UNREACHABLE);
                device.fail(0);
                context.firstClaim();
                assertTrue(device.opened() > opened);
                opened = device.opened();
            }
        });
        assertEquals(device.opened(), device.closed());
    }

    @Test
    void saysThatADeviceIsNoClock() {
        device.can();
        withSource(source(device, PhcTrust.declared(ERROR), Timescale.TAI), () -> {
            String detail = context.nextFailure(Reason.UNREACHABLE).detail();
            assertTrue(detail.startsWith("/dev/ptp100 is no PTP hardware clock that can be read"), detail);
            device.can(PLAIN);
            context.firstClaim();
        });
    }

    @Test
    void refusesAClockThatNobodyHasSet() {
        device.offset(Duration.ofDays(-20_000));
        withSource(source(device, PhcTrust.declared(ERROR), Timescale.TAI), () -> {
            context.nextFailure(Reason.STALE_DATE);
            device.offset(PhcShim.TAI_OFFSET);
            context.firstClaim();
        });
    }

    @Test
    void claimsNothingWhileNobodyVouches() throws IOException {
        Path file = folder.resolve("bound");
        withSource(source(device, PhcTrust.file(file), Timescale.TAI), () -> {
            context.nextFailure(Reason.UNREACHABLE);
            write(file, "garbage");
            firstFailure(Reason.IMPLAUSIBLE);
            write(file, "1234");
            Claim claim = context.firstClaim();
            assertEquals(1_235, claim.budget().sourceErrorNanos());
            write(file, "0");
            firstFailure(Reason.UNSYNCHRONIZED);
        });
        PhcTrust servo = PhcTrust.phc2sys(PhcTrust.declared(ERROR), Duration.ZERO);
        withSource(source(shim.plugged(1), servo, Timescale.TAI), () -> firstFailure(Reason.UNSYNCHRONIZED));
    }

    @Test
    void manyLivesLeaveNoFileOpen() throws IOException {
        for (int i = 0; i < 20; i++) {
            withSource(source(device, PhcTrust.declared(ERROR), Timescale.TAI), context::firstClaim);
            assertEquals(0, PhcShim.openFiles());
        }
        assertEquals(20, device.opened());
        assertEquals(20, device.closed());
    }

    private void withSource(PhcSource.Builder builder, Runnable test) {
        try (PhcSource source = builder.build()) {
            source.start(context);
            test.run();
        }
    }

    /** Drops results until one is such a failure. */
    private void firstFailure(Reason reason) {
        for (int i = 0; i < 10_000; i++) {
            if (context.next() instanceof SourceFailure failure && failure.reason() == reason) {
                return;
            }
        }
        throw new AssertionError("no failure for " + reason);
    }

    private static void write(Path file, String text) {
        try {
            Path next = Files.writeString(file.resolveSibling("next"), text);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PhcSource.Builder source(PhcShim.Device device, PhcTrust trust, Timescale timescale) {
        return PhcSource.builder(device.path())
                .trust(trust)
                .timescale(timescale)
                .poll(POLL);
    }

    private static Timekeeper timekeeper(Ticks ticks, PhcSource... sources) throws InterruptedException {
        Timekeeper.Builder builder = Timekeeper.builder().ticks(ticks);
        for (PhcSource each : sources) {
            builder.source(each);
        }
        return builder.start();
    }

    private static TruthReaders read(IntervalClock clock, Ticks ticks) {
        return TruthReaders.start(1, List.of(new TruthReaders.Subject("clock", clock, ticks)));
    }

    private static String name(PhcShim.Device device) {
        return device.path().toString();
    }

    private static void await(Timekeeper timekeeper, PhcShim.Device device, long claims) throws InterruptedException {
        Await.until(
                claims + " claims",
                SOON,
                () -> Reports.source(timekeeper.report(), name(device)).claims() >= claims,
                () -> Reports.text(timekeeper.report()));
    }

    private static void awaitVerdict(Timekeeper timekeeper, PhcShim.Device device, Verdict verdict)
            throws InterruptedException {
        Await.until(
                verdict.label(),
                SOON,
                () -> Reports.verdict(timekeeper.report(), name(device)) == verdict,
                () -> Reports.text(timekeeper.report()));
    }
}
