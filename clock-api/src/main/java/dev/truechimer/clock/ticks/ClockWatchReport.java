package dev.truechimer.clock.ticks;

import java.util.Optional;

/**
 * What a {@link ClockWatch} has seen since it was started: answers whether this host's clocks and this JVM were sound.
 *
 * <p><b>Threads:</b> immutable.
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
