package dev.truechimer.clock;

/** Is told every {@link ClockEvent}, in order. */
@FunctionalInterface
public interface ClockListener {

    /**
     * Called on the timekeeper's thread, which also takes in claims: while a listener blocks, the clock ages and does not
     * improve, and {@link Timekeeper#awaitSynchronized} called in it can only time out. Hand longer work to a thread of your
     * own. What it throws is logged and otherwise ignored.
     *
     * @param event what changed
     */
    void onEvent(ClockEvent event);
}
