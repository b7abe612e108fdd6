package dev.truechimer.clock.source;

import java.time.Duration;

/**
 * A source of claims about true time.
 *
 * <p><b>Life:</b> a source opens nothing until {@link #start}, which is called once, by the timekeeper that owns it; {@link
 * #close} at most once by it, also when {@code start} threw. A source that was never started needs no close. <b>Threads:</b>
 * all methods are called from any thread; none may block for long.
 */
public interface TimeSource extends AutoCloseable {

    /** The name in reports and events; unique among the sources of a timekeeper. */
    String name();

    /**
     * Starts measuring. Called once, by the timekeeper that owns this source.
     *
     * @param context the oscillator to stamp with, and where the results go
     * @throws SourceInUseException if it was started before; it is then not closed
     */
    void start(SourceContext context);

    /**
     * The longest time between two measurements. Claims older than eight of these are forgotten.
     *
     * @return positive; 1024 s unless overridden
     */
    default Duration longestPollInterval() {
        return Duration.ofSeconds(1024);
    }

    /** Stops measuring and ends every thread and socket that this source alone uses. Later calls do nothing. */
    @Override
    void close();
}
