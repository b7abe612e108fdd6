package dev.truechimer.ptp.device;

import dev.truechimer.clock.host.RealtimeReading;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one question to a device brought, with the oscillator's readings around it.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param method how it was asked
 * @param beforeTicks the oscillator before the question
 * @param samples what the hardware clock showed, each between two stamps; the clock was read after {@code beforeTicks} and
 *     before {@code afterTicks}
 * @param afterTicks the oscillator after the answer
 * @param wall what turns the stamps, which are of CLOCK_REALTIME, into oscillator readings; null if they are some
 */
public record PhcAnswer(
        PhcMethod method,
        long beforeTicks,
        List<PhcSample> samples,
        long afterTicks,
        @Nullable Wall wall) {

    /** Copies the list. */
    public PhcAnswer {
        Objects.requireNonNull(method, "method");
        samples = List.copyOf(samples);
    }

    /**
     * The wall clock against the oscillator, before the question and after the answer.
     *
     * @param before all of it before {@code beforeTicks}
     * @param after all of it after {@code afterTicks}
     */
    public record Wall(RealtimeReading before, RealtimeReading after) {}
}
