package dev.truechimer.clock;

/** Is told every {@link ClockEvent}, in order. */
@FunctionalInterface
public interface ClockListener {

    /**
     * Called on the timekeeper's thread: return soon. What it throws is logged and otherwise ignored.
     *
     * @param event what changed
     */
    void onEvent(ClockEvent event);
}
