package dev.truechimer.ptp.device;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A value of a hardware clock, read between two stamps.
 *
 * <p><b>Threads:</b> immutable. Which clock the stamps are of, {@link PhcAnswer} says.
 *
 * @param beforeNanos a stamp taken before the clock was read, in nanoseconds
 * @param phcNanos what the hardware clock showed, in nanoseconds since its own origin
 * @param afterNanos a stamp taken after the clock was read, in nanoseconds; the same as before, if one instant was caught on
 *     both
 */
public record PhcSample(long beforeNanos, long phcNanos, long afterNanos) {

    /** Reads one from three times in a row; empty if one of them is no time. */
    static Optional<PhcSample> read(ByteBuffer bytes, int at) {
        OptionalLong before = PtpClockTime.read(bytes, at);
        OptionalLong phc = PtpClockTime.read(bytes, at + PtpClockTime.BYTES);
        OptionalLong after = PtpClockTime.read(bytes, at + 2 * PtpClockTime.BYTES);
        return before.isPresent() && phc.isPresent() && after.isPresent()
                ? Optional.of(new PhcSample(before.getAsLong(), phc.getAsLong(), after.getAsLong()))
                : Optional.empty();
    }
}
