package dev.truechimer.clock.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ClockGettimeTest {

    private static final int CLOCK_REALTIME = 0;
    private static final int NO_CLOCK = 99;

    /** The one clock of the kernel that Java can read too: seconds and nanoseconds are put together rightly. */
    @Test
    @ReadsHostClock
    void readsWhatTheJdkReads() {
        Instant before = Instant.now();
        long nanos = ClockGettime.nanos(CLOCK_REALTIME);
        Instant after = Instant.now().plusNanos(1_000); // A JDK may truncate its reading to microseconds.

        Instant reading = Instant.ofEpochSecond(0, nanos);
        assertTrue(!reading.isBefore(before) && !reading.isAfter(after), () -> before + ", " + reading + ", " + after);
    }

    @Test
    void saysThatTheKernelLacksAClock() {
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> ClockGettime.nanos(NO_CLOCK));
        assertEquals("the kernel has no clock with the id 99", refusal.getMessage());
        assertEquals(refusal.getMessage(), ClockGettime.remedyFor(refusal));
    }
}
