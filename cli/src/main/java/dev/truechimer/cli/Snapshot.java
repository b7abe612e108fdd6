package dev.truechimer.cli;

import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockReport.SourceReport;
import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.Reading;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import java.util.List;
import java.util.OptionalLong;

/**
 * What there is to show of one moment.
 *
 * @param reading what the clock said
 * @param timescale on which scale
 * @param oscillator what it runs on, for people
 * @param report why, taken right before the reading
 */
record Snapshot(Reading reading, Timescale timescale, String oscillator, ClockReport report) {

    TimeInterval interval() {
        return reading.interval();
    }

    boolean isBounded() {
        return interval().isBounded();
    }

    /** How far the middle of what a source says is ahead of the middle of what the clock says, in nanoseconds. */
    OptionalLong aheadNanos(SourceReport source) {
        boolean known = source.interval().isBounded() && report.taiInterval().isBounded();
        return known
                ? OptionalLong.of(
                        source.interval().midpointNanos() - report.taiInterval().midpointNanos())
                : OptionalLong.empty();
    }

    /** The names of all sources that have a verdict. */
    List<String> named(Verdict verdict) {
        return report.sources().stream()
                .filter(source -> source.verdict() == verdict)
                .map(SourceReport::name)
                .toList();
    }
}
