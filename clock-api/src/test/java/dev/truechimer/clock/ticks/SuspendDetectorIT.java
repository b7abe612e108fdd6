package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
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
}
