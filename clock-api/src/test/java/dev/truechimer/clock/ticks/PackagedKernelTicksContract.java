package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A clock of the kernel from the packaged jar, in which a newer JDK finds the classes that were compiled for it. */
abstract class PackagedKernelTicksContract extends TicksContract {

    /** The build compiles the classes for newer JDKs whenever it runs on one, and tests run on the JDK of the build. */
    private static final boolean HAS_FOREIGN = Runtime.version().feature() >= 22;

    /** The factory of {@link Ticks}. */
    abstract String factory();

    /** The kernel's name for it. */
    abstract String clock();

    @Test
    void runsFromTheJar() {
        String location =
                Ticks.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        assertTrue(location.endsWith(".jar"), location);
    }

    @Test
    void goesThroughWhatThisJdkOffers() {
        String route = HAS_FOREIGN ? "java.lang.foreign" : "JNA";
        assertEquals(clock() + " through " + route, ticks().toString());
    }

    @Test
    void needsJnaOnOlderJdksOnly() throws Exception {
        try (IsolatedTicks isolated = IsolatedTicks.with(Ticks.class)) {
            if (HAS_FOREIGN) {
                assertEquals(
                        clock() + " through java.lang.foreign",
                        isolated.make(factory()).toString());
            } else {
                String message = assertThrows(UnsupportedOperationException.class, () -> isolated.make(factory()))
                        .getMessage();
                assertTrue(message.contains("add net.java.dev.jna:jna"), message);
            }
        }
    }
}
