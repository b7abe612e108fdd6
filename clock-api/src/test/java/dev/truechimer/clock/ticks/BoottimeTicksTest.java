package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class BoottimeTicksTest extends KernelTicksContract {

    private static final long SECOND = 1_000_000_000L;

    @Override
    Ticks ticks() {
        return Ticks.boottime();
    }

    @Override
    String factory() {
        return "boottime";
    }

    @Override
    String clock() {
        return "CLOCK_BOOTTIME";
    }

    @Test
    void canBeSlewed() {
        assertTrue(Ticks.boottime().slewable());
    }

    @Test
    void isNotTheRawClock() {
        assertNotSame(Ticks.monotonicRaw(), Ticks.boottime());
    }

    /** /proc/uptime counts the time asleep, as this clock does, with two decimals of a second. */
    @Test
    void countsSinceTheBoot() throws IOException {
        long before = uptimeNanos();
        long nanos = Ticks.boottime().nanos();
        long after = uptimeNanos() + SECOND / 100;
        assertTrue(before <= nanos && nanos <= after, () -> before + " <= " + nanos + " <= " + after);
    }

    private static long uptimeNanos() throws IOException {
        String uptime = Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0];
        return Long.parseLong(uptime.replace(".", "")) * (SECOND / 100);
    }
}
