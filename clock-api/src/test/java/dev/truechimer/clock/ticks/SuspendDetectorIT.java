package dev.truechimer.clock.ticks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The clocks of a host that does not sleep while it runs this. */
@EnabledOnOs(OS.LINUX)
class SuspendDetectorIT {

    private static final int POLLS = 10_000;

    @Test
    void aHostThatIsAwakeDoesNotSleep() {
        SuspendDetector detector = SuspendDetector.ofHost();
        for (int i = 0; i < POLLS; i++) {
            assertEquals(Optional.empty(), detector.poll());
        }
    }

    /** Whoever starts a watch and says no more has not asked for native access. */
    @Test
    void aWatchLooksForSleepUnlessTheJdkWouldWarn() throws Exception {
        boolean mustBeGranted = Runtime.version().feature() >= 22;
        String ungranted = outputOfWatch(List.of());
        assertTrue(
                mustBeGranted ? ungranted.startsWith("CLOCK_BOOTTIME was not tried") : ungranted.equals("none"),
                ungranted);
        assertEquals(1, ungranted.lines().count(), ungranted);
        if (mustBeGranted) {
            assertEquals("none", outputOfWatch(List.of("--enable-native-access=ALL-UNNAMED")));
        }
    }

    private static String outputOfWatch(List<String> jvmOptions) throws Exception {
        Process child = dev.truechimer.testing.ChildJvm.of(jvmOptions, Child.class.getName(), List.of())
                .start();
        try {
            String output = new String(child.getInputStream().readAllBytes(), UTF_8).strip();
            assertTrue(child.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, child.exitValue(), output);
            return output;
        } finally {
            child.destroyForcibly();
        }
    }

    /** Says why its watch does not look for sleep, and what its JDK has to say about that. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            try (ClockWatch watch = ClockWatch.start(anomaly -> {})) {
                System.out.println(watch.report().suspendProblem().orElse("none"));
            }
        }
    }
}
