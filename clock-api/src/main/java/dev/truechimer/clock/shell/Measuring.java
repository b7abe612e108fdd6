package dev.truechimer.clock.shell;

/**
 * What a source does on its own thread: one turn after the other.
 *
 * <p><b>Threads:</b> {@link #turn} and {@link #end} run on the source's thread, {@link #wake} on any. Failures of the
 * world outside are the turn's to report; what it throws counts as a fault of the source itself.
 */
public interface Measuring {

    /**
     * Measures once, or waits for something for about a second at most.
     *
     * @return how long to wait until the next turn, in nanoseconds, {@code >= 0}
     * @throws InterruptedException never unless the source is being closed
     */
    long turn() throws InterruptedException;

    /** Ends a turn that blocks, if its thread's interrupt does not: called when the source is closed. */
    default void wake() {}

    /** Closes what was opened; called once, after the last turn. */
    void end();
}
