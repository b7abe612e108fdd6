package dev.truechimer.clock.ticks;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class MonotonicRawTicksIT extends PackagedKernelTicksContract {

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
}
