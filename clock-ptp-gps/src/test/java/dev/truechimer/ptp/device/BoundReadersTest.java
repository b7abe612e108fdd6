package dev.truechimer.ptp.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.SourceFailure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who vouch: files, processes, and what the system says about a clock. */
class BoundReadersTest {

    private static final long MINUTE = 60_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void aDeclaredErrorIsAlwaysKnown() {
        assertEquals(
                new ErrorBound.Known(1_500, ErrorBound.Scale.AS_DECLARED, "declared PT0.0000015S"),
                new FixedBound(Duration.ofNanos(1_500)).read());
    }

    @Test
    void aFileWithANumberIsABound() throws IOException {
        Path file = Files.writeString(folder.resolve("phc_error_bound"), "31740\n");
        assertEquals(
                new ErrorBound.Known(31_740, ErrorBound.Scale.AS_DECLARED, "phc_error_bound says 31740 ns"),
                new FileBound(file, null).read());
        Files.writeString(file, "31741");
        assertEquals(31_741, ((ErrorBound.Known) new FileBound(file, Duration.ofSeconds(10)).read()).errorNanos());
    }

    @Test
    void anythingElseInAFileIsNone() throws IOException {
        FileBound bound = new FileBound(Path.of("bound"), null);
        for (String text :
                new String[] {"", "-1", "+1", "1.5", "0x10", "1 2", "nan", "1234567890123", "\u0661", "1\u0000"}) {
            assertUnknown(Reason.IMPLAUSIBLE, bound.judge(text, 0));
        }
        for (String text : new String[] {"0", "000", "1000000000", "4294967295", "999999999999"}) {
            assertUnknown(Reason.UNSYNCHRONIZED, bound.judge(text, 0));
        }
        assertInstanceOf(ErrorBound.Known.class, bound.judge("1", 0));
        assertInstanceOf(ErrorBound.Known.class, bound.judge("999999999", Long.MAX_VALUE));
        Path long_ = Files.writeString(folder.resolve("long"), " ".repeat(40) + "5");
        assertUnknown(Reason.IMPLAUSIBLE, new FileBound(long_, null).read());
        String said = assertInstanceOf(ErrorBound.Unknown.class, bound.judge("\u001b[2J", 0))
                .failure()
                .detail();
        assertEquals("bound must hold a decimal number of nanoseconds: \"?[2J\"", said);
    }

    @Test
    void aFileThatIsTooOldIsNone() throws IOException {
        FileBound bound = new FileBound(Path.of("bound"), Duration.ofSeconds(10));
        assertInstanceOf(ErrorBound.Known.class, bound.judge("5", 10_000_000_000L));
        assertUnknown(Reason.UNSYNCHRONIZED, bound.judge("5", 10_000_000_001L));
        assertInstanceOf(ErrorBound.Known.class, bound.judge("5", -MINUTE));
        assertUnknown(Reason.UNSYNCHRONIZED, bound.judge("5", -MINUTE - 1));
        Path file = Files.writeString(folder.resolve("old"), "5");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        assertUnknown(Reason.UNSYNCHRONIZED, new FileBound(file, Duration.ofDays(1)).read());
        assertInstanceOf(ErrorBound.Known.class, new FileBound(file, null).read());
    }

    @Test
    void aFileThatIsNotThereIsNone() {
        assertUnknown(Reason.UNREACHABLE, new FileBound(folder.resolve("none"), null).read());
        assertUnknown(Reason.UNREACHABLE, new FileBound(folder, null).read());
    }

