package dev.truechimer.cli;

import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.Timescale;
import dev.truechimer.ntp.NtpSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options from which a clock is made, the same for each command that asks servers. */
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

    /** The most that a source takes. */
    private static final Duration MOST_FLOOR = Duration.ofHours(1);

    @Option(
            names = "--ntp",
            required = true,
            split = ",",
            arity = "1..*",
            paramLabel = "HOST[:PORT][,...]",
            hideParamSyntax = true,
            description = {
                "An NTP server; several separated by commas or by repeating the option. IPv6 as [::1]:123. The port is 123"
                        + " unless given. Of N servers, (N-1)/2 may lie: three tolerate one, one or two tolerate none."
            })
    private List<HostPort> servers = List.of();

    @Option(
            names = "--fault-tolerance",
            paramLabel = "N",
            description = "How many of the servers may lie at the same time. Default: (number of servers - 1) / 2.")
    private @Nullable Integer faultTolerance;

    @Option(
            names = "--floor",
            paramLabel = "DURATION",
            description = {
                "An error that each server has in any case, added to what it states. Servers that state none need it."
                        + " Default: ${DEFAULT-VALUE}."
            },
            defaultValue = "0s")
    private Duration floor = Duration.ZERO;

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
     * @throws CliException if they don't fit together, or the raw oscillator is wanted and can't be had
     */
    Session open() {
        requireOptionsThatFit();
        Oscillator oscillator = Oscillator.of(ticks);
        Timekeeper.Builder builder = Timekeeper.builder().ticks(oscillator.ticks());
        if (faultTolerance != null) {
            builder.faultTolerance(faultTolerance);
        }
        for (HostPort server : servers) {
            builder.source(NtpSource.builder(server.socketAddress())
                    .name(server.toString())
                    .errorFloor(floor)
                    .build());
        }
        return new Session(builder.start(), timescale.timescale, oscillator);
    }

    private void requireOptionsThatFit() {
        Set<HostPort> seen = new HashSet<>();
        for (HostPort server : servers) {
            if (!seen.add(server)) {
                throw CliException.usage("--ntp names " + server + " twice; a server has one vote");
            }
        }
        if (faultTolerance != null && (faultTolerance < 0 || faultTolerance >= servers.size())) {
            throw CliException.usage("--fault-tolerance must be 0 to " + (servers.size() - 1) + " with "
                    + servers.size() + (servers.size() == 1 ? " server: " : " servers: ") + faultTolerance);
        }
        if (floor.compareTo(MOST_FLOOR) > 0) {
            throw CliException.usage("--floor must be at most 1h");
        }
    }
}
