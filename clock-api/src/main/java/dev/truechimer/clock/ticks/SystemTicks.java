package dev.truechimer.clock.ticks;

import dev.truechimer.clock.host.ReadsHostClock;

/**
 * The one place that calls {@link System#nanoTime()}.
 *
 * <p><b>Threads:</b> immutable.
 */
final class SystemTicks implements Ticks {

    static final SystemTicks INSTANCE = new SystemTicks();

    private SystemTicks() {}

    @Override
    @ReadsHostClock
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public String toString() {
        return "System.nanoTime";
    }
}
