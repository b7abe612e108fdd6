package dev.truechimer.clock.ticks;

import dev.truechimer.clock.host.KernelTicks;

/**
 * The local oscillator: a count of nanoseconds that no wall-clock step affects, which answers how long something takes
 * and never when it was.
 *
 * <p><b>Unit:</b> nanoseconds of the oscillator's own rate, from an arbitrary origin; all 64 bits are used, so compare
 * two readings by the sign of their difference. <b>Invariant:</b> a later reading is never smaller than an earlier one.
 * <b>Threads:</b> any. <b>Hazard:</b> an oscillator may stand still while the host sleeps, and runs at its own rate,
 * not at that of true time; the timekeeper's rate bound covers the second, and it must notice the first. Where time
 * daemons slew it, its rate changes; steps and leap seconds of the wall clock don't reach it. On bad hardware a thread
 * that migrates to another core may read less than before, which breaks the invariant; {@link ClockProfile} shows it.
 */
@FunctionalInterface
public interface Ticks {

    /** A reading, in nanoseconds. */
    long nanos();

    /**
     * Whether another program on this host can change the rate of these ticks, as a time daemon does when it slews the
     * clock. Decides whether the host's slew bound is added to the rate bound, and whether the rate may be estimated.
     *
     * @return {@code true} unless the implementation knows better
     */
    default boolean slewable() {
        return true;
    }

    /**
     * {@link System#nanoTime()}: works everywhere, needs nothing. On Linux that is CLOCK_MONOTONIC, which time daemons
     * slew.
     */
    static Ticks system() {
        return SystemTicks.INSTANCE;
    }

    /**
     * CLOCK_MONOTONIC_RAW: the oscillator as it is, which no time daemon slews. It has an origin of its own; don't mix
     * its readings with those of {@link #system()}.
     *
     * <p>Linux only, and it needs native access. On JDK 22 and newer that goes through {@code java.lang.foreign} and
     * costs about as much as {@link System#nanoTime()}; grant it with {@code --enable-native-access=ALL-UNNAMED} on the
     * class path or {@code --enable-native-access=dev.truechimer.clock} on the module path. Without it these JDKs warn
     * on first use or refuse, depending on {@code --illegal-native-access}. On older JDKs it goes through JNA, which
     * must then be on the class path ({@code net.java.dev.jna:jna}) or the module path ({@code
     * net.java.dev.jna:jna-jpms}), and costs about four times as much. JNA loads the C library by the name {@code c};
     * where that is not its name, the system property {@code truechimer.libc} gives another name or an absolute path.
     *
     * @return always the same instance; {@link #slewable()} is {@code false}, and a reading allocates nothing
     * @throws UnsupportedOperationException if this host can't give it; the message says what is missing and what to do
     */
    static Ticks monotonicRaw() {
        return KernelTicks.monotonicRaw();
    }

    /**
     * CLOCK_BOOTTIME: runs on while the host sleeps, at the rate of {@link #system()} on Linux otherwise. Answers how
     * long ago something was on a host that may have slept in between. It has an origin of its own; don't mix its
     * readings with those of {@link #system()} or {@link #monotonicRaw()}.
     *
     * <p>Linux only. What it needs and costs is said at {@link #monotonicRaw()}. <b>Hazard:</b> time daemons slew it; a
     * virtual machine that its host has stopped does not know of it, and this clock does not count that time either.
     *
     * @return always the same instance; {@link #slewable()} is {@code true}, and a reading allocates nothing
     * @throws UnsupportedOperationException if this host can't give it; the message says what is missing and what to do
     */
    static Ticks boottime() {
        return KernelTicks.boottime();
    }
}
