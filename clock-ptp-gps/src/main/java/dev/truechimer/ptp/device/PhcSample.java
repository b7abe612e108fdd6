package dev.truechimer.ptp.device;

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
public record PhcSample(long beforeNanos, long phcNanos, long afterNanos) {}
