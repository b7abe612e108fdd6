package dev.truechimer.cli;

import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.Reading;
import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.Timescale;

/**
 * A running clock, as the options describe it.
 *
 * @param timekeeper owned by this
 * @param timescale the scale that the user wants
 * @param oscillator what it runs on
 */
record Session(Timekeeper timekeeper, Timescale timescale, Oscillator oscillator) implements AutoCloseable {

    /** A reading of now, and the report of the same moment. */
    Snapshot snapshot() {
        ClockReport report = timekeeper.report();
        Reading reading = timekeeper.clock(timescale).read();
        return new Snapshot(reading, timescale, oscillator.name(), report);
    }

    @Override
    public void close() {
        timekeeper.close();
    }
}
