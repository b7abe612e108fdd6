package dev.truechimer.clock.testkit;

import dev.truechimer.clock.ticks.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/**
 * A wall clock for tests: it runs with an oscillator, usually {@link ManualTicks}, and steps and slews as the test says.
 *
 * <p><b>Unit:</b> nanoseconds since 1970. <b>Threads:</b> any.
 */
public final class ManualWallClock implements InstantSource {

    private static final long MILLION = 1_000_000;

    private final Ticks ticks;
    private long anchorTicks;
    private Instant anchor;
    private long slewPpm;

    /**
     * A wall clock that runs as fast as an oscillator.
     *
     * @param ticks what makes it run
     * @param start what it reads now
     */
    public ManualWallClock(Ticks ticks, Instant start) {
        this.ticks = Objects.requireNonNull(ticks, "ticks");
        this.anchor = Objects.requireNonNull(start, "start");
        this.anchorTicks = ticks.nanos();
    }

    @Override
    public synchronized Instant instant() {
        return at(ticks.nanos());
    }

    private Instant at(long nowTicks) {
        long elapsedNanos = nowTicks - anchorTicks;
        return anchor.plusNanos(elapsedNanos).plusNanos(scaled(elapsedNanos));
    }

    /** One reading, so that ticks that run by themselves lose nothing between two. */
    private void anchorNow(long stepNanos) {
        long nowTicks = ticks.nanos();
        anchor = at(nowTicks).plusNanos(stepNanos);
        anchorTicks = nowTicks;
    }

    /** What slewing added since the anchor, without overflow for any slew. */
    private long scaled(long elapsedNanos) {
        return elapsedNanos / MILLION * slewPpm + elapsedNanos % MILLION * slewPpm / MILLION;
    }

    /**
     * Sets it.
     *
     * @param instant what it reads now
     */
    public synchronized void set(Instant instant) {
        this.anchor = Objects.requireNonNull(instant, "instant");
        this.anchorTicks = ticks.nanos();
    }

    /**
     * Sets it forward or back.
     *
     * @param size how far; negative: back
     */
    public void step(Duration size) {
        stepNanos(size.toNanos());
    }

    /**
     * Sets it forward or back.
     *
     * @param sizeNanos how far, in nanoseconds; negative: back
     */
    public synchronized void stepNanos(long sizeNanos) {
        anchorNow(sizeNanos);
    }

    /**
     * Changes its rate from now on, as a time daemon does.
     *
     * @param ppm how much faster than the oscillator it runs, in millionths; negative: slower; {@code -1,000,000} stops it
     * @throws IllegalArgumentException if {@code ppm < -1,000,000} or {@code ppm > 1,000,000}
     */
    public synchronized void slewPpm(int ppm) {
        if (ppm < -MILLION || ppm > MILLION) {
            throw new IllegalArgumentException("ppm must be -1000000..1000000: " + ppm);
        }
        anchorNow(0);
        this.slewPpm = ppm;
    }
}
