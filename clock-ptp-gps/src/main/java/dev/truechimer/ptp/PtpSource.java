package dev.truechimer.ptp;

import dev.truechimer.clock.shell.Limits;
import dev.truechimer.clock.shell.SourceShell;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.clock.source.TimeSource;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best PTP master on a network interface as a source of an interval clock: an IEEE 1588-2008 and -2019 client over UDP
 * with software time stamps, which is never a master itself.
 *
 * <pre>{@code
 * Timekeeper.builder()
 *     .source(PtpSource.builder("eth0").build())
 *     .start();
 * }</pre>
 *
 * <p>It listens to Announce, Sync (one-step and two-step), Follow_Up and Delay_Resp, and sends Delay_Req: the end-to-end delay
 * mechanism. Among the masters of its domain it follows the one that the standard's comparison of data sets prefers, as every
 * clock of the domain does; when that one is silent for three Announce intervals, the next. Messages are those of the default
 * profile by multicast, or by unicast, which it then negotiates with the masters it is given.
 *
 * <p><b>Needs:</b> UDP ports 319 and 320, for which a process needs the capability CAP_NET_BIND_SERVICE, or the host the
 * setting {@code net.ipv4.ip_unprivileged_port_start=319}. A ptp4l on the same host may have them too; in unicast mode it must
 * not use the same address. An interface that is missing, down or without an address, and ports that can't be had, are
 * reported as failures, and tried again after at most 16 s.
 *
 * <p><b>Scale:</b> stamps count as TAI only if the master says so (ptpTimescale); otherwise they are refused (TIMESCALE),
 * unless the user {@linkplain Builder#utcDeclared declares} them to be UTC. An offset from UTC that the master calls valid
 * must be that of the table of leap seconds. leap61 and leap59 are shown in the report, nothing more.
 *
 * <p><b>Error budget:</b> a master's stamp t1 of a Sync proves that true time was at least t1 + c − E + m when the Sync was here;
 * its stamp t4 of our Delay_Req, that true time was at most t4 − c + E − m when that left. c is the time in transparent clocks
 * (correctionField), m the {@linkplain Builder#minimumDelays least delay}, and E is what the grandmaster's clockAccuracy stands
 * for, plus {@link Builder#errorPerStep} for each boundary clock, plus {@link Builder#errorFloor}. No path is taken for
 * symmetric: half of the round trip, less the least delays, stays in ε. Our side has no hardware stamps, so ε holds the wait
 * until this process runs as well; it only widens. Typically ε is 50 to 200 µs on a local network, of which the two
 * messages' way through switch, kernel and JVM is nearly all; a master that states 100 ns adds 0.1 µs, a boundary clock 100 µs
 * unless declared better.
 *
 * <p><b>Hazards:</b> PTP is not authenticated: whoever can send on the network can be the best master, so a clock that must not
 * believe it needs other sources beside this one. A master that announces TAI and sends UTC is 37 s off; nothing in its
 * messages shows it, other sources do. With peer-to-peer transparent clocks c holds estimated link delays; their error belongs
 * into the floor. <b>Threads:</b> any; one daemon thread for each source. <b>Source:</b> IEEE 1588-2019, 9, 11.3, 16.1, annexes
 * C and D; error model, sections 1 and 8.
 */
public final class PtpSource implements TimeSource {

    private static final Duration LONGEST_POLL = Duration.ofSeconds(16);

    private final PtpSettings settings;
    private final SourceShell shell;

    PtpSource(PtpSettings settings) {
        this.settings = settings;
        this.shell = new SourceShell(settings.name());
    }

    /**
     * A client with options.
     *
     * @param networkInterface the name of an interface, such as {@code eth0}; it need not be there yet
     * @throws IllegalArgumentException if the name is blank
     */
    public static Builder builder(String networkInterface) {
        return new Builder(Limits.notBlank("networkInterface", networkInterface));
    }

    @Override
    public String name() {
        return shell.name();
    }

    /**
     * Starts listening, at once. An interface or ports that can't be had are reported, not thrown.
     *
     * @throws SourceInUseException if it was started or closed before
     * @throws UncheckedIOException if this process can't have a selector
     */
    @Override
    public void start(SourceContext context) {
        shell.start(context, given -> PtpShell.create(settings, given));
    }

    /**
     * {@inheritDoc}
     *
     * <p>16 s. A master decides how often it is asked; nearly all want it several times as often.
     */
    @Override
    public Duration longestPollInterval() {
        return LONGEST_POLL;
    }

    /** {@inheritDoc} What masters grant by unicast is cancelled. */
    @Override
    public void close() {
        shell.close();
    }

    @Override
    public String toString() {
        return "PtpSource " + name() + " (" + settings.networkInterface() + ", domain " + settings.domain() + ")";
    }

    /**
     * Options of a source. Whatever is not set has a default.
     *
     * <p><b>Threads:</b> confined to one. <b>Hazard:</b> least delays, the error of a step and UTC are promises about masters
     * and paths; a false one makes claims false.
     */
    public static final class Builder {

        private static final Duration MOST_DELAY = Duration.ofSeconds(10);
        private static final Duration MOST_FLOOR = Duration.ofHours(1);
        private static final Duration MOST_PER_STEP = Duration.ofSeconds(1);
        private static final int MOST_UNICAST_MASTERS = 8;
        private static final int GLOBAL_SCOPE = 0xE;

        private final String networkInterface;
        private @Nullable String name;
        private int domain;
        private int sdoId;
        private boolean ipv6;
        private int ipv6Scope = GLOBAL_SCOPE;
        private List<InetAddress> unicastMasters = List.of();
        private Duration leastDelayThere = Duration.ZERO;
        private Duration leastDelayBack = Duration.ZERO;
        private Duration errorFloor = Duration.ZERO;
        private Duration errorPerStep = Duration.ofNanos(100_000);
        private boolean utcDeclared;
        private PtpSettings.Ports ports = PtpSettings.Ports.REGISTERED;

        private Builder(String networkInterface) {
            this.networkInterface = networkInterface;
        }

        /**
         * The name in reports.
         *
         * @param newName not blank; by default {@code ptp} and the interface, such as {@code ptp:eth0}, and the domain if it is
         *     not 0
         */
        public Builder name(String newName) {
            name = Limits.notBlank("name", newName);
            return this;
        }

        /**
         * The domain whose masters are listened to.
         *
         * @param number 0 to 255; 0 by default
         */
        public Builder domain(int number) {
            domain = Limits.inRange("domain", number, 0, 255);
            return this;
        }

        /**
         * The profile's number; messages with another are not for us.
         *
         * @param number 0 to 4095 (majorSdoId and minorSdoId); 0, the default profiles, by default
         */
        public Builder sdoId(int number) {
            sdoId = Limits.inRange("sdoId", number, 0, 0xFFF);
            return this;
        }

        /**
         * Multicast over IPv6 instead of IPv4.
         *
         * @param over false by default; in unicast mode the masters' addresses decide
         */
        public Builder ipv6(boolean over) {
            ipv6 = over;
            return this;
        }

        /**
         * The scope of the group over IPv6, FF0x::181.
         *
         * @param scope 1 to 15: 2 the link, 5 the site, 14 everywhere, which is the default as it is ptp4l's
         */
        public Builder ipv6Scope(int scope) {
            ipv6Scope = Limits.inRange("ipv6Scope", scope, 1, 15);
            return this;
        }

        /**
         * Asks these masters for messages of our own instead of listening to multicast. Those that announce themselves are
         * compared as usual; the best is asked for Sync and Delay_Resp.
         *
         * @param masters 1 to 8 addresses, all IPv4 or all IPv6
         * @throws IllegalArgumentException if there are none or more, or they are of both kinds
         */
        public Builder unicast(InetAddress... masters) {
            List<InetAddress> given = Arrays.stream(masters).distinct().toList();
            Limits.inRange("number of unicast masters", given.size(), 1, MOST_UNICAST_MASTERS);
            long ipv6Masters =
                    given.stream().filter(Inet6Address.class::isInstance).count();
            if (ipv6Masters != 0 && ipv6Masters != given.size()) {
                throw new IllegalArgumentException("unicast masters must be all IPv4 or all IPv6: " + given);
            }
            unicastMasters = given;
            return this;
        }

        /**
         * The least delays that the path can have beyond what transparent clocks add up. They make claims narrower, and false
         * if a message is ever faster, or if a path that another master is reached by is shorter.
         *
         * @param there of a Delay_Req, 0 to 10 s; 0 by default
         * @param back of a Sync, 0 to 10 s; 0 by default
         */
        public Builder minimumDelays(Duration there, Duration back) {
            leastDelayThere = Limits.inRange("minimumDelays there", there, Duration.ZERO, MOST_DELAY);
            leastDelayBack = Limits.inRange("minimumDelays back", back, Duration.ZERO, MOST_DELAY);
            return this;
        }

        /**
         * An error that the grandmaster and the way of its time to us have in any case, added to what is stated. Needed for a
         * grandmaster that does not state its accuracy (0xFE, ptp4l's default, or 0x31): without a floor it is refused
         * (UNSYNCHRONIZED).
         *
         * @param floor 0 to 1 h; 0, which declares nothing, by default
         */
        public Builder errorFloor(Duration floor) {
            errorFloor = Limits.inRange("errorFloor", floor, Duration.ZERO, MOST_FLOOR);
            return this;
        }

        /**
         * How far each boundary clock between the grandmaster and us may be from the one it follows.
         *
         * @param error 0 to 1 s; 100 µs by default, for those with software time stamps; with hardware time stamps 1 µs or less
         *     is usual, and ITU-T G.8273.2 demands 100 ns or less
         */
        public Builder errorPerStep(Duration error) {
            errorPerStep = Limits.inRange("errorPerStep", error, Duration.ZERO, MOST_PER_STEP);
            return this;
        }

        /**
         * Declares that masters which do not say that they send TAI send UTC, as ptp4l does with software time stamps ({@code
         * -S}). One that says TAI is taken at its word.
         *
         * @param declared false by default: such masters are then refused (TIMESCALE)
         */
        public Builder utcDeclared(boolean declared) {
            utcDeclared = declared;
            return this;
        }

        /** Other ports, for both sides. */
        Builder ports(int event, int general) {
            ports = new PtpSettings.Ports(event, general);
            return this;
        }

        /** Makes the source. It opens nothing until it is started. */
        public PtpSource build() {
            PtpSettings.Claims claims = new PtpSettings.Claims(
                    leastDelayThere.toNanos(),
                    leastDelayBack.toNanos(),
                    errorFloor.toNanos(),
                    errorPerStep.toNanos(),
                    utcDeclared);
            String defaultName = "ptp:" + networkInterface + (domain == 0 ? "" : "/" + domain);
            return new PtpSource(new PtpSettings(
                    name == null ? defaultName : name,
                    networkInterface,
                    domain,
                    sdoId,
                    ipv6,
                    ipv6Scope,
                    unicastMasters,
                    claims,
                    ports));
        }
    }
}
