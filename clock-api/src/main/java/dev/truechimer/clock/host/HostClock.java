package dev.truechimer.clock.host;

/**
 * The clocks of the Linux kernel. Reading one needs native access or JNA, and costs what {@link
 * dev.truechimer.clock.ticks.Ticks#monotonicRaw()} says.
 *
 * <p><b>Unit:</b> nanoseconds since the clock's own origin. <b>Source:</b> clock_gettime(2); the numbers are from
 * linux/time.h, where they are the same for all architectures.
 */
public enum HostClock {
    /** UTC as this host believes it to be, since 1970; steps and is slewed. */
    REALTIME(0),
    /** What {@code System.nanoTime()} reads; slewed, never stepped; stands still while the host sleeps. */
    MONOTONIC(1),
    /** The oscillator as it is: neither slewed nor stepped; stands still while the host sleeps. */
    MONOTONIC_RAW(4),
    /** As {@link #MONOTONIC}, but runs on while the host sleeps. */
    BOOTTIME(7),
    /** {@link #REALTIME} plus what the kernel was told TAI − UTC is, which is 0 on most hosts: nothing to trust. */
    TAI(11);

    private final int id;

    HostClock(int id) {
        this.id = id;
    }

    /**
     * Reads it.
     *
     * @throws LinkageError if there is neither native access nor JNA
     * @throws IllegalStateException if the kernel refuses the clock
     */
    public long nanos() {
        return ClockGettime.nanos(id);
    }
}
