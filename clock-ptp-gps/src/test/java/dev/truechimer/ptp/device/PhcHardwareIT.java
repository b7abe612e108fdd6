package dev.truechimer.ptp.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.host.NativeCallException;
import dev.truechimer.clock.ticks.Ticks;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * The clocks of this host, if it has some: whatever way each is read, the brackets agree with each other. How true a clock
 * is can't be known here.
 */
@Timeout(60)
final class PhcHardwareIT {

    private static final int READINGS = 50;
    private static final int SAMPLES = 10;
    private static final int SLEW_BOUND_PPM = 1_000;
    private static final PhcDevice.Limits LIMITS = new PhcDevice.Limits(SLEW_BOUND_PPM, 100);
    private static final long MILLION = 1_000_000;

    @TestFactory
    List<DynamicTest> bracketsOfEachClockAgree() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        if (Files.isDirectory(PhcIdentity.SYSFS)) {
            try (DirectoryStream<Path> clocks = Files.newDirectoryStream(PhcIdentity.SYSFS, "ptp*")) {
                for (Path each : clocks) {
                    Path device = Path.of("/dev").resolve(each.getFileName());
                    tests.add(DynamicTest.dynamicTest(device.toString(), () -> bracketsAgree(device)));
                }
            }
        }
        if (tests.isEmpty()) {
            System.out.println(
                    "NOT TESTED: THIS HOST HAS NO PTP HARDWARE CLOCK, so that none was read. The tests with a"
                            + " shim of the C library stand for it.");
        }
        return tests;
    }

    private static void bracketsAgree(Path path) throws NativeCallException {
        for (Ticks ticks : List.of(Ticks.system(), Ticks.monotonicRaw())) {
            try (PhcDevice device = PhcDevice.open(path, ticks, SAMPLES, LIMITS)) {
                List<PhcBracket> all = new ArrayList<>();
                for (int i = 0; i < READINGS; i++) {
                    PhcReading.Answered answered = assertInstanceOf(PhcReading.Answered.class, device.read());
                    PhcBrackets brackets = answered.brackets();
                    assertEquals(PhcBrackets.Stamps.USED, brackets.stamps());
                    all.addAll(brackets.brackets());
                    if (i == READINGS - 1) {
                        System.out.println(path + " "
                                + PhcIdentity.of(path, PhcIdentity.SYSFS).clockName() + " by "
                                + answered.method().label() + ", last: " + brackets);
                    }
                }
                assertConsistent(all);
            }
        }
    }

    /** No value is too late for the time since an earlier one, or too early, by more than clocks can differ in rate. */
    private static void assertConsistent(List<PhcBracket> all) {
        PhcBracket first = all.get(0);
        for (PhcBracket each : all) {
            long most = each.afterTicks() - first.beforeTicks();
            long least = each.beforeTicks() - first.afterTicks();
            long tolerance = 4 + Math.abs(most) * 2 * SLEW_BOUND_PPM / MILLION;
            long passed = each.phcNanos() - first.phcNanos();
            assertTrue(passed <= most + tolerance && passed >= least - tolerance, () -> first + ", " + each);
        }
    }
}
