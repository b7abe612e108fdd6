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

    static void warn(String message, RuntimeException cause) {
        LOG.log(System.Logger.Level.WARNING, message, cause);
    }
}
