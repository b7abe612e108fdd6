package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class MonotonicRawTicksTest extends KernelTicksContract {

    @Override
    Ticks ticks() {
        return Ticks.monotonicRaw();
    }

    @Override
    String factory() {
        return "monotonicRaw";
    }

    @Override
    String clock() {
        return "CLOCK_MONOTONIC_RAW";
    }

    @Test
    void canNotBeSlewed() {
        assertFalse(Ticks.monotonicRaw().slewable());
    }
}
