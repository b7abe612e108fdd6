package dev.truechimer.ptp.phc;

import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.shell.Limits;
import dev.truechimer.clock.shell.SourceShell;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.ptp.device.PhcDevice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PTP hardware clock of this host, {@code /dev/ptpN}, as a source of an interval clock.
 *
 * <pre>{@code
 * Timekeeper.builder()
 *     .ticks(Ticks.monotonicRaw())
 *     .source(PhcSource.builder(Path.of("/dev/ptp0"))
 *         .trust(PhcTrust.ptp4l(Path.of("/var/run/ptp4lro")))
 *         .build())
 *     .start();
 * }</pre>
 *
 * <p><b>Needs:</b> Linux, JNA, read access to the device, and a {@link PhcTrust}: without somebody who vouches for it a
 * hardware clock is a number. It opens the device once and closes it in {@link #close()}; a device that is unplugged or
 * whose driver is reloaded is reported (UNREACHABLE) and opened again when it is back, at most 8 s later. A clock that comes
 * back by another name of its driver's is refused.
 *
 * <p><b>How it is read:</b> in the narrowest way that the driver offers, which is found by trying and shown in the report.
 * Each way gives values of the clock between two readings of the oscillator, and each value two half-claims that are true;
 * the tightest of each kind make the claim. The oscillator is always read around the whole call; the kernel's own stamps
 * narrow that down, and a step of the wall clock, which most of these stamps are of, costs width only. Stamps that do not lie
 * within the call prove that the driver does not read its clock when it is asked, or that this process is in a time
 * namespace: they make no claim (CONTRADICTORY), and after some of them another way is used.
 *
 * <table>
 * <caption>Ways to read, from the narrowest</caption>
 * <tr><th>way</th><th>what lies between the two readings</th><th>typical ε without the trust's</th></tr>
 * <tr><td>PTP_SYS_OFFSET_PRECISE</td><td>nothing: hardware catches one instant on both clocks, to within {@link
 *     Builder#crossStampError}</td><td>0.1 µs on RAW ticks, else 0.2 µs</td></tr>
 * <tr><td>PTP_SYS_OFFSET_EXTENDED</td><td>the access to the clock's register over the bus</td><td>0.5 to 1 µs</td></tr>
 * <tr><td>PTP_SYS_OFFSET</td><td>the driver's whole reading, with its locks</td><td>0.5 to 3 µs</td></tr>
 * <tr><td>clock_gettime of the device</td><td>the same, and the system call through JNA</td><td>1 to 5 µs</td></tr>
 * </table>
 *
 * <p><b>Error budget:</b> E is what the trust vouches for, the greater of before and after the measurement, plus 1 ns of
 * resolution. {@code delayNanos} is the time between the two readings that is due to the access; {@code readErrorNanos} is
 * what converting stamps between this host's clocks adds: the width of the readings of both, the timekeeper's host slew
 * bound over the duration of the call, and the error of cross stamps. With {@link
 * dev.truechimer.clock.ticks.Ticks#monotonicRaw()} as oscillator, PRECISE answers, and EXTENDED ones of newer kernels, are
 * stamped with the oscillator itself, and nothing is converted.
 *
 * <p><b>Hazard:</b> the claims are true while the clock is within what the trust vouches for. A clock steps when what
 * disciplines it starts, which a declared trust does not know. Some show UTC and not TAI, and their driver does not say so:
 * {@link Builder#timescale}. A clock that shows smeared time can't be used. {@code ptp_kvm} ("KVM virtual PTP"), Hyper-V's
 * and VMware's show the <em>hypervisor's</em> wall clock: they are as good as that machine's own synchronisation, and a
 * trust has to be declared for that. Several sources that rest on the same clock or the same master are one witness: the
 * same device counts once by itself, others belong into a group of the timekeeper. <b>Threads:</b> any; one daemon thread
 * for each source. <b>Source:</b> linux/ptp_clock.h; error model, section 1.
 */
public final class PhcSource implements TimeSource {

    private final SourceShell shell;
    private final PhcSettings settings;

    private PhcSource(String name, PhcSettings settings) {
        this.shell = new SourceShell(name);
        this.settings = settings;
    }

    /**
     * A clock with options, of which {@link Builder#trust} is required.
     *
     * @param device its file, such as {@code /dev/ptp0}, or a link to it; need not exist yet
     */
    public static Builder builder(Path device) {
        return new Builder(device);
    }

    @Override
    public String name() {
        return shell.name();
    }

    /**
     * Starts measuring, at once; a device that is not there is reported and waited for.
     *
     * @throws SourceInUseException if it was started or closed before
     * @throws UnsupportedOperationException if this is not Linux or JNA is missing; the message says what to do
     */
    @Override
    public void start(SourceContext context) {
        shell.start(context, each -> {
            PhcDevice.requireNativeCalls();
            return new PhcMeasuring(settings, each);
        });
    }

    @Override
    public Duration longestPollInterval() {
        return settings.poll();
    }

    /** Stops measuring and closes the device. Later calls do nothing. */
    @Override
    public void close() {
        shell.close();
    }

    /** Collects the options of a source. <b>Threads:</b> confined to one. */
    public static final class Builder {

        private static final int DEFAULT_SAMPLES = 10;

        /** A Sync is known to have come between two questions only, and counts as old as the first of them. */
        private static final Duration MOST_POLL_OF_PTP4L = Duration.ofSeconds(16);

        private final Path device;
        private String name;
        private @Nullable PhcTrust trust;
        private @Nullable Timescale timescale;
        private int samples = DEFAULT_SAMPLES;
        private Duration poll = Duration.ofSeconds(1);
        private Duration crossStampError = Duration.ofNanos(PhcDevice.Limits.USUAL_CROSS_STAMP_ERROR_NANOS);

        private Builder(Path device) {
            this.device = Objects.requireNonNull(device, "device");
            this.name = device.toString();
        }

        /**
         * The name in reports; by default the path of the device.
         *
         * @throws IllegalArgumentException if it is blank
         */
        public Builder name(String name) {
            this.name = Limits.notBlank("name", name);
            return this;
        }

        /** Who vouches for the clock. Required: there is no default that would be honest. */
        public Builder trust(PhcTrust trust) {
            this.trust = Objects.requireNonNull(trust, "trust");
            return this;
        }

        /**
         * The scale that the clock shows: a promise of the user's. By default what the trust says; where it does not say, TAI
         * as PTP has it, but not for kinds of clocks that are known to show UTC (ptp_kvm, Hyper-V, VMware, AWS): these make
         * no claim until it is declared. A declaration that contradicts the trust makes none either.
         *
         * @param timescale TAI, or UTC, which goes through the table of leap seconds
         * @throws IllegalArgumentException if it is another one
         */
        public Builder timescale(Timescale timescale) {
            if (timescale == Timescale.SMEARED_UTC) {
                throw new IllegalArgumentException("timescale must be TAI or UTC: " + timescale);
            }
            this.timescale = Objects.requireNonNull(timescale, "timescale");
            return this;
        }

        /**
         * How many values are asked for in a measurement, of which the tightest count: by default 10. PRECISE gives one.
         *
         * @param samples 1 to 25
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder samples(int samples) {
            this.samples = Limits.inRange("samples", samples, 1, PhcDevice.MOST_SAMPLES);
            return this;
        }

        /**
         * How long to wait between two measurements: by default 1 s.
         *
         * @param interval 10 ms to 1 h; at most 16 s if ptp4l vouches, which has to be watched to know how old its last Sync is
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder poll(Duration interval) {
            this.poll = Limits.inRange("poll", interval, Duration.ofMillis(10), Duration.ofHours(1));
            return this;
        }

        /**
         * How far the device's and the host's stamp of a PTP_SYS_OFFSET_PRECISE answer may be from the same instant: a promise
         * of the hardware's, by default 100 ns, which PCIe's PTM and counters that are wired together stay well below.
         *
         * @param error 0 to 1 ms
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder crossStampError(Duration error) {
            this.crossStampError = Limits.inRange("crossStampError", error, Duration.ZERO, Duration.ofMillis(1));
            return this;
        }

        /**
         * Makes the source, which opens nothing before it is started.
         *
         * @throws IllegalArgumentException if nobody vouches for the clock; the message lists who can; or if ptp4l does, and
         *     would be asked too rarely
         */
        public PhcSource build() {
            PhcTrust voucher = trust;
            if (voucher == null) {
                throw new IllegalArgumentException(
                        device + " needs a trust, since a hardware clock does not know how true it is. Call trust with"
                                + " PhcTrust.ptp4l(socket) if this host's ptp4l disciplines it, PhcTrust.driver() or"
                                + " .file(path) if its driver states an error (AWS), PhcTrust.phc2sys(upstream, servo) if"
                                + " phc2sys does, or PhcTrust.declared(error) if you know better");
            }
            if (restsOnPtp4l(voucher) && poll.compareTo(MOST_POLL_OF_PTP4L) > 0) {
                throw new IllegalArgumentException("poll must be at most " + MOST_POLL_OF_PTP4L
                        + " if ptp4l vouches, whose Syncs are watched: " + poll);
            }
            PhcSettings settings = new PhcSettings(
                    device, voucher, Optional.ofNullable(timescale), samples, poll, crossStampError.toNanos());
            return new PhcSource(name, settings);
        }

        private static boolean restsOnPtp4l(PhcTrust trust) {
            return trust instanceof PhcTrust.ByPtp4l
                    || (trust instanceof PhcTrust.ByPhc2sys servo && restsOnPtp4l(servo.upstream()));
        }
    }
}
