package dev.truechimer.cli;

import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.gps.GpsdSource;
import dev.truechimer.gps.NmeaSource;
import dev.truechimer.gps.NtpShmSource;
import dev.truechimer.gps.PpsSource;
import dev.truechimer.ntp.NtpSource;
import dev.truechimer.ptp.Ptp4lSource;
import dev.truechimer.ptp.PtpSource;
import dev.truechimer.ptp.phc.PhcSource;
import dev.truechimer.ptp.phc.PhcTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes sources with the names that they have in reports, the kind first, but for NTP: {@code ntp1.example.net}, {@code
 * phc:/dev/ptp0}, {@code gpsd:localhost:2947}.
 */
final class SourceMaker {

    private static final Path HARDWARE_CLOCKS = Path.of("/sys/class/ptp");

    private static final Pattern NAMED_BY_KIND = Pattern.compile("(phc|ptp|ptp4l|gpsd|shm|nmea|pps):.+");

    private final SourceDetails details;

    SourceMaker(SourceDetails details) {
        this.details = details;
    }

    /** Whether a source of this name is of another kind than NTP. */
    static boolean isNamedByKind(String name) {
        return NAMED_BY_KIND.matcher(name).matches();
    }

    TimeSource ntp(HostPort server) {
        NtpSource.Builder builder = NtpSource.builder(server.socketAddress()).name(server.toString());
        details.floor().ifPresent(builder::errorFloor);
        return builder.build();
    }

    /**
     * A hardware clock, vouched for by whoever can; if nobody does, it refuses by itself.
     *
     * @param ptp4l the sockets that are named beside it
     */
    TimeSource phc(Path device, List<Path> ptp4l) {
        PhcSource.Builder builder = PhcSource.builder(device).name("phc:" + device);
        if (details.isPhcUtc()) {
            builder.timescale(Timescale.UTC);
        }
        if (details.phcError().isPresent()) {
            builder.trust(PhcTrust.declared(details.phcError().get()));
        } else if (ptp4l.size() > 1) {
            throw CliException.usage(
                    "which of several --ptp4l vouches for " + device + " is not known: add --phc-error, or name one");
        } else if (!ptp4l.isEmpty()) {
            builder.trust(PhcTrust.ptp4l(ptp4l.get(0)));
        } else if (driverStatesAnError(device)) {
            builder.trust(PhcTrust.driver());
        } else {
            throw CliException.usage("nobody says how true " + device
                    + " is: add --ptp4l SOCKET if this host's ptp4l disciplines it, or --phc-error DURATION if you know;"
                    + " its driver says nothing (" + driversFile(device) + " is missing)");
        }
        return builder.build();
    }

    private static boolean driverStatesAnError(Path device) {
        return Files.exists(driversFile(device));
    }

    private static Path driversFile(Path device) {
        return HARDWARE_CLOCKS.resolve(realName(device)).resolve("device").resolve("phc_error_bound");
    }

    /** Rules of udev give links to devices, such as /dev/ptp_ena. */
    private static String realName(Path device) {
        Path name;
        try {
            name = device.toRealPath().getFileName();
        } catch (IOException e) {
            // It need not be there yet.
            name = device.getFileName();
        }
        return String.valueOf(name);
    }

    TimeSource ptp(String networkInterface) {
        PtpSource.Builder builder = PtpSource.builder(networkInterface)
                .name("ptp:" + networkInterface)
                .utcDeclared(details.isPtpUtc());
        details.domain().ifPresent(builder::domain);
        details.floor().ifPresent(builder::errorFloor);
        if (!details.masters().isEmpty()) {
            builder.unicast(details.masters().toArray(InetAddress[]::new));
        }
        return builder.build();
    }

    TimeSource ptp4l(Path socket) {
        Ptp4lSource.Builder builder = Ptp4lSource.builder(socket).name("ptp4l:" + socket);
        details.domain().ifPresent(builder::domain);
        details.floor().ifPresent(builder::errorFloor);
        if (details.isPhcUtc()) {
            builder.phcTimescale(Timescale.UTC);
        }
        return builder.build();
    }

    TimeSource gpsd(HostPort daemon) {
        GpsdSource.Builder builder =
                GpsdSource.builder(daemon.host(), daemon.port()).name("gpsd:" + daemon);
        details.delays().ifPresent(range -> builder.delays(range.least(), range.greatest()));
        details.floor().ifPresent(builder::errorFloor);
        return builder.build();
    }

    TimeSource shm(int unit) {
        NtpShmSource.Builder builder = NtpShmSource.builder(unit).name("shm:" + unit);
        details.delays().ifPresent(range -> builder.delays(range.least(), range.greatest()));
        details.floor().ifPresent(builder::errorFloor);
        return builder.build();
    }

    TimeSource nmea(Path device) {
        NmeaSource.Builder builder = NmeaSource.builder(device).name("nmea:" + device);
        details.delays().ifPresent(range -> builder.delays(range.least(), range.greatest()));
        details.floor().ifPresent(builder::errorFloor);
        return builder.build();
    }

    /** The pulse, with the receiver that names its seconds inside. */
    TimeSource pps(Path device, Path nmea) {
        PpsSource.Builder builder =
                PpsSource.builder(device).name("pps:" + device).namedBy(nmea(nmea));
        details.floor().ifPresent(builder::errorFloor);
        return builder.build();
    }
}
