package dev.truechimer.clock.ticks;

import java.time.Duration;

/**
 * Rests on the oscillator of a {@link Stopwatch} and answers "how long did each part take?".
 *
 * <pre>{@code
 * Laps laps = Stopwatch.started().laps();
 * read();
 * long readNanos = laps.lapNanos();
 * write();
 * long writeNanos = laps.lapNanos();
 * }</pre>
 *
 * A lap ends with the same reading with which the next one begins, so nothing is lost between them. <b>Invariant:</b>
 * the laps add up to what the stopwatch said when the last one ended. <b>Unit:</b> nanoseconds of the oscillator's own
 * rate. <b>Range:</b> 0 to 292 years each. <b>Errors:</b> none.
 *
 * <p><b>Threads:</b> confined to one at a time, because a lap needs to remember when it began. That is why laps are not
 * asked of the stopwatch itself, which any thread may read. <b>Hazard:</b> as for {@link Stopwatch}. Where the
 * oscillator goes back by a few nanoseconds from one core to another, the lap is 0, and the next one is shorter by as
 * much.
 */
public final class Laps {

    private final Ticks ticks;
    private long lapStartTicks;

    Laps(Ticks ticks, long startTicks) {
        this.ticks = ticks;
        this.lapStartTicks = startTicks;
    }

    /** Ends a lap and begins the next one. How long it was, in nanoseconds, {@code >= 0}; allocates nothing. */
    public long lapNanos() {
        long lapNanos = Math.max(0, ticks.nanos() - lapStartTicks);
        lapStartTicks += lapNanos;
        return lapNanos;
    }

    /** Ends a lap and begins the next one. How long it was, zero or more. */
    public Duration lap() {
        return Duration.ofNanos(lapNanos());
    }
}
