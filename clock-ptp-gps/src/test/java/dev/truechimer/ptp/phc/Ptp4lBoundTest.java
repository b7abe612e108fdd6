package dev.truechimer.ptp.phc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.device.ErrorBound;
import dev.truechimer.ptp.device.ErrorBound.Scale;
import dev.truechimer.ptp.device.PhcIdentity;
import dev.truechimer.ptp.management.Vouching;
import dev.truechimer.ptp.management.Vouching.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ptp4lBoundTest {

    private final PhcIdentity clock = new PhcIdentity(Path.of("/dev/ptp1"), Path.of("/sys/class/ptp/ptp1"), "igc");

    @TempDir
    Path network;

    @Test
    void passesOnWhatPtp4lSays() throws IOException {
        Files.createDirectories(network.resolve("eth0/device/ptp/ptp1"));
        ErrorBound known = new ErrorBound.Known(1_234, Scale.TAI, "ptp4l SLAVE on eth0");
        assertEquals(known, judge(vouched(true, "eth0"), Optional.of(clock)));
        SourceFailure failure = new SourceFailure(Reason.NO_REPLY, "silent");
        assertEquals(new ErrorBound.Unknown(failure), judge(new Vouching.Refused(failure), Optional.of(clock)));
    }

    @Test
    void softwareTimeStampsVouchForNoHardwareClock() {
        assertRefused(
                "ptp4l uses software time stamps: it disciplines CLOCK_REALTIME and no hardware clock",
                judge(vouched(false, "eth0"), Optional.of(clock)));
        assertRefused(
                "ptp4l uses software time stamps: it disciplines CLOCK_REALTIME and no hardware clock",
                judge(vouched(false, "eth0"), Optional.empty()));
    }

    @Test
    void theClockOfAnotherInterfaceIsNotVouchedFor() throws IOException {
        Files.createDirectories(network.resolve("eth0/device/ptp/ptp0"));
        assertRefused(
                "ptp4l disciplines the hardware clock of eth0, which is not /dev/ptp1",
                judge(vouched(true, "eth0"), Optional.of(clock)));
        // phc2sys follows a clock that is not this one.
        assertInstanceOf(ErrorBound.Known.class, judge(vouched(true, "eth0"), Optional.empty()));
    }

    @Test
    void anInterfaceWhoseClockIsNotKnownIsBelieved() throws IOException {
        Files.createDirectories(network.resolve("eth0/device"));
        Files.createDirectories(network.resolve("outside/device/ptp/ptp0"));
        Path below = Files.createDirectory(network.resolve("below"));
        for (String name : new String[] {"eth0", "eth0.100", "", "..", "../outside", "a/b", "outside\n"}) {
            assertInstanceOf(
                    ErrorBound.Known.class, Ptp4lBound.judge(vouched(true, name), Optional.of(clock), below), name);
        }
    }

    private ErrorBound judge(Vouching vouching, Optional<PhcIdentity> about) {
        return Ptp4lBound.judge(vouching, about, network);
    }

    private static Vouching vouched(boolean hardware, String interfaceName) {
        Clock disciplined = new Clock(hardware, interfaceName, hardware ? Scale.TAI : Scale.UTC);
        return new Vouching.Vouched(1_234, disciplined, 42, true, 37, true, "SLAVE on eth0");
    }

    private static void assertRefused(String detail, ErrorBound bound) {
        assertEquals(new ErrorBound.Unknown(new SourceFailure(Reason.UNSYNCHRONIZED, detail)), bound);
    }
}
