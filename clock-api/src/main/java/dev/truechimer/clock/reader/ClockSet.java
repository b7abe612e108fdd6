package dev.truechimer.clock.reader;

import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.engine.ClockModel;
import dev.truechimer.clock.engine.TaiModel;
import dev.truechimer.clock.engine.TimescaleMap;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.ticks.Ticks;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The clocks of one timekeeper, one a timescale, which are always published together. <b>Threads:</b> one writer. */
public final class ClockSet {

    private final Map<Timescale, ModelClock> clocks = new EnumMap<>(Timescale.class);
    private final Map<Timescale, TimescaleMap> maps = new EnumMap<>(Timescale.class);
    private final long tickErrorNanos;

    /**
     * Makes the clocks.
     *
     * @param ticks the oscillator
     * @param tickErrorNanos r
     * @param leapSeconds the leap seconds in force
     * @param first what the engine says first
     */
    public ClockSet(Ticks ticks, long tickErrorNanos, LeapSeconds leapSeconds, TaiModel first) {
        this.tickErrorNanos = tickErrorNanos;
        for (Timescale timescale : Timescale.values()) {
            TimescaleMap map = TimescaleMap.of(timescale, leapSeconds);
            maps.put(timescale, map);
            clocks.put(timescale, new ModelClock(timescale, ticks, ClockModel.of(first, map, tickErrorNanos)));
        }
    }

    /** Publishes what the engine says to every clock. */
    public void publish(TaiModel next) {
        clocks.forEach((timescale, clock) -> clock.publish(ClockModel.of(next, mapOf(timescale), tickErrorNanos)));
    }

    private TimescaleMap mapOf(Timescale timescale) {
        return Objects.requireNonNull(maps.get(timescale), "every timescale has a map");
    }

    /** The clock on a scale. */
    public IntervalClock clock(Timescale timescale) {
        return Objects.requireNonNull(clocks.get(timescale), "every timescale has a clock");
    }
}
