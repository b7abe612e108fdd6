package dev.truechimer.clock.host;

import dev.truechimer.clock.ticks.Ticks;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A clock of the Linux kernel that the JDK does not read: CLOCK_MONOTONIC_RAW, which adjtimex does not slew, or
 * CLOCK_BOOTTIME, which runs on while the host sleeps.
 *
 * <p><b>Unit:</b> nanoseconds since an unspecified start, in practice the boot. <b>Threads:</b> immutable; the buffers
 * beneath are per thread. <b>Hazard:</b> the raw count stands still while the host sleeps; the other is slewed.
 * <b>Source:</b> clock_gettime(2).
 */
public final class KernelTicks implements Ticks {

    private final String name;
    private final HostClock clock;
    private final boolean slewable;

    private KernelTicks(HostClock clock, boolean slewable) {
        this.name = "CLOCK_" + clock;
        this.clock = clock;
        this.slewable = slewable;
    }

    /**
     * CLOCK_MONOTONIC_RAW: the only instance, which has proved that it can be read.
     *
     * @throws UnsupportedOperationException if this host can't give it; the message says what is missing and what to do
     */
    public static KernelTicks monotonicRaw() {
        return MonotonicRaw.ONCE.ticks();
    }

    /**
     * CLOCK_BOOTTIME: the only instance, which has proved that it can be read.
     *
     * @throws UnsupportedOperationException if this host can't give it; the message says what is missing and what to do
     */
    public static KernelTicks boottime() {
        return Boottime.ONCE.ticks();
    }

    /**
     * Whether the first use of these clocks makes no noise: newer JDKs warn on standard error if native access was not
     * granted. What nobody has asked for in particular should look here first.
     */
    public static boolean areQuiet() {
        return ClockGettime.hasNativeAccess();
    }

    @Override
    public long nanos() {
        return clock.nanos();
    }

    @Override
    public boolean slewable() {
        return slewable;
    }

    @Override
    public String toString() {
        return name + " through " + ClockGettime.route();
    }

    /** Tried when first asked for, and apart from the other one. */
    private static final class MonotonicRaw {
        static final Attempt ONCE = Attempt.make(new KernelTicks(HostClock.MONOTONIC_RAW, false), "use Ticks.system()");
    }

    /** Tried when first asked for, and apart from the other one. */
    private static final class Boottime {
        static final Attempt ONCE = Attempt.make(
                new KernelTicks(HostClock.BOOTTIME, true),
                "use Ticks.system(), which stands still while the host sleeps");
    }

    /** The outcome of the first use. It does not change while this JVM lives, so it is kept, good or bad. */
    private record Attempt(
            KernelTicks made,
            @Nullable String problem,
            @Nullable Throwable cause) {

        KernelTicks ticks() {
            if (problem != null) {
                throw new UnsupportedOperationException(problem, cause);
            }
            return made;
        }

        static Attempt make(KernelTicks ticks, String instead) {
            String os = System.getProperty("os.name", "");
            if (!os.toLowerCase(Locale.ROOT).startsWith("linux")) {
                return failed(ticks, "only Linux has this clock, and this is " + os, instead, null);
            }
            try {
                long firstNanos = ticks.nanos();
                long secondNanos = ticks.nanos();
                if (secondNanos < firstNanos) {
                    return failed(ticks, "it went backwards, from " + firstNanos + " to " + secondNanos, instead, null);
                }
                return new Attempt(ticks, null, null);
            } catch (LinkageError | RuntimeException e) {
                return failed(ticks, ClockGettime.remedyFor(e), instead, e);
            }
        }

        private static Attempt failed(KernelTicks ticks, String reason, String instead, @Nullable Throwable cause) {
            return new Attempt(ticks, ticks.name + " can't be read: " + reason + "; or " + instead, cause);
        }
    }
}
