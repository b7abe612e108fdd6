package dev.truechimer.clock.ticks;

/**
 * Something that makes readings of this host's clocks disagree with what a program believes of them: each kind says
 * which two clocks it was told from. It answers what happened, how large it was, how certain that is, and when.
 *
 * <p><b>Unit:</b> nanoseconds. Readings of an oscillator, {@code ...Ticks}, are those of the oscillator that the
 * detector was given. <b>Threads:</b> immutable.
 */
public sealed interface ClockAnomaly permits WallClockStep, WallClockSlew, Pause, Suspension {

    /** One line for people: what happened, and the size with its uncertainty. */
    String describe();
}