    @Test
    void aServoAddsItsErrorWhileItRuns() throws IOException, InterruptedException {
        ServoBound bound = new ServoBound(
                new FixedBound(Duration.ofNanos(300)), Duration.ofNanos(200), new RunningProcess("phc2sys", folder));
        assertUnknown(Reason.UNSYNCHRONIZED, bound.read());
        stat(42, "42 (phc2sys) S 1 42 42 0");
        ErrorBound.Known known = assertInstanceOf(ErrorBound.Known.class, bound.read());
        assertEquals(500, known.errorNanos());
        assertEquals(ErrorBound.Scale.AS_DECLARED, known.timescale());
        stat(42, "42 (phc2sys) Z 1 42 42 0");
        assertUnknown(Reason.UNSYNCHRONIZED, bound.read());
        stat(43, "43 (phc2sys) R 1 42 42 0");
        assertInstanceOf(ErrorBound.Known.class, bound.read());
        bound.close();
    }

    @Test
    void aServoOfAClockThatNobodyVouchesForIsNone() throws IOException, InterruptedException {
        stat(42, "42 (phc2sys) S 1 42 42 0");
        FileBound upstream = new FileBound(folder.resolve("none"), null);
        ServoBound bound = new ServoBound(upstream, Duration.ZERO, new RunningProcess("phc2sys", folder));
        assertUnknown(Reason.UNREACHABLE, bound.read());
    }

    @Test
    void aProcessIsKnownByItsWholeNameAndItsState() {
        assertTrue(RunningProcess.isRunning("42 (phc2sys) D 1", "phc2sys"));
        assertTrue(RunningProcess.isRunning("42 (a) R (b) I 1", "a) R (b"));
        for (String other : new String[] {
            "",
            "42",
            "42 (phc2sys)",
            "42 (phc2sys) ",
            "42 (phc2sys) T 1",
            "42 (phc2sys2) S 1",
            ") phc2sys ( S",
            "42 (phc2sys) X 1"
        }) {
            assertFalse(RunningProcess.isRunning(other, "phc2sys"), other);
        }
    }

    @Test
    void thisProcessRuns() throws IOException {
        Path own = RunningProcess.PROC.resolve("self").resolve("stat");
        if (Files.exists(own)) {
            String stat = Files.readString(own);
            String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            assertTrue(new RunningProcess(name, RunningProcess.PROC).isRunning());
        }
        assertFalse(new RunningProcess("no such program", RunningProcess.PROC).isRunning());
        assertFalse(new RunningProcess("phc2sys", folder.resolve("none")).isRunning());
    }

    @Test
    void aLinkToADeviceIsFollowed() throws IOException {
        Path device = Files.createFile(folder.resolve("ptp3"));
        Path link = Files.createSymbolicLink(folder.resolve("ptp_kvm"), device);
        Path sysfs =
                Files.createDirectories(folder.resolve("class").resolve("ptp3")).getParent();
        Files.writeString(sysfs.resolve("ptp3").resolve("clock_name"), "KVM virtual PTP\n");
        PhcIdentity identity = PhcIdentity.of(link, sysfs);
        assertEquals(new PhcIdentity(device.toRealPath(), sysfs.resolve("ptp3"), "KVM virtual PTP"), identity);
        assertTrue(identity.isUsuallyUtc());
        assertEquals(sysfs.resolve("ptp3/device/phc_error_bound"), identity.errorBoundFile());
    }

    @Test
    void aClockWithoutANameIsAnOrdinaryOne() {
        PhcIdentity identity = PhcIdentity.of(Path.of("/dev/ptp12345"), folder);
        assertEquals("", identity.clockName());
        assertFalse(identity.isUsuallyUtc());
        assertTrue(new PhcIdentity(folder, folder, "ena-ptp-05").isUsuallyUtc());
        assertFalse(new PhcIdentity(folder, folder, "igc").isUsuallyUtc());
    }

    private void stat(int pid, String line) throws IOException {
        Path process = Files.createDirectories(folder.resolve(Integer.toString(pid)));
        Files.writeString(process.resolve("stat"), line);
    }

    private static void assertUnknown(Reason reason, ErrorBound bound) {
        assertEquals(
                reason,
                assertInstanceOf(ErrorBound.Unknown.class, bound).failure().reason());
    }
}
