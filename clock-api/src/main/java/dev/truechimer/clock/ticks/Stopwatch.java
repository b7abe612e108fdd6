package dev.truechimer.clock.ticks;

import java.time.Duration;
import java.util.Objects;

/**
 * Rests on the oscillator and answers "how long did that take?"; what somebody does to the wall clock meanwhile does
 * not show.
 *
 * <pre>{@code
 * Stopwatch watch = Stopwatch.started();
 * work();
 * log(watch.elapsedNanos());
 * }</pre>
 *
 * It runs from its making on and can't be stopped or reset, so it is never in the wrong state: whoever wants to keep a
 * reading keeps the number, whoever wants to start again makes another one, whoever wants the parts takes {@link
 * #laps()}.
 *
 * <p><b>Unit:</b> nanoseconds of the oscillator's own rate. <b>Range:</b> 0 to 292 years. <b>Threads:</b> immutable;
 * any thread may ask. <b>Errors:</b> none.
 *
 * <p><b>Hazard:</b> <i>suspend:</i> {@link Ticks#system()} on Linux stands still while the host sleeps, and so does
 * this. <i>Slew:</i> a time daemon may change the rate of {@link Ticks#system()}, on Linux by at most 10 % and usually
 * by less than 0.05 %; it does not change that of {@link Ticks#monotonicRaw()}. <i>Step and leap second:</i> no effect.
 * <i>Core migration:</i> where the oscillators of two cores disagree, a reading may be early by as much; it is never
 * below 0.
 */
public final class Stopwatch {

    private final Ticks ticks;
    private final long startTicks;

    private Stopwatch(Ticks ticks) {
        this.ticks = ticks;
        this.startTicks = ticks.nanos();
    }

    /** One that starts now, on {@link Ticks#system()}. */
    public static Stopwatch started() {
        return new Stopwatch(Ticks.system());
    }

    /**
     * One that starts now, on another oscillator.
     *
     * @param ticks what it counts
     */
    public static Stopwatch started(Ticks ticks) {
        return new Stopwatch(Objects.requireNonNull(ticks, "ticks"));
    }

    /**
     * How long ago it was started, in nanoseconds, {@code >= 0}: one reading of the oscillator, and it allocates
     * nothing.
     */
    public long elapsedNanos() {
        return Math.max(0, ticks.nanos() - startTicks);
    }

    /** How long ago it was started, zero or more. */
    public Duration elapsed() {
        return Duration.ofNanos(elapsedNanos());
    }

    /** A counter of laps whose first lap began when this was started. Each call makes another one. */
    public Laps laps() {
        return new Laps(ticks, startTicks);
    }

    /** How long ago it was started, for a log. */
    @Override
    public String toString() {
        return elapsed().toString();
    }
}
