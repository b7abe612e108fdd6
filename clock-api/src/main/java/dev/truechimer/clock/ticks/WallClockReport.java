package dev.truechimer.clock.ticks;

import java.util.Optional;

/**
 * What a {@link MonotonicWallClock} knows about itself and has seen of the wall clock, at one moment. Rests on that
 * clock's last look at the wall clock; answers "may I trust its time of day, and what happened to it?".
 *
 * <p><b>Hazard:</b> what the wall clock did since the last look is not in it; what the wall clock itself is wrong by
 * never is. <b>Threads:</b> immutable.
 *
 * @param nanos the time, nanoseconds since 1970
 * @param leadNanos how far that is ahead of the wall clock, which was set or slewed back, or, after a restart, is below
 * a {@link DurableFloor}, and has not caught up; a few nanoseconds may come from reading it alone; 0 if it is not
 * @param uncertaintyNanos by how much clock and wall clock may differ beside the lead, as of the last look; {@code >=
 * 0}
 * @param stepsForward how often the wall clock was set forward by more than the threshold
 * @param stepsBack how often it was set back by more than the threshold
 * @param unreadable how often it could not be read, or said a time that can't be
 * @param lastStep the last step, if there was one
 */
public record WallClockReport(
        long nanos,
        long leadNanos,
        long uncertaintyNanos,
        long stepsForward,
        long stepsBack,
        long unreadable,
        Optional<WallClockStep> lastStep) {

    /** Whether the clock is ahead of the wall clock, by however little, and waits for it at a slower rate. */
    public boolean isCoasting() {
        return leadNanos > 0;
    }
}
