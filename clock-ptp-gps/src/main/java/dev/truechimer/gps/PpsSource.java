package dev.truechimer.gps;

import dev.truechimer.clock.shell.Limits;
import dev.truechimer.clock.shell.Measuring;
import dev.truechimer.clock.shell.SourceShell;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.clock.source.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pulse per second at a PPS device of Linux, with another source that names its seconds.
 *
 * <pre>{@code
 * Timekeeper.builder()
 *     .source(PpsSource.builder(Path.of("/dev/pps0"))
 *             .namedBy(NmeaSource.builder(Path.of("/dev/ttyS0"))
 *                     .delays(Duration.ZERO, Duration.ofMillis(500))
 *                     .build())
 *             .latency(Duration.ofNanos(100_000))
 *             .build())
 *     .start();
 * }</pre>
 *
 * <p>An edge says when a second begins, and not which. {@link Builder#namedBy} says which: its claims, aged to the edge, must
 * lie within 0.4 s of one whole second of TAI, and that second within them. Both are false together if either lies, so this
 * source <em>contains</em> the one that names: it starts and closes it, and they have one vote. The other must not be given to
 * a timekeeper too. While no edge makes a claim for 5 s, the other's claims count instead, so the loss of the pulse widens the
 * clock and does not stop it. An edge counts if the one before it was whole seconds earlier, which noise is not. When the
 * other says that it does not know the time (UNSYNCHRONIZED), edges are not named until its next claim: many receivers go on
 * pulsing without a fix.
 *
 * <p><b>Why a claim is true:</b> let the edge that means second T come at true time τe, within E of T, and let the kernel
 * read CLOCK_REALTIME for it at τs, no earlier than τe and at most the latency after it. The stamp, held between readings
 * of the wall clock that were made before and after it, says that τs lies between two readings of the oscillator, r1
 * and r2. At r2 true time was at least τs, so at least T − E: the lower half. At r1 it was at most τs, so at most T + E +
 * latency: the upper half.
 *
 * <p><b>Error budget:</b> ε is half the latency, plus {@link Builder#errorFloor}, plus the conversion of the stamp:
 * under a microsecond where the driver can wait for an edge, some microseconds where it has to be asked often. So about
 * 0.5 ms with the default latency and 50 µs with one of 100 µs. The latency that is declared is the term to improve: a
 * hardware time stamp has none, a GPIO or serial line has that of its interrupt.
 *
 * <p><b>Needs:</b> Linux, JNA, a device such as {@code /dev/pps0} that this user may read (made by {@code ldattach PPS}, by
 * pps-gpio, or by a network card), and capturing switched on, as drivers do. Nothing is set: a device whose stamps another
 * program shifts (PPS_SETPARAMS) is refused. <b>Failures:</b> a device that is missing, in trouble or gone is reported and
 * opened again, after 0.5 s and then up to 16 s; edges that were missed are counted as NO_REPLY; a wall clock that is
 * stepped costs the edges of ten seconds. <b>Threads:</b> any; a daemon thread waits for edges, and closing may wait 1.1 s
 * for it. <b>Hazard:</b> a latency that is exceeded makes upper halves false: interrupts may be held off for long on a busy
 * host, and on a virtual one. A source that names by another receiver or by NTP does not know whether the one that
 * pulses has a fix: let it pulse with a fix only. A pulse that is off by a constant, as by a long cable (5 ns a metre), or by the width of the
 * pulse because the wrong edge is taken, makes both false: the second only shows where the width is 0.4 s or more, or
 * contradicts the other source. <b>Source:</b> RFC 2783; linux/pps.h; error model, section 1.
 */
public final class PpsSource implements TimeSource {

    private static final Duration LEAST_LONGEST_POLL = Duration.ofSeconds(10);

    /** As many polls as the timekeeper remembers claims for. */
    private static final int POLLS_REMEMBERED = 8;

    private final SourceShell shell;
    private final Path device;
    private final TimeSource namer;
    private final PpsEdge edge;
    private final long latencyNanos;
    private final long errorNanos;

    private PpsSource(Builder builder, TimeSource namer) {
        this.shell = new SourceShell(builder.name);
        this.device = builder.device;
        this.namer = namer;
        this.edge = builder.edge;
        this.latencyNanos = builder.latency.toNanos();
        this.errorNanos = builder.errorFloor.toNanos();
    }

    /**
     * A pulse per second.
     *
     * @param device such as {@code /dev/pps0}; it need not be there yet
     */
    public static Builder builder(Path device) {
        return new Builder(device);
    }

    @Override
    public String name() {
        return shell.name();
    }

    /**
     * Starts to wait for edges, and the source that names them.
     *
     * @throws SourceInUseException if this or the source that names was started or closed before
     * @throws UnsupportedOperationException if JNA is missing, or this is not Linux; the message says what to do
     */
    @Override
    public void start(SourceContext context) {
        shell.start(context, this::measuring);
    }

    private Measuring measuring(SourceContext context) {
        int slewPpm = context.ticks().slewable() ? context.hostSlewBoundPpm() : 0;
        PpsNaming naming = new PpsNaming(slewPpm, longestPollInterval().toNanos() * POLLS_REMEMBERED);
        PpsNamer namerContext = new PpsNamer(context, naming, namer.name());
        PpsJudge judge = new PpsJudge(edge, latencyNanos, errorNanos, naming);
        Measuring measuring = new PpsMeasuring(context, namerContext, device, edge.isAssert(), judge);
        namer.start(namerContext);
        return measuring;
    }

    /** {@inheritDoc} That of the source that names, and 10 s at least. */
    @Override
    public Duration longestPollInterval() {
        Duration ofNamer = namer.longestPollInterval();
        return ofNamer.compareTo(LEAST_LONGEST_POLL) > 0 ? ofNamer : LEAST_LONGEST_POLL;
    }

    /** {@inheritDoc} It closes the source that names, too. */
    @Override
    public void close() {
        shell.close();
        namer.close();
    }

    @Override
    public String toString() {
        return "PpsSource " + name() + ", named by " + namer.name();
    }

    /**
     * Options of a source.
     *
     * <p><b>Threads:</b> confined to one. <b>Hazard:</b> latency, error floor and the place of the edge are promises; a
     * false one makes claims false.
     */
    public static final class Builder {

        private static final Duration MOST_LATENCY = Duration.ofMillis(100);
        private static final Duration MOST_FLOOR = Duration.ofMillis(100);
        private static final Duration MOST_AFTER_SECOND = Duration.ofNanos(999_999_999);

        private final Path device;
        private String name;
        private @Nullable TimeSource namer;
        private PpsEdge edge = PpsEdge.ASSERT;
        private Duration latency = Duration.ofMillis(1);
        private Duration errorFloor = Duration.ZERO;

        private Builder(Path device) {
            this.device = Objects.requireNonNull(device, "device");
            this.name = device.toString();
        }

        /**
         * The name in reports.
         *
         * @param newName not blank; by default the device's path
         */
        public Builder name(String newName) {
            name = Limits.notBlank("name", newName);
            return this;
        }

        /**
         * The source that says which second an edge begins; required. Its claims must be narrower than 0.8 s when an edge comes:
         * an {@link NmeaSource} with declared delays, an NTP server, gpsd.
         *
         * @param source not started; this source starts and closes it, and no timekeeper gets it
         */
        public Builder namedBy(TimeSource source) {
            namer = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * The longest time from an edge until the kernel has read its clock for it.
         *
         * @param greatest 0 to 100 ms; 1 ms by default, which an interrupt of an ordinary host keeps except under the
         *     heaviest load. Of hardware time stamps, or measured by a kernel's interrupt tracing, it may be far less
         */
        public Builder latency(Duration greatest) {
            latency = Limits.inRange("latency", greatest, Duration.ZERO, MOST_LATENCY);
            return this;
        }

        /**
         * Takes the clear edge, where the assert edge is not captured or is the pulse's end. By default the assert edge is
         * taken, and begins the second.
         *
         * @param afterSecond how long after the whole second the clear edge comes, 0 to 999,999,999 ns: 0 of an inverted pulse,
         *     the width of another. {@link #errorFloor} has to cover what is not known of the width
         */
        public Builder clearEdge(Duration afterSecond) {
            edge = PpsEdge.clear(Limits.inRange("afterSecond", afterSecond, Duration.ZERO, MOST_AFTER_SECOND));
            return this;
        }

        /**
         * How far a true edge may be from where it should: the receiver's own error, the cable, the width of a pulse.
         *
         * @param floor 0 to 100 ms; 0 by default
         */
        public Builder errorFloor(Duration floor) {
            errorFloor = Limits.inRange("errorFloor", floor, Duration.ZERO, MOST_FLOOR);
            return this;
        }

        /**
         * The source.
         *
         * @throws IllegalStateException if nothing names its seconds
         */
        public PpsSource build() {
            TimeSource naming = namer;
            if (naming == null) {
                throw new IllegalStateException(
                        "namedBy(...) must be called: an edge at " + device + " does not say which second it begins");
            }
            return new PpsSource(this, naming);
        }
    }
}
