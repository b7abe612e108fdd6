package dev.truechimer.clock.ticks;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class BoottimeTicksIT extends PackagedKernelTicksContract {

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
}
