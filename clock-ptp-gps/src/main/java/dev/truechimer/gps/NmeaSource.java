package dev.truechimer.gps;

import dev.truechimer.clock.shell.Limits;
import dev.truechimer.clock.shell.SourceShell;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.clock.source.TimeSource;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A satellite receiver's NMEA 0183 sentences as a source of an interval clock, from a serial device or any stream.
 *
 * <pre>{@code
 * Timekeeper.builder()
 *     .source(NmeaSource.builder(Path.of("/dev/ttyS0"))
 *             .baud(9600)
 *             .delays(Duration.ofMillis(20), Duration.ofMillis(400))
 *             .build())
 *     .start();
 * }</pre>
 *
 * <p>Used are RMC, ZDA, GGA, GNS and GLL of any talker, with their checksum. All that name the same time are one epoch; the
 * date comes from its RMC or ZDA, and the arrival is that of the first character of its first sentence. An epoch counts as soon
 * as a sentence says that there is a fix, unless one before has denied it. The epoch in whose middle the source began to listen, and one
 * before which a line was damaged, are left out, since their first sentence is not known. A date before this library was
 * made, or a multiple of 1024 weeks off, is refused as STALE_DATE. What goes wrong is reported and tried again: a device
 * that is missing or unplugged is opened again, after 0.5 s and then up to 16 s; a stream that ends has ended for good.
 *
 * <p><b>Error budget:</b> a claim says that the first character came {@link Builder#delays} after the instant that the
 * sentence names, give or take {@link Builder#errorFloor}, and one unit of the last digit where the time has a fraction. Its
 * lower half stands at a reading of the oscillator after the arrival, its upper half at one after which nothing had come yet;
 * they lie 2 ms apart, as often as the source looks. The delays are what counts: ε is half of greatest minus least, so 0.5 s by
 * default, and some 50 to 200 ms with delays measured for the receiver, its rate and its set of sentences. For less, a
 * pulse is needed: see {@link PpsSource}.
 *
 * <p><b>Devices:</b> by jSerialComm, in raw mode with 8 data bits, no parity and one stop bit; pseudo-terminals work
 * too. In the first 3 s after a device was opened claims have lower halves only, since the kernel may still have bytes from
 * before; so they have after this process was held up so long that 2048 bytes came. The device is held for this process
 * alone; where gpsd has it, use {@link GpsdSource}. <b>Threads:</b> any; a daemon
 * thread listens. <b>Hazard:</b> the delays are promises about receiver, line, and the driver's buffers. A receiver that
 * names the second to come, as some do before its pulse, breaks them, as does a USB adapter that hangs. Whether the
 * receiver's time is of satellites or of a spoofer, no sentence says: fusion with other sources does. <b>Source:</b>
 * NMEA 0183, version 4.11; error model, section 1.
 */
public final class NmeaSource implements TimeSource {

    /** Receivers send once a second, or once in ten at the slowest that is usual. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(10);

    private final SourceShell shell;
    private final NmeaMeasuring.Opening opening;
    private final NmeaTrust trust;
    private final boolean isFixImplied;

    private NmeaSource(String name, NmeaMeasuring.Opening opening, NmeaTrust trust, boolean isFixImplied) {
        this.shell = new SourceShell(name);
        this.opening = opening;
        this.trust = trust;
        this.isFixImplied = isFixImplied;
    }

    /**
     * A receiver at a serial device.
     *
     * @param device such as {@code /dev/ttyS0} or {@code /dev/ttyUSB0}; it need not be there yet
     */
    public static Builder builder(Path device) {
        return new Builder(device, null);
    }

    /**
     * A receiver's sentences from a stream, which the source closes when it is closed. Unless {@link
     * Builder#exactAvailability} is declared, its claims have lower halves only: a clock with such sources alone stays
     * unbounded.
     *
     * <p><b>Hazard:</b> a read that waits, and that closing the stream does not end, outlives this source on its daemon
     * thread.
     *
     * @param stream read by this source alone
     */
    public static Builder builder(InputStream stream) {
        return new Builder(null, stream);
    }

    @Override
    public String name() {
        return shell.name();
    }

    /**
     * Starts to listen. A device that is not there is reported, and tried again.
     *
     * @throws SourceInUseException if it was started or closed before
     */
    @Override
    public void start(SourceContext context) {
        shell.start(context, given -> new NmeaMeasuring(given, opening, trust, isFixImplied));
    }

    /** {@inheritDoc} Ten seconds: claims older than 80 s are forgotten. */
    @Override
    public Duration longestPollInterval() {
        return LONGEST_POLL;
    }

    @Override
    public void close() {
        shell.close();
    }

    @Override
    public String toString() {
        return "NmeaSource " + name();
    }

    /**
     * Options of a source. Whatever is not set has a default.
     *
     * <p><b>Threads:</b> confined to one. <b>Hazard:</b> delays, {@link #fixImplied} and {@link #exactAvailability} are
     * promises; a false one makes claims false.
     */
    public static final class Builder {

        private static final int LEAST_BAUD = 300;
        private static final int MOST_BAUD = 4_000_000;
        private static final Duration MOST_DELAY = Duration.ofSeconds(10);
        private static final Duration MOST_FLOOR = Duration.ofHours(1);

        private final @Nullable Path device;
        private final @Nullable InputStream stream;
        private String name;
        private int baud = 9600;
        private Duration leastDelay = Duration.ZERO;
        private Duration greatestDelay = Duration.ofSeconds(1);
        private Duration errorFloor = Duration.ZERO;
        private boolean isFixImplied;
        private boolean isExact;

        private Builder(@Nullable Path device, @Nullable InputStream stream) {
            this.device = device;
            this.stream = stream;
            Objects.requireNonNull(device == null ? stream : device, "device or stream");
            this.name = device == null ? "nmea" : device.toString();
        }

        /**
         * The name in reports.
         *
         * @param newName not blank; by default the device's path, or {@code nmea} for a stream
         */
        public Builder name(String newName) {
            name = Limits.notBlank("name", newName);
            return this;
        }

        /**
         * The speed of the line.
         *
         * @param bitsPerSecond 300 to 4,000,000, of which the device must know the number; 9600 by default. Nothing for a
         *     stream
         */
        public Builder baud(int bitsPerSecond) {
            baud = Limits.inRange("baud", bitsPerSecond, LEAST_BAUD, MOST_BAUD);
            return this;
        }

        /**
         * How long it takes from the instant that a sentence names until the first character, {@code $}, of the first sentence
         * that names it is here: can be read from the kernel, or from the stream. That includes the receiver's computing, what
         * it sends before that sentence, 10 bits for this character, and the buffers of adapter and driver (16 ms in some
         * USB adapters).
         *
         * <p>Who includes the whole burst of sentences is safe even from a driver that loses the first ones without a trace.
         *
         * @param least {@code >= 0}; 0 by default
         * @param greatest up to 10 s, not less than the least; 1 s by default, which holds for receivers that have said a
         *     second's time before the next begins
         * @throws IllegalArgumentException if they are out of range or order
         */
        public Builder delays(Duration least, Duration greatest) {
            Duration checked = Limits.inRange("greatest delay", greatest, Duration.ZERO, MOST_DELAY);
            leastDelay = Limits.inRange("least delay", least, Duration.ZERO, checked);
            greatestDelay = checked;
            return this;
        }

        /**
         * How far the instant that a receiver names may be from the truth by itself. Sentences state no error.
         *
         * @param floor 0 to 1 h; 0 by default, which shows in the report
         */
        public Builder errorFloor(Duration floor) {
            errorFloor = Limits.inRange("errorFloor", floor, Duration.ZERO, MOST_FLOOR);
            return this;
        }

        /**
         * Declares that the time is from satellites as long as no sentence denies a fix. For receivers that send ZDA alone,
         * which has no word about it. <b>Hazard:</b> many send the time of a battery-backed clock while they have no fix.
         */
        public Builder fixImplied() {
            isFixImplied = true;
            return this;
        }

        /**
         * Declares that the stream's {@code available()} tells every byte that has come, so that 0 means that none has. True
         * of a {@link java.io.FileInputStream} on a pipe; not of most streams that buffer or decode. Such a stream is looked
         * at and never read from when it says 0, so its end shows as silence. A device needs no such word.
         */
        public Builder exactAvailability() {
            isExact = true;
            return this;
        }

        /** The source. */
        public NmeaSource build() {
            return new NmeaSource(
                    name,
                    opening(),
                    new NmeaTrust(leastDelay.toNanos(), greatestDelay.toNanos(), errorFloor.toNanos()),
                    isFixImplied);
        }

        private NmeaMeasuring.Opening opening() {
            Path path = device;
            if (path != null) {
                int bitsPerSecond = baud;
                return () -> SerialDevice.open(path, bitsPerSecond);
            }
            NmeaStream input = new NmeaStream(Objects.requireNonNull(stream), isExact);
            return () -> input;
        }
    }
}
