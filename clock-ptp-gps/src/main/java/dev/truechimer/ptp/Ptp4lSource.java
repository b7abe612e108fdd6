package dev.truechimer.ptp;

import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.shell.Limits;
import dev.truechimer.clock.shell.SourceShell;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.ptp.management.Ptp4lOptions;
import dev.truechimer.ptp.management.Ptp4lReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The clock that this host's ptp4l disciplines, as a source of an interval clock: CLOCK_REALTIME where ptp4l uses software
 * time stamps, the hardware clock of its interface where it uses hardware time stamps.
 *
 * <pre>{@code
 * Timekeeper.builder()
 *     .source(Ptp4lSource.builder(Path.of("/var/run/ptp4lro")).build())
 *     .start();
 * }</pre>
 *
 * <p>ptp4l is asked for its state, its offset and its grandmaster over its socket for management, before and after each reading
 * of the clock: TIME_STATUS_NP, CURRENT, PARENT, TIME_PROPERTIES, DEFAULT and PORT_DATA_SET, and PORT_PROPERTIES_NP. It vouches
 * while one of its ports is SLAVE, and then only after a Sync that came while it was watched, since what a lost grandmaster
 * leaves behind in it looks valid; or while it is MASTER with a clockClass below 52, that of a clock with a reference. All else,
 * such as UNCALIBRATED or LISTENING, is no claim (UNSYNCHRONIZED, with the state's name). A ptp4l that is not there, or has
 * ended, is asked again.
 *
 * <p><b>Needs:</b> Linux, JNA, and linuxptp on the same host. Its socket {@code /var/run/ptp4l} is for the user that ptp4l runs
 * as; linuxptp 4.0 and later have {@code /var/run/ptp4lro} for everybody. Answers come to a socket of this source's own, in the
 * {@linkplain Builder#folder folder} for temporary files, which ptp4l must be able to reach: a service with PrivateTmp needs
 * another one. A hardware clock, {@code /dev/ptpN}, must be readable.
 *
 * <p><b>Scale:</b> CLOCK_REALTIME is taken for UTC, which ptp4l makes of TAI by currentUtcOffset: that must be in the table of
 * leap seconds. A hardware clock shows TAI if the grandmaster says so (ptpTimescale); otherwise its scale must be {@linkplain
 * Builder#phcTimescale declared}.
 *
 * <p><b>Error budget:</b> E is the sum of
 *
 * <ul>
 *   <li>what the grandmaster's clockAccuracy stands for. One that does not say (0xFE, ptp4l's default, or 0x31) is refused,
 *       unless an {@link Builder#errorFloor} is declared;
 *   <li>the largest of the last 16 offsets from the master that ptp4l told. They are of its last Sync each: how far its servo
 *       lets the clock go;
 *   <li>the {@linkplain Builder#pathAsymmetry asymmetry} of the path, which ptp4l can't see. It takes half of a round trip for
 *       the way there, so that an offset may be wrong by as much as the mean path delay, and never by more, if the two ways
 *       together take what it measured. That is the default. But ptp4l filters: its delay is a median of some round trips, not
 *       that of the Sync at hand. The default covers each Sync that took up to twice the median; one that was held up for longer
 *       shows as an offset, by which the servo may then move the clock, and counts as such in the next seconds;
 *   <li>{@link Builder#errorPerStep} for each boundary clock between the grandmaster and this host;
 *   <li>{@link Builder#driftPpm} times the age of the last Sync, which counts from the question before the one that showed it;
 *   <li>the {@link Builder#errorFloor}; and 1 ns for the clock's resolution.
 * </ul>
 *
 * <p>The clock's own reading adds its duration to ε: about 0.1 µs for CLOCK_REALTIME, and what the device allows for hardware.
 * Typically E is 20 to 50 µs with the defaults, most of it drift over a second and the path delay; with hardware time stamps, a
 * declared asymmetry and a drift of 1 ppm, 2 µs.
 *
 * <p><b>Hazards:</b> the error is ptp4l's own view: who can send on the network can become its master. With software time
 * stamps, another program that sets the clock as well (an NTP daemon) makes claims false between two Syncs; a step is found and
 * refused for 10 s (WALL_CLOCK_STEPPED), slewing is not. A ptp4l with {@code free_running 1} never comes to SLAVE; it steers
 * nothing. As MASTER, ptp4l does not check the reference that it claims to have. <b>Threads:</b> any; one daemon thread for
 * each source. <b>Source:</b> IEEE 1588-2019, 8.2, 9.2.5, 15.5; error model, sections 1 and 8.
 */
public final class Ptp4lSource implements TimeSource {

    private final Ptp4lSettings settings;
    private final SourceShell shell;

    private Ptp4lSource(Ptp4lSettings settings) {
        this.settings = settings;
        this.shell = new SourceShell(settings.name());
    }

    /** The ptp4l that answers everybody at {@code /var/run/ptp4lro}, with options. */
    public static Builder builder() {
        return builder(Ptp4lOptions.READ_ONLY_SOCKET);
    }

    /**
     * A ptp4l with options.
     *
     * @param socket its uds_ro_address or uds_address, such as {@code /var/run/ptp4lro}; it need not be there yet
     */
    public static Builder builder(Path socket) {
        return new Builder(Objects.requireNonNull(socket, "socket"));
    }

    @Override
    public String name() {
        return shell.name();
    }

    /**
     * Starts asking, at once.
     *
     * @throws SourceInUseException if it was started or closed before
     * @throws UnsupportedOperationException if JNA is missing, or this is not Linux; the message says what to do
     */
    @Override
    public void start(SourceContext context) {
        shell.start(context, given -> {
            Ptp4lReader.requireNativeCalls();
            return new Ptp4lMeasuring(settings, given);
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>The {@linkplain Builder#poll poll interval} and a second, which an answer may take.
     */
    @Override
    public Duration longestPollInterval() {
        return settings.poll().plusSeconds(1);
    }

    @Override
    public void close() {
        shell.close();
    }

    @Override
    public String toString() {
        return "Ptp4lSource " + name() + " (" + settings.options().socket() + ", domain "
                + settings.options().domain() + ")";
    }

    /**
     * Options of a source. Whatever is not set has a default.
     *
     * <p><b>Threads:</b> confined to one. <b>Hazard:</b> the asymmetry, the error of a step, the drift and the scale are promises
     * about clocks and paths; a false one makes claims false.
     */
    public static final class Builder {

        private static final Duration LEAST_POLL = Duration.ofMillis(100);
        private static final Duration MOST_POLL = Duration.ofSeconds(16);
        private static final Duration MOST_FLOOR = Duration.ofHours(1);
        private static final Duration MOST_PER_STEP = Duration.ofSeconds(1);
        private static final Duration MOST_ASYMMETRY = Duration.ofSeconds(1);
        private static final int MOST_DRIFT_PPM = 1000;

        private final Path socket;
        private @Nullable String name;
        private int domain;
        private int sdoId;
        private Duration poll = Duration.ofSeconds(1);
        private Duration errorFloor = Duration.ZERO;
        private @Nullable Duration pathAsymmetry;
        private Duration errorPerStep = Duration.ofNanos(Ptp4lOptions.DEFAULT_ERROR_PER_STEP_NANOS);
        private int driftPpm = Ptp4lOptions.DEFAULT_DRIFT_PPM;
        private @Nullable Path folder;
        private @Nullable Path phc;
        private @Nullable Timescale phcTimescale;

        private Builder(Path socket) {
            this.socket = socket;
        }

        /**
         * The name in reports.
         *
         * @param newName not blank; by default {@code ptp4l:} and the socket's path
         */
        public Builder name(String newName) {
            name = Limits.notBlank("name", newName);
            return this;
        }

        /**
         * ptp4l's domainNumber; with another it does not answer.
         *
         * @param number 0 to 255; 0 by default
         */
        public Builder domain(int number) {
            domain = Limits.inRange("domain", number, 0, 255);
            return this;
        }

        /**
         * The profile's number, of which ptp4l knows the upper four bits as transportSpecific; with another it does not answer.
         *
         * @param number 0 to 4095; 0 by default, 0x100 for gPTP
         */
        public Builder sdoId(int number) {
            sdoId = Limits.inRange("sdoId", number, 0, 0xFFF);
            return this;
        }

        /**
         * From one measurement to the next.
         *
         * @param interval 100 ms to 16 s; 1 s by default
         */
        public Builder poll(Duration interval) {
            poll = Limits.inRange("poll", interval, LEAST_POLL, MOST_POLL);
            return this;
        }

        /**
         * An error that is there in any case, added to everything else. Needed for a grandmaster that does not state its accuracy.
         *
         * @param floor 0 to 1 h; 0, which declares nothing, by default
         */
        public Builder errorFloor(Duration floor) {
            errorFloor = Limits.inRange("errorFloor", floor, Duration.ZERO, MOST_FLOOR);
            return this;
        }

        /**
         * How far each way of the path to the master may be from the mean of both, at any time.
         *
         * @param asymmetry 0 to 1 s; by default all of the mean path delay that ptp4l measures, since no symmetry is assumed. It
         *     must be declared where delays are measured from peer to peer: ptp4l then knows that of one link only
         */
        public Builder pathAsymmetry(Duration asymmetry) {
            pathAsymmetry = Limits.inRange("pathAsymmetry", asymmetry, Duration.ZERO, MOST_ASYMMETRY);
            return this;
        }

        /**
         * How far each boundary clock between the grandmaster and this host may be from the one it follows.
         *
         * @param error 0 to 1 s; 100 µs by default, for those with software time stamps; with hardware time stamps 1 µs or less
         *     is usual, and ITU-T G.8273.2 demands 100 ns or less
         */
        public Builder errorPerStep(Duration error) {
            errorPerStep = Limits.inRange("errorPerStep", error, Duration.ZERO, MOST_PER_STEP);
            return this;
        }

        /**
         * How fast the clock that ptp4l disciplines may go astray between two Syncs.
         *
         * @param ppm parts per million, 0 to 1000; 15 by default, the wander that an oscillator of a PC may have; 0 if the offsets
         *     that ptp4l tells show all of it
         */
        public Builder driftPpm(int ppm) {
            driftPpm = Limits.inRange("driftPpm", ppm, 0, MOST_DRIFT_PPM);
            return this;
        }

        /**
         * Where the source makes its own socket. ptp4l must see the folder by the same path, and its user be able to reach it.
         *
         * @param newFolder must exist when the source starts; the one for temporary files by default
         */
        public Builder folder(Path newFolder) {
            folder = Objects.requireNonNull(newFolder, "folder");
            return this;
        }

        /**
         * The hardware clock that ptp4l disciplines. It is read only if ptp4l uses hardware time stamps.
         *
         * @param device such as {@code /dev/ptp0}; by default that of ptp4l's interface, as {@code /sys/class/net} tells
         */
        public Builder phc(Path device) {
            phc = Objects.requireNonNull(device, "device");
            return this;
        }

        /**
         * What the hardware clock shows where the grandmaster does not say that it sends TAI.
         *
         * @param timescale TAI or UTC; by default such a clock is refused (TIMESCALE)
         * @throws IllegalArgumentException if it is another one
         */
        public Builder phcTimescale(Timescale timescale) {
            if (timescale != Timescale.TAI && timescale != Timescale.UTC) {
                throw new IllegalArgumentException("phcTimescale must be TAI or UTC: " + timescale);
            }
            phcTimescale = timescale;
            return this;
        }

        /** Makes the source. It opens nothing until it is started. */
        public Ptp4lSource build() {
            Duration asymmetry = pathAsymmetry;
            Path temporary = folder;
            Ptp4lOptions options = new Ptp4lOptions(
                    socket,
                    temporary == null ? Ptp4lOptions.of(socket).folder() : temporary,
                    domain,
                    sdoId,
                    errorFloor.toNanos(),
                    asymmetry == null ? OptionalLong.empty() : OptionalLong.of(asymmetry.toNanos()),
                    errorPerStep.toNanos(),
                    driftPpm);
            return new Ptp4lSource(new Ptp4lSettings(
                    name == null ? "ptp4l:" + socket : name,
                    options,
                    poll,
                    Optional.ofNullable(phc),
                    Optional.ofNullable(phcTimescale)));
        }
    }
}
