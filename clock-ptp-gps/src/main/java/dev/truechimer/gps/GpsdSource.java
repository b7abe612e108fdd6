package dev.truechimer.gps;

import dev.truechimer.clock.shell.Limits;
import dev.truechimer.clock.shell.SourceShell;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.clock.source.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A satellite receiver behind gpsd, as a source of an interval clock.
 *
 * <pre>{@code
 * Timekeeper.builder()
 *     .source(GpsdSource.builder("127.0.0.1", 2947).device("/dev/ttyS0").build())
 *     .start();
 * }</pre>
 *
 * <p><b>Needs:</b> gpsd with a receiver that has a fix, reached over TCP; nothing else. gpsd should be started with {@code
 * -n}, or it looks at its receivers only while somebody asks. Whatever is missing is reported and tried again.
 *
 * <p><b>Claims:</b> the best that gpsd has at the moment. <em>By pulse</em>: gpsd on this host stamps the edges of the
 * receiver's pulse; edges are checked against the sentences, and used only with a fresh fix. <em>By sentences</em>: without
 * edges, gpsd on this host stamps the arrival of the sentence that named a second. <em>By arrival</em>: gpsd on another host,
 * whose stamps are of another clock, or a receiver of which it gives none: the arrival of the report here.
 *
 * <p><b>Error budget.</b> By pulse: what gpsd states as the precision (1 us; 1 ms over USB), plus {@link
 * Builder#errorFloor}, on both sides; {@link Builder#pulseDelay} on one; and the conversion of the stamp, which is the time
 * between readings of the wall clock multiplied with the bound of its slewing: typical ε 0.5 ms with the default delay of
 * 1 ms, and some microseconds with a kernel stamp whose latency was measured and declared. By sentences or arrival: {@code
 * ept} of the receiver (5 ms for most), 1 ms for gpsd's rounding, the floor, and the width of {@link Builder#delays}: typical
 * ε 0.5 s with the default, since nobody knows when within a second a receiver speaks; 25 ms if that is declared to 40 ms.
 *
 * <p><b>No claim:</b> without a fix, for what came provably later than the delays allow, without a time or an error in it, with a date that can't be (a rolled-over GPS week is
 * recognised and named), with leap seconds that differ from our table, near a leap second, and after a step of this host's
 * wall clock. <b>Threads:</b> one daemon thread. <b>Hazard:</b> the delays are promises about receiver, line and host; a
 * receiver that talks later than the greatest makes claims false. gpsd takes the end of a pulse for its begin if a sentence
 * comes while it lasts; that is found out unless the pulse lasts half a second, or the delays are declared so long. A receiver that does not know its leap seconds yet, and
 * does not say so, is seconds off. gpsd's word is not authenticated: who can reach its port or spoof the signal can lie. Claims
 * of {@link NtpShmSource} with the same gpsd are of the same receiver: use one of them. <b>Source:</b> gpsd_json(5); error
 * model, section 1.
 */
public final class GpsdSource implements TimeSource {

    /** Eight of these are remembered: long enough for a receiver that reports each second, or each few. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(10);

    private final GpsdSettings settings;
    private final SourceShell shell;

    private GpsdSource(GpsdSettings settings) {
        this.settings = settings;
        this.shell = new SourceShell(settings.name());
    }

    /**
     * A gpsd with options.
     *
     * @param host a name or a literal address, looked up whenever a connection is made
     * @param port 1 to 65535; gpsd's own is 2947
     * @throws IllegalArgumentException if the host is blank or the port out of range
     */
    public static Builder builder(String host, int port) {
        return new Builder(Limits.notBlank("host", host), Limits.inRange("port", port, 1, 65_535));
    }

    @Override
    public String name() {
        return shell.name();
    }

    /**
     * Starts to connect. A gpsd that is not there is reported, and tried again after 1 to 30 s.
     *
     * @throws SourceInUseException if it was started or closed before
     */
    @Override
    public void start(SourceContext context) {
        shell.start(context, startedWith -> new GpsdSession(settings, startedWith));
    }

    /** {@inheritDoc} Ten seconds, since receivers report each second or so. */
    @Override
    public Duration longestPollInterval() {
        return LONGEST_POLL;
    }

    /** {@inheritDoc} Ends the connection. */
    @Override
    public void close() {
        shell.close();
    }

