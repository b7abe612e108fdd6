package dev.truechimer.clock.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;

/** Devices that every Linux has. */
@EnabledOnOs(OS.LINUX)
class DeviceFileIT {

    private static final Path NULL = Path.of("/dev/null");

    /** TIOCGPTN of asm-generic/ioctls.h: the number of the other end of a pseudo-terminal. */
    private static final long OTHER_END = 0x80045430L;

    private static NativeCallException assertFails(int errno, Executable call) {
        NativeCallException refused = assertThrows(NativeCallException.class, call);
        assertEquals(errno, refused.errno(), refused::getMessage);
        return refused;
    }

    @Test
    void aRequestIsAnsweredIntoTheMemory() throws Exception {
        try (DeviceFile one = DeviceFile.open(Path.of("/dev/ptmx"));
                DeviceFile other = DeviceFile.open(Path.of("/dev/ptmx"))) {
            assertTrue(Files.exists(otherEnd(one)), () -> "no " + one);
            assertTrue(!otherEnd(one).equals(otherEnd(other)), "two terminals are one");
            assertEquals("/dev/ptmx", one.toString());
        }
    }

    private static Path otherEnd(DeviceFile terminal) throws NativeCallException {
        NativeMemory number = new NativeMemory(Integer.BYTES);
        number.bytes().putInt(0, -1);
        terminal.ioctl(OTHER_END, "TIOCGPTN", number);
        return Path.of("/dev/pts", String.valueOf(number.bytes().getInt(0)));
    }

    @Test
    void aDeviceOfAnotherKindRefuses() throws Exception {
        try (DeviceFile device = DeviceFile.open(NULL)) {
            NativeCallException refused = assertFails(
                    Errno.ENOTTY, () -> device.ioctl(0x80503d01L, "PTP_CLOCK_GETCAPS", new NativeMemory(80)));
            assertEquals(
                    "ioctl PTP_CLOCK_GETCAPS of /dev/null failed: ENOTTY, not a device of this kind",
                    refused.getMessage());
            assertFails(Errno.EINVAL, device::clockNanos);
        }
    }

    @Test
    void aMissingDeviceIsNamed() {
        Path missing = Path.of("/dev/no-such-device");
        NativeCallException refused = assertFails(Errno.ENOENT, () -> DeviceFile.open(missing));
        assertEquals("open of /dev/no-such-device failed: ENOENT, there is none", refused.getMessage());
    }

    @Test
    void closingGivesTheDescriptorBackOnce() throws Exception {
        DeviceFile.open(NULL).close();
        long before = descriptors();
        for (int i = 0; i < 100; i++) {
            DeviceFile device = DeviceFile.open(NULL);
            device.close();
            device.close();
            assertEquals(
                    "/dev/null is closed",
                    assertThrows(IllegalStateException.class, device::clockNanos)
                            .getMessage());
            assertThrows(IllegalStateException.class, () -> device.ioctl(0, "NONE", new NativeMemory(8)));
        }
        assertTrue(Math.abs(descriptors() - before) < 50, () -> before + " descriptors became many more or less");
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @Test
    void memoryIsZeroedAndInTheOrderOfTheMachine() {
        NativeMemory memory = new NativeMemory(16);
        assertEquals(0, memory.bytes().getLong(0));
        memory.bytes().putLong(-1).putLong(-1);
        memory.clear();
        assertEquals(16, memory.bytes().remaining());
        assertEquals(0, memory.bytes().getLong(0) | memory.bytes().getLong(8));
        assertEquals(ByteOrder.nativeOrder(), memory.bytes().order());
    }
}
