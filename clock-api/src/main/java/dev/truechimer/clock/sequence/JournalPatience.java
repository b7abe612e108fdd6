package dev.truechimer.clock.sequence;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a journal waits.
 *
 * @param writeLimit for one write, for the opening, and for the end
 * @param retryPause after a failed write nobody is let to the disk for so long, or clocks in need would keep it busy
 * @param tickNanos the oscillator by which that is measured, in nanoseconds from any origin; read under the lock of a
 *     journal
 */
public record JournalPatience(Duration writeLimit, Duration retryPause, LongSupplier tickNanos) {

    /** Ten seconds for a write, 10 ms after a failed one. */
    public static JournalPatience usual(LongSupplier tickNanos) {
        return new JournalPatience(Duration.ofSeconds(10), Duration.ofMillis(10), tickNanos);
    }
}
