package dev.truechimer.clock.host;

import dev.truechimer.clock.ticks.Ticks;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * CLOCK_MONOTONIC_RAW of Linux: the oscillator's own count, which adjtimex does not slew.
 *
 * <p><b>Unit:</b> nanoseconds since an unspecified start, in practice the boot. <b>Threads:</b> immutable; the buffers
 * beneath are per thread. <b>Hazard:</b> the count stands still while the host sleeps. <b>Source:</b> clock_gettime(2).
 */
public final class MonotonicRawTicks implements Ticks {

    /** From linux/time.h; the number is the same on all architectures. */
    private static final int CLOCK_MONOTONIC_RAW = 4;

    private MonotonicRawTicks() {}

    /**
     * The only instance, which has proved that it can be read.
     *
     * @throws UnsupportedOperationException if this host can't give it; the message says what is missing and what to do
     */
    public static MonotonicRawTicks instance() {
        MonotonicRawTicks ticks = Attempt.ONCE.ticks;
        if (ticks == null) {
            throw new UnsupportedOperationException(Attempt.ONCE.problem, Attempt.ONCE.cause);
        }
        return ticks;
    }

    @Override
    public long nanos() {
        return ClockGettime.nanos(CLOCK_MONOTONIC_RAW);
    }

    @Override
    public boolean slewable() {
        return false;
    }

    @Override
    public String toString() {
        return "CLOCK_MONOTONIC_RAW through " + ClockGettime.route();
    }

    /** The outcome of the first use. It does not change while this JVM lives, so it is kept, good or bad. */
    private record Attempt(
            @Nullable MonotonicRawTicks ticks,
            @Nullable String problem,
            @Nullable Throwable cause) {

        static final Attempt ONCE = make();

        private static Attempt make() {
            String os = System.getProperty("os.name", "");
            if (!os.toLowerCase(Locale.ROOT).startsWith("linux")) {
                return failed("only Linux has this clock, and this is " + os, null);
            }
            try {
                MonotonicRawTicks ticks = new MonotonicRawTicks();
                long firstNanos = ticks.nanos();
                long secondNanos = ticks.nanos();
                if (secondNanos < firstNanos) {
                    return failed("it went backwards, from " + firstNanos + " to " + secondNanos, null);
                }
                return new Attempt(ticks, null, null);
            } catch (LinkageError | RuntimeException e) {
                return failed(ClockGettime.remedyFor(e), e);
            }
        }

        private static Attempt failed(String reason, @Nullable Throwable cause) {
            return new Attempt(null, "CLOCK_MONOTONIC_RAW can't be read: " + reason + "; or use Ticks.system()", cause);
        }
    }
}
