package dev.truechimer.clock.ticks;

/** What is logged about the wall clock unless somebody else wants to know it. */
final class StepLog {

    private static final System.Logger LOG = System.getLogger(MonotonicWallClock.class.getName());

    private StepLog() {}

    static void step(WallClockStep step) {
        LOG.log(
                System.Logger.Level.WARNING,
                () -> "The wall clock was set " + (step.isBackward() ? "back by " : "forward by ")
                        + step.size().abs()
                        + (step.isBackward() ? "; MonotonicWallClock goes on slower until it has caught up" : ""));
    }

    /** Also by a log that fails: nobody asks for the time to hear of that. */
    static void warn(String message, RuntimeException cause) {
        try {
            LOG.log(System.Logger.Level.WARNING, message, cause);
        } catch (RuntimeException e) {
            // Then the clock's report is all there is to see it.
            if (e != cause) {
                cause.addSuppressed(e);
            }
        }
    }
}
