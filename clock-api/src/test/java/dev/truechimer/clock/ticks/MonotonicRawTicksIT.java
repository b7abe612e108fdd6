package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The packaged jar, in which a newer JDK finds the classes that were compiled for it. */
@EnabledOnOs(OS.LINUX)
class MonotonicRawTicksIT extends TicksContract {

    /** The build compiles the classes for newer JDKs whenever it runs on one, and tests run on the JDK of the build. */
    private static final boolean HAS_FOREIGN = Runtime.version().feature() >= 22;

    @Override
    Ticks ticks() {
        return Ticks.monotonicRaw();
    }

    @Test
    void runsFromTheJar() {
        String location =
                Ticks.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        assertTrue(location.endsWith(".jar"), location);
    }

    @Test
    void goesThroughWhatThisJdkOffers() {
        String route = HAS_FOREIGN ? "java.lang.foreign" : "JNA";
        assertEquals(
                "CLOCK_MONOTONIC_RAW through " + route, Ticks.monotonicRaw().toString());
    }

    @Test
    void needsJnaOnOlderJdksOnly() throws Exception {
        try (IsolatedTicks isolated = IsolatedTicks.with(Ticks.class)) {
            if (HAS_FOREIGN) {
                assertEquals(
                        "CLOCK_MONOTONIC_RAW through java.lang.foreign",
                        isolated.monotonicRaw().toString());
            } else {
                String message = assertThrows(UnsupportedOperationException.class, isolated::monotonicRaw)
                        .getMessage();
                assertTrue(message.contains("add net.java.dev.jna:jna"), message);
            }
        }
    }
}
