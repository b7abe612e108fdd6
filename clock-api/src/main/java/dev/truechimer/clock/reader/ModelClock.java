package dev.truechimer.clock.reader;

import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.Reading;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.engine.ClockModel;
import dev.truechimer.clock.ticks.Ticks;
import java.lang.invoke.VarHandle;
import java.time.InstantSource;

/**
 * Reads the published model: one volatile load, one oscillator reading, one check of the epoch, two multiplies.
 *
 * <p><b>Threads:</b> one writer at a time calls {@link #publish}; any number of readers, wait-free. <b>Ordering:</b> the
 * volatile write of {@link #model} pairs with its volatile read; the model is immutable, so a reader sees one whole model. A
 * reader that was stopped between loading the model and reading the oscillator, across a suspension, is caught by the epoch:
 * it is loaded after the oscillator was read, kept there by a fence, because a compiler may move a plain load, and even a
 * volatile one, ahead of a reading of the oscillator. A model of another epoch than the present one is answered with
 * "unbounded", which is what a disruption leaves.
 * <b>Hot path:</b> each reading builds its result from two longs in one place, so that escape analysis removes it.
 */
public final class ModelClock implements IntervalClock {

    /** Models are replaced several times a second; one as old as this shows that the timekeeper stands still: 10 s. */
    private static final long STALE_TICKS = 10_000_000_000L;

    private final Timescale timescale;
    private final Ticks ticks;
    private volatile ClockModel model;
    private int epoch;

    /**
     * Makes one.
     *
     * @param timescale the scale of the models to be published
     * @param ticks the oscillator to which they refer
     * @param first the first model
     */
    public ModelClock(Timescale timescale, Ticks ticks, ClockModel first) {
        this.timescale = timescale;
        this.ticks = ticks;
        this.epoch = first.epoch;
        this.model = first;
    }

    /** Replaces the model; from one thread at a time. A new epoch is published first, which disowns every older model. */
    public void publish(ClockModel next) {
        if (next.epoch != epoch) {
            epoch = next.epoch;
            VarHandle.fullFence();
        }
        model = next;
    }

    @Override
    public TimeInterval now() {
        ClockModel current = model;
        long d = ticks.nanos() - current.anchorTicks;
        VarHandle.loadLoadFence();
        long earliest = Long.MIN_VALUE;
        long latest = Long.MAX_VALUE;
        long elapsed = elapsed(current, d);
        if (elapsed <= current.validForTicks && current.epoch == epoch) {
            earliest = current.earliestAt(elapsed);
            latest = current.latestAt(elapsed);
        }
        return new TimeInterval(earliest, latest);
    }

    @Override
    public long earliestNanos() {
        ClockModel current = model;
        long d = ticks.nanos() - current.anchorTicks;
        VarHandle.loadLoadFence();
        long elapsed = elapsed(current, d);
        return elapsed <= current.validForTicks && current.epoch == epoch
                ? current.earliestAt(elapsed)
                : Long.MIN_VALUE;
    }

    @Override
    public long latestNanos() {
        ClockModel current = model;
        long d = ticks.nanos() - current.anchorTicks;
        VarHandle.loadLoadFence();
        long elapsed = elapsed(current, d);
        return elapsed <= current.validForTicks && current.epoch == epoch ? current.latestAt(elapsed) : Long.MAX_VALUE;
    }

    @Override
    public Reading read() {
        ClockModel current = model;
        long d = ticks.nanos() - current.anchorTicks;
        VarHandle.loadLoadFence();
        long elapsed = elapsed(current, d);
        if (current.epoch != epoch) {
            ClockStatus then = model.status;
            return new Reading(TimeInterval.UNBOUNDED, then == ClockStatus.CLOSED ? then : ClockStatus.DISRUPTED);
        }
        if (elapsed > current.validForTicks) {
            return new Reading(TimeInterval.UNBOUNDED, coasting(current.status));
        }
        ClockStatus status = elapsed > STALE_TICKS ? coasting(current.status) : current.status;
        return new Reading(new TimeInterval(current.earliestAt(elapsed), current.latestAt(elapsed)), status);
    }

    /**
     * Ticks since the anchor. A reading a little before it comes from another core and counts as at the anchor; one that is
     * further back shows an oscillator that jumped, and counts as beyond every validity.
     */
    private static long elapsed(ClockModel current, long d) {
        if (d >= 0) {
            return d;
        }
        return d >= current.leastTicks ? 0 : Long.MAX_VALUE;
    }

    /** A model that was not replaced in time: whatever it said, the clock coasts now. */
    private static ClockStatus coasting(ClockStatus said) {
        return said == ClockStatus.SYNCHRONIZED ? ClockStatus.HOLDOVER : said;
    }

    @Override
    public TimeInterval intervalAt(long ticksNanos) {
        ClockModel current = model;
        TimeInterval then = current.intervalAt(ticksNanos);
        VarHandle.loadLoadFence();
        return current.epoch == epoch ? then : TimeInterval.UNBOUNDED;
    }

    @Override
    public ClockStatus status() {
        return read().status();
    }

    @Override
    public Timescale timescale() {
        return timescale;
    }

    @Override
    public InstantSource instantSource() {
        return MidpointInstantSource.of(this);
    }
}
