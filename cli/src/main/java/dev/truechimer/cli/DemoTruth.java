package dev.truechimer.cli;

import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ntp.testkit.LoopbackNtpServer;
import java.util.function.LongSupplier;

/**
 * The true time of the demonstration: by definition, so that every reading can be judged exactly.
 *
 * <p><b>Unit:</b> nanoseconds of Unix time. It starts at the host's time and then leaves the host's clock behind: it runs on
 * the same oscillator as the clock under test, but at a rate of its own, as true time does. <b>Threads:</b> any.
 */
final class DemoTruth implements LongSupplier {

    /** A usual error of an oscillator, well within the bound of 200 ppm that the clock assumes. */
    static final long RATE_PPM = 20;

    private static final long PER_MILLION = 1_000_000L;

    private final Ticks ticks;
    private final long startTicks;
    private final long startUnixNanos;

    DemoTruth(Ticks ticks) {
        this.ticks = ticks;
        this.startTicks = ticks.nanos();
        this.startUnixNanos = LoopbackNtpServer.hostClock().getAsLong();
    }

    @Override
    public long getAsLong() {
        long elapsed = ticks.nanos() - startTicks;
        return startUnixNanos + elapsed + elapsed * RATE_PPM / PER_MILLION;
    }
}
