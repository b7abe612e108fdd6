package dev.truechimer.cli;

import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.source.TimeSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that name sources, of which there must be one at least. */
final class SourceOptions {

    private static final int GPSD_PORT = 2947;

    @Option(
            names = "--ntp",
            split = ",",
            arity = "1..*",
            paramLabel = "HOST[:PORT][,...]",
            hideParamSyntax = true,
            description = {
                "An NTP server; several separated by commas or by repeating the option. IPv6 as [::1]:123. The port is 123"
                        + " unless given. Of N sources of all kinds, (N-1)/2 may lie: three tolerate one, one or two"
                        + " tolerate none."
            })
    private List<HostPort> ntp = List.of();

    @Option(
            names = "--phc",
            paramLabel = "DEVICE",
            description = {
                "A PTP hardware clock of this host, such as /dev/ptp0. Who says that it is true: --phc-error, else the ptp4l"
                        + " of --ptp4l, else its driver (AWS). This and the other sources may be repeated."
            })
    private List<Path> phc = List.of();

    @Option(
            names = "--ptp",
            paramLabel = "INTERFACE",
            description = {
                "The best PTP master on a network interface, such as eth0. Needs UDP ports 319 and 320, which take"
                        + " privileges."
            })
    private List<String> ptp = List.of();

    @Option(
            names = "--ptp4l",
            paramLabel = "SOCKET",
            description = "What this host's ptp4l follows, asked through its socket, such as /var/run/ptp4lro.")
    private List<Path> ptp4l = List.of();

    @Option(
            names = "--gpsd",
            paramLabel = "HOST[:PORT]",
            converter = Gpsd.class,
            description = "A gpsd with its satellite receivers. The port is 2947 unless given.")
    private List<HostPort> gpsd = List.of();

    @Option(
            names = "--shm",
            paramLabel = "UNIT",
            description = "A unit of NTP's shared memory, 0 to 255, which gpsd and others write.")
    private List<Integer> shm = List.of();

    @Option(
            names = "--nmea",
            paramLabel = "DEVICE",
            description = "A satellite receiver at a serial line, such as /dev/ttyS0, that sends NMEA sentences.")
    private List<Path> nmea = List.of();

    @Option(
            names = "--pps",
            paramLabel = "DEVICE",
            description = {
                "The receiver's pulse per second, such as /dev/pps0. Its seconds are named by the one --nmea; both are one"
                        + " source then."
            })
    private List<Path> pps = List.of();

    @Mixin
    private SourceDetails details = new SourceDetails();

    /** Reads a gpsd's address. */
    static final class Gpsd implements ITypeConverter<HostPort> {

        @Override
        public HostPort convert(String text) {
            try {
                return HostPort.parse(text, GPSD_PORT);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** How many sources the clock will have, of all kinds; those that share a voucher or a receiver are one. */
    int votes() {
        return ntp.size()
                + (isVouchedForByPtp4l() ? 0 : phc.size())
                + ptp.size()
                + ptp4l.size()
                + gpsd.size()
                + shm.size()
                + (pps.isEmpty() ? nmea.size() : pps.size());
    }

    private boolean isVouchedForByPtp4l() {
        return !phc.isEmpty() && details.phcError().isEmpty() && !ptp4l.isEmpty();
    }

    /**
     * Checks what can be checked before anything is made.
     *
     * @throws CliException if there is no source, one is named twice, or an option lacks the source that it is for
     */
    void requireThatTheyFit() {
        if (ntp.size() + phc.size() + ptp.size() + ptp4l.size() + gpsd.size() + shm.size() + nmea.size() + pps.size()
                == 0) {
            throw CliException.usage(
                    "a source is missing: name one at least, by --ntp, --phc, --ptp, --ptp4l, --gpsd, --shm or --nmea");
        }
        requireOnce("--ntp", ntp);
        requireOnce("--phc", phc);
        requireOnce("--ptp", ptp);
        requireOnce("--ptp4l", ptp4l);
        requireOnce("--gpsd", gpsd);
        requireOnce("--shm", shm);
        requireOnce("--nmea", nmea);
        if (!pps.isEmpty() && (pps.size() != 1 || nmea.size() != 1)) {
            throw CliException.usage(
                    "--pps takes one --nmea, which names its seconds: there are " + pps.size() + " and " + nmea.size());
        }
        details.requireSources("--phc-error", details.phcError().isPresent(), phc, "--phc");
        details.requireSources("--phc-utc", details.isPhcUtc(), join(phc, ptp4l), "--phc or --ptp4l");
        details.requireSources("--ptp-master", !details.masters().isEmpty(), ptp, "--ptp");
        details.requireSources("--ptp-utc", details.isPtpUtc(), ptp, "--ptp");
        details.requireSources("--ptp-domain", details.domain().isPresent(), join(ptp, ptp4l), "--ptp or --ptp4l");
        details.requireSources(
                "--delays", details.delays().isPresent(), join(gpsd, shm, nmea), "--gpsd, --shm or --nmea");
        if (details.floor().isPresent() && !phc.isEmpty() && votes() == phc.size()) {
            throw CliException.usage("--floor is not for --phc; write --phc-error");
        }
    }

    private static List<Object> join(List<?>... lists) {
        List<Object> all = new ArrayList<>();
        for (List<?> list : lists) {
            all.addAll(list);
        }
        return all;
    }

    private static void requireOnce(String option, List<?> named) {
        Set<Object> seen = new HashSet<>();
        for (Object each : named) {
            if (!seen.add(each)) {
                throw CliException.usage(option + " names " + each + " twice; a source has one vote");
            }
        }
    }

    /**
     * Gives a clock the sources, in the order of the options in the help. A ptp4l and the hardware clocks that it vouches
     * for lie together if at all, so they have one vote.
     *
     * @throws CliException if a source refuses its options
     */
    void addTo(Timekeeper.Builder clock) {
        SourceMaker maker = new SourceMaker(details);
        try {
            ntp.forEach(server -> clock.source(maker.ntp(server)));
            List<TimeSource> clocks =
                    phc.stream().map(device -> maker.phc(device, ptp4l)).toList();
            List<TimeSource> daemons = ptp4l.stream().map(maker::ptp4l).toList();
            if (isVouchedForByPtp4l()) {
                List<TimeSource> together = new ArrayList<>(clocks);
                together.addAll(daemons);
                clock.group(daemons.get(0).name(), together.toArray(TimeSource[]::new));
            } else {
                clocks.forEach(clock::source);
                daemons.forEach(clock::source);
            }
            ptp.forEach(networkInterface -> clock.source(maker.ptp(networkInterface)));
            gpsd.forEach(daemon -> clock.source(maker.gpsd(daemon)));
            shm.forEach(unit -> clock.source(maker.shm(unit)));
            nmea.forEach(device -> clock.source(pps.isEmpty() ? maker.nmea(device) : maker.pps(pps.get(0), device)));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }
}
