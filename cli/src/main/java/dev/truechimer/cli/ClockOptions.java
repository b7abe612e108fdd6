package dev.truechimer.cli;

import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.Timescale;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options from which a clock is made, the same for each command that asks sources of time. */
final class ClockOptions {

    /** The scales by the names that they have on the command line. */
    enum Scale {
        UTC(Timescale.UTC),
        SMEARED(Timescale.SMEARED_UTC),
        TAI(Timescale.TAI);

        private final Timescale timescale;

        Scale(Timescale timescale) {
            this.timescale = timescale;
        }

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private SourceOptions sources = new SourceOptions();

    @Option(
            names = "--fault-tolerance",
            paramLabel = "N",
            description = "How many of the sources may lie at the same time. Default: (number of sources - 1) / 2.")
    private @Nullable Integer faultTolerance;

    @Option(
            names = "--timescale",
            paramLabel = "SCALE",
            description = "The scale of the reading: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "utc")
    private Scale timescale = Scale.UTC;

    @Option(
            names = "--ticks",
            paramLabel = "TICKS",
            description = {
                "The oscillator: ${COMPLETION-CANDIDATES}. raw is CLOCK_MONOTONIC_RAW, which no daemon slews; auto takes"
                        + " it if this host gives it, else the system's. Default: ${DEFAULT-VALUE}."
            },
            defaultValue = "auto")
    private Oscillator.Choice ticks = Oscillator.Choice.AUTO;

    /**
     * Starts the clock that the options describe.
     *
     * @throws CliException if they don't fit together, or what they want of this host can't be had
     */
    Session open() {
        sources.requireThatTheyFit();
        requireFaultsToTolerate(sources.votes());
        Oscillator oscillator = Oscillator.of(ticks);
        Timekeeper.Builder builder = Timekeeper.builder().ticks(oscillator.ticks());
        if (faultTolerance != null) {
            builder.faultTolerance(faultTolerance);
        }
        sources.addTo(builder);
        try {
            return new Session(builder.start(), timescale.timescale, oscillator);
        } catch (UnsupportedOperationException e) {
            // What a source needs of this host is missing; it says what to add.
            throw CliException.failed(String.valueOf(e.getMessage()));
        }
    }

    private void requireFaultsToTolerate(int count) {
        if (faultTolerance != null && (faultTolerance < 0 || faultTolerance >= count)) {
            throw CliException.usage("--fault-tolerance must be 0 to " + (count - 1) + " with " + count
                    + (count == 1 ? " source: " : " sources: ") + faultTolerance);
        }
    }
}
