package dev.truechimer.clock.host;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The same with the packaged jar, in which a newer JDK finds the class that was compiled for it. */
@EnabledOnOs(OS.LINUX)
class ClockGettimeIT extends ClockGettimeTest {}
