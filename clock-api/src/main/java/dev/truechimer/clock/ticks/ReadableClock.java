package dev.truechimer.clock.ticks;

import dev.truechimer.clock.ticks.ClockProfile.Kind;
import java.util.function.LongSupplier;

/**
 * A clock to be profiled. <b>Threads:</b> any, together.
 *
 * @param name what people call it
 * @param kind what it is for
 * @param nanos a reading in nanoseconds, of which all 64 bits are used
 */
record ReadableClock(String name, Kind kind, LongSupplier nanos) {}
