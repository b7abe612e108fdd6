package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.testkit.ManualClock;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Settings are checked where they are made. */
class HybridLogicalClockBuilderTest {

    private final HybridLogicalClock.Builder builder = HybridLogicalClock.builder(new ManualClock());

    @Test
    void maxOffsetIsAMillisecondToADay() {
        for (Duration good :
                new Duration[] {Duration.ofMillis(1), Duration.ofMillis(1).plusNanos(1), Duration.ofDays(1)}) {
            assertEquals(good, builder.maxOffset(good).build().maxOffset());
        }
        for (Duration bad : new Duration[] {
            Duration.ofMillis(1).minusNanos(1),
            Duration.ZERO,
            Duration.ofMillis(-500),
            Duration.ofDays(1).plusNanos(1),
            Duration.ofSeconds(Long.MAX_VALUE)
        }) {
            Exception refusal = assertThrows(IllegalArgumentException.class, () -> builder.maxOffset(bad));
            assertEquals("maxOffset must be PT0.001S..PT24H: " + bad, refusal.getMessage());
        }
    }

    @Test
    void maxOffsetIs500MillisecondsUnlessSet() {
        assertEquals(Duration.ofMillis(500), builder.build().maxOffset());
        assertEquals(
                HybridLogicalClock.DEFAULT_MAX_OFFSET,
                HybridLogicalClock.on(new ManualClock()).maxOffset());
    }

    @Test
    void nothingMayBeNull() {
        assertEquals("clock", message(() -> HybridLogicalClock.on((IntervalClock) null)));
        assertEquals("physicalMicros", message(() -> HybridLogicalClock.on((LongSupplier) null)));
        assertEquals("whatToDo", message(() -> builder.offsetPolicy(null)));
        assertEquals("observer", message(() -> builder.onOffset(null)));
        assertEquals("opened", message(() -> builder.journal(null)));
        assertThrows(NullPointerException.class, () -> builder.maxOffset(null));
    }

    private static String message(Executable call) {
        return assertThrows(NullPointerException.class, call).getMessage();
    }
}
