package dev.truechimer.clock.ticks;

import java.util.Optional;

/**
 * Rests on the clocks of a {@link ClockWatch} and answers whether this host's wall clock and this JVM were sound since
 * it was started.
 *
 * <p><b>Hazard:</b> what is below the thresholds of the watch is not counted; a leap second counts as a step, and where
 * {@code suspendProblem} says so a suspend does, too. <b>Threads:</b> immutable.
 *
 * @param pauses how late its thread ran
 * @param steps how often the wall clock was set
 * @param slews how many stretches the wall clock was slewed for
 * @param suspensions how often this host slept
 * @param suspendProblem why sleep can't be told from a step of the wall clock, and what to do; empty if it can
 * @param failures how often the listener threw, or a clock could not be read
 * @param running whether its thread still watches
 */
public record ClockWatchReport(
        PauseReport pauses,
        long steps,
        long slews,
        long suspensions,
        Optional<String> suspendProblem,
        long failures,
        boolean running) {

    /** One line for people. */
    public String describe() {
        return (running ? "" : "no longer watching; ") + steps + " steps and " + slews + " slews of the wall clock; "
                + suspendProblem
                        .map(problem -> "sleep of this host would look like a step (" + problem + ")")
                        .orElse(suspensions + " times asleep")
                + "; " + pauses.describe() + (failures == 0 ? "" : "; " + failures + " failures, see the log");
    }
}
