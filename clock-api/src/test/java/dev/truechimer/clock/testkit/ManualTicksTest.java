package dev.truechimer.clock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The oscillator that is turned by hand. */
class ManualTicksTest {

    @Test
    void standsStillUntilItIsMoved() {
        ManualTicks ticks = new ManualTicks();
        assertEquals(0, ticks.nanos());
        assertEquals(0, ticks.nanos());
        ticks.advanceNanos(5);
        assertEquals(5, ticks.nanos());
        ticks.advance(Duration.ofMillis(1));
        assertEquals(1_000_005, ticks.nanos());
        ticks.advanceNanos(-6);
        assertEquals(999_999, ticks.nanos());
        ticks.set(42);
        assertEquals(42, ticks.nanos());
    }

    @Test
    void wrapsAroundAsOscillatorsDo() {
        ManualTicks ticks = new ManualTicks(Long.MAX_VALUE);
        ticks.advanceNanos(1);
        assertEquals(Long.MIN_VALUE, ticks.nanos());
    }

    @Test
    void isRawUnlessToldOtherwise() {
        assertFalse(new ManualTicks().slewable());
        assertFalse(new ManualTicks(7).slewable());
        assertTrue(new ManualTicks(7, true).slewable());
    }
}
