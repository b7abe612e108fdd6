package dev.truechimer.cli;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say more about the sources of a kind; each counts for all of its kind. */
final class SourceDetails {

    /** The most that a source takes. */
    private static final Duration MOST_FLOOR = Duration.ofHours(1);

    @Option(
            names = "--floor",
            paramLabel = "DURATION",
            description = {
                "An error that each source but --phc has in any case, added to what it states. Those that state none need"
                        + " it. Default: 0s."
            })
    private @Nullable Duration floor;

    @Option(
            names = "--phc-error",
            paramLabel = "DURATION",
            description = "Declares how far the hardware clocks are from true time at most.")
    private @Nullable Duration phcError;

    @Option(
            names = "--phc-utc",
            description = {
                "Declares that the hardware clocks, and that of a --ptp4l whose master does not say, show UTC. Default: TAI, or"
                        + " what is known of their kind."
            })
    private boolean phcUtc;

    @Option(
            names = "--ptp-domain",
            paramLabel = "N",
            description = "The PTP domain of --ptp and --ptp4l, 0 to 255. Default: 0.")
    private @Nullable Integer domain;

    @Option(
            names = "--ptp-master",
            split = ",",
            paramLabel = "ADDRESS[,...]",
            hideParamSyntax = true,
            converter = Address.class,
            description = "The addresses of PTP masters that are asked by unicast. Default: multicast.")
    private List<InetAddress> masters = List.of();

    @Option(
            names = "--ptp-utc",
            description = {
                "Declares that PTP masters which do not say that they send TAI send UTC, as ptp4l -S does. Default: such"
                        + " masters are refused."
            })
    private boolean ptpUtc;

    @Option(
            names = "--delays",
            paramLabel = "MIN..MAX",
            description = {
                "How long after the instant that it names a receiver's report is here, for --gpsd, --shm and --nmea."
                        + " Default: 0s..1s."
            })
    private @Nullable DelayRange delays;

    /** Reads a literal address; looks nothing up. */
    static final class Address implements ITypeConverter<InetAddress> {

        @Override
        public InetAddress convert(String text) {
            return HostPort.literal(text)
                    .orElseThrow(() -> new TypeConversionException("not an IPv4 or IPv6 address: '" + text + "'"));
        }
    }

    /** Refuses an option that is for sources of which there are none. */
    void requireSources(String option, boolean isGiven, List<?> named, String kinds) {
        if (isGiven && named.isEmpty()) {
            throw CliException.usage(option + " is for " + kinds + ", which is missing");
        }
        if (floor != null && floor.compareTo(MOST_FLOOR) > 0) {
            throw CliException.usage("--floor must be at most 1h");
        }
    }

    boolean isPhcUtc() {
        return phcUtc;
    }

    boolean isPtpUtc() {
        return ptpUtc;
    }

    Optional<Duration> floor() {
        return Optional.ofNullable(floor);
    }

    Optional<Duration> phcError() {
        return Optional.ofNullable(phcError);
    }

    OptionalInt domain() {
        return domain == null ? OptionalInt.empty() : OptionalInt.of(domain);
    }

    List<InetAddress> masters() {
        return masters;
    }

    Optional<DelayRange> delays() {
        return Optional.ofNullable(delays);
    }
}
