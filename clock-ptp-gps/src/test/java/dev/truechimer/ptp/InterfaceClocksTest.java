package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which clock an interface has, by a folder that stands in for the system's. */
class InterfaceClocksTest {

    @TempDir
    private Path net;

    @Test
    void theClockOfAnInterfaceIsFound() throws Exception {
        Files.createDirectories(net.resolve("eth0/device/ptp/ptp3"));
        Files.createDirectories(net.resolve("eth0/device/ptp/other"));
        assertEquals(Optional.of(Path.of("/dev/ptp3")), clocks().of("eth0"));
    }

    @Test
    void anInterfaceWithoutOneHasNone() throws Exception {
        Files.createDirectories(net.resolve("eth1/device/ptp"));
        assertEquals(Optional.empty(), clocks().of("eth1"));
        assertEquals(Optional.empty(), clocks().of("eth2"));
    }

    /** The name comes from a socket. */
    @Test
    void aNameThatLeadsElsewhereIsNone() throws Exception {
        Files.createDirectories(net.resolve("a/device/ptp/ptp0"));
        Files.createDirectories(net.resolve("device/ptp/ptp0"));
        for (String name : new String[] {".", "..", "a/../a", "x/../a", "", "a\0", "a b", "a234567890123456"}) {
            assertEquals(Optional.empty(), clocks().of(name), name);
        }
    }

    @Test
    void whatTheUserSaysCounts() {
        Path declared = Path.of("/dev/ptp7");
        assertEquals(Optional.of(declared), new InterfaceClocks(Optional.of(declared), net).of("../.."));
    }

    private InterfaceClocks clocks() {
        return new InterfaceClocks(Optional.empty(), net);
    }
}