    @Override
    public String toString() {
        return "GpsdSource " + name() + " (" + settings.endpoint() + ")";
    }

    /**
     * Options of a source. Whatever is not set has a default.
     *
     * <p><b>Threads:</b> confined to one. <b>Hazard:</b> delays and {@link #sameHost} are promises; a false one makes claims
     * false.
     */
    public static final class Builder {

        private static final Duration MOST_DELAY = Duration.ofSeconds(60);
        private static final Duration MOST_FLOOR = Duration.ofHours(1);

        private final String host;
        private final int port;
        private @Nullable String name;
        private @Nullable String device;
        private @Nullable Boolean sameHost;
        private Duration leastDelay = Duration.ZERO;
        private Duration greatestDelay = Duration.ofSeconds(1);
        private Duration pulseCheck = Duration.ofMillis(500);
        private Duration pulseDelay = Duration.ofMillis(1);
        private Duration errorFloor = Duration.ZERO;

        private Builder(String host, int port) {
            this.host = host;
            this.port = port;
        }

        /**
         * The name in reports.
         *
         * @param newName not blank; by default {@code gpsd}, host and port
         */
        public Builder name(String newName) {
            name = Limits.notBlank("name", newName);
            return this;
        }

        /**
         * The receiver, if gpsd has several.
         *
         * @param path as gpsd calls it, such as {@code /dev/ttyS0}; by default the first that has a fix, as long as it has one
         */
        public Builder device(String path) {
            device = Limits.notBlank("device", path);
            return this;
        }

        /**
         * Whether gpsd's stamps are of this host's CLOCK_REALTIME. Containers share it with their host, virtual machines
         * don't, and a tunnel makes another host look like this one.
         *
         * @param shared by default {@code true} if the address is a loopback address
         */
        public Builder sameHost(boolean shared) {
            sameHost = shared;
            return this;
        }

        /**
         * How long after the instant that a sentence names gpsd has read it, or, by arrival, how long after it the report has
         * reached this host's kernel. It includes the receiver's own time, the line's, gpsd's, and the network's.
         *
         * <p>What is declared here is also what a pulse is checked with: without a declaration, a pulse is believed only if
         * it means that sentences take 0.5 s or less, for gpsd takes the end of a pulse for the begin of a second if a
         * sentence comes while it lasts.
         *
         * @param least 0 to 60 s; 0 by default
         * @param greatest not less than that, up to 60 s; 1 s by default, which holds for receivers that report each second
         *     and are not behind
         * @throws IllegalArgumentException if one is out of range, or the greatest is less than the least
         */
        public Builder delays(Duration least, Duration greatest) {
            leastDelay = Limits.inRange("delays least", least, Duration.ZERO, MOST_DELAY);
            greatestDelay = Limits.inRange("delays greatest", greatest, least, MOST_DELAY);
            pulseCheck = greatestDelay;
            return this;
        }

        /**
         * How long after an edge of the pulse it is stamped, at most: the latency of the interrupt, and that of gpsd's thread
         * unless it uses the kernel's stamps.
         *
         * @param greatest 0 to 60 s; 1 ms by default, an assumption that a busy host without kernel stamps does not keep
         */
        public Builder pulseDelay(Duration greatest) {
            pulseDelay = Limits.inRange("pulseDelay", greatest, Duration.ZERO, MOST_DELAY);
            return this;
        }

        /**
         * An error that the receiver has in any case, added to what it states: the length of its antenna's cable, or an
         * {@code ept} that is not trusted.
         *
         * @param floor 0 to 1 h; 0 by default
         */
        public Builder errorFloor(Duration floor) {
            errorFloor = Limits.inRange("errorFloor", floor, Duration.ZERO, MOST_FLOOR);
            return this;
        }

        /** The source. */
        public GpsdSource build() {
            GpsdSettings unnamed = new GpsdSettings(
                    "",
                    host,
                    port,
                    device,
                    sameHost,
                    leastDelay.toNanos(),
                    greatestDelay.toNanos(),
                    pulseCheck.toNanos(),
                    pulseDelay.toNanos(),
                    errorFloor.toNanos());
            return new GpsdSource(unnamed.named(name == null ? "gpsd " + unnamed.endpoint() : name));
        }
    }
}
