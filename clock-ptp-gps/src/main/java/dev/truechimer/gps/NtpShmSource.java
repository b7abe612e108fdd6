package dev.truechimer.gps;

import dev.truechimer.clock.shell.Limits;
import dev.truechimer.clock.shell.SourceShell;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.clock.source.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A unit of NTP's shared memory, as gpsd and others write it for ntpd and chronyd, as a source of an interval clock.
 *
 * <pre>{@code
 * Timekeeper.builder()
 *     .source(NtpShmSource.builder(1).pps().build())
 *     .start();
 * }</pre>
 *
 * <p><b>Needs:</b> 64-bit Linux, JNA, a writer on this host, and the right to read its segment: gpsd that starts as root
 * writes units 0 (sentences) and 1 (pulse) for root alone; as another user it begins with 2 and 3, for everybody. A segment
 * that is missing is reported, and tried again each second. It is only read: chronyd or ntpd may use it at the same time.
 *
 * <p><b>Claims:</b> each new sample says that the reference's time was {@code clock} when the wall clock showed {@code
 * receive}; it was that, or up to {@link Builder#delays} later. What stood in the segment before this source came is of
 * unknown age and not used, nor is a sample that was not whole. Both modes, 0 and 1, are read; in mode 0, which has no
 * count, a reader beside this one that takes samples away within {@link Builder#poll} hides them.
 *
 * <p><b>Error budget.</b> {@code 2^precision} as the writer says (1 us from gpsd, also for sentences), 3 us if the stamps are
 * of microseconds, and {@link Builder#errorFloor}, on both sides; the width of the delays; the conversion of the receive
 * stamp, which is the time to the nearest reading of the wall clock, some 20 ms at most, multiplied with the bound of its
 * slewing. Typical ε: 0.5 s with the default delays, which fit units that are fed from sentences (0, 2, 4...); 0.5 ms with
 * {@link Builder#pps}, which fits units that are fed from a pulse (1, 3, 5...); some 20 us where the true delay was measured
 * and declared.
 *
 * <p><b>No claim:</b> leap 3 (not synchronised), for what came provably later than the delays allow, a date that can't be (a rolled-over GPS week is recognised and named), near
 * a leap second, after a step of the wall clock. <b>Threads:</b> one daemon thread. <b>Hazard:</b> the delays are promises
 * about the writer. gpsd adds a guess of the delay to the sentences of some old binary receivers (SiRF, Garmin, Zodiac,
 * Oncore, GeoStar), by which they may come out early: these need a floor of as much. gpsd takes the end of
 * a pulse for its begin if a sentence comes while it lasts: its pulse unit is then off by most of a second, always ({@link
 * GpsdSource} finds that out). Who may write the segment can lie. Two
 * units of one receiver, or a unit and {@link GpsdSource} with the same gpsd, are not independent: use one of them.
 * <b>Source:</b> the layout and rules are those of ntpd's driver 28; error model, section 1.
 */
public final class NtpShmSource implements TimeSource {

    /** Eight of these are remembered: long enough for a writer that writes each second, or each few. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(16);

    private final NtpShmSettings settings;
    private final SourceShell shell;

    private NtpShmSource(NtpShmSettings settings) {
        this.settings = settings;
        this.shell = new SourceShell(settings.name());
    }

    /**
     * A unit with options.
     *
     * @param unit 0 to 255
     * @throws IllegalArgumentException if it is out of range
     */
    public static Builder builder(int unit) {
        return new Builder(Limits.inRange("unit", unit, 0, 255));
    }

    @Override
    public String name() {
        return shell.name();
    }

    /**
     * Starts to look for the segment.
     *
     * @throws SourceInUseException if it was started or closed before
     * @throws UnsupportedOperationException if this is not 64-bit Linux or JNA is missing; the message says what to do
     */
    @Override
    public void start(SourceContext context) {
        shell.start(context, startedWith -> new NtpShmSession(settings, startedWith));
    }

    /** {@inheritDoc} Sixteen seconds, as the slowest writers have it; gpsd writes each second. */
    @Override
    public Duration longestPollInterval() {
        return LONGEST_POLL;
    }

    /** {@inheritDoc} Detaches the segment, which stays for others. */
    @Override
    public void close() {
        shell.close();
    }

    @Override
    public String toString() {
        return "NtpShmSource " + name() + " (unit " + settings.unit() + ")";
    }

    /**
     * Options of a source. Whatever is not set has a default.
     *
     * <p><b>Threads:</b> confined to one. <b>Hazard:</b> delays are promises about the writer; a false one makes claims false.
     */
    public static final class Builder {

        private static final Duration MOST_DELAY = Duration.ofSeconds(60);
        private static final Duration MOST_FLOOR = Duration.ofHours(1);
        private static final Duration PULSE_DELAY = Duration.ofMillis(1);
        private static final Duration LEAST_POLL = Duration.ofMillis(1);
        private static final Duration MOST_POLL = Duration.ofSeconds(1);

        private final int unit;
        private @Nullable String name;
        private Duration leastDelay = Duration.ZERO;
        private Duration greatestDelay = Duration.ofSeconds(1);
        private Duration errorFloor = Duration.ZERO;
        private Duration poll = Duration.ofMillis(20);

        private Builder(int unit) {
            this.unit = unit;
        }

        /**
         * The name in reports.
         *
         * @param newName not blank; by default {@code shm} and the unit
         */
        public Builder name(String newName) {
            name = Limits.notBlank("name", newName);
            return this;
        }

        /**
         * How long after the instant that the clock's stamp means the receive stamp is taken.
         *
         * @param least 0 to 60 s; 0 by default
         * @param greatest not less than that, up to 60 s; 1 s by default, which holds for sentences of receivers that report
         *     each second and are not behind
         * @throws IllegalArgumentException if one is out of range, or the greatest is less than the least
         */
        public Builder delays(Duration least, Duration greatest) {
            leastDelay = Limits.inRange("delays least", least, Duration.ZERO, MOST_DELAY);
            greatestDelay = Limits.inRange("delays greatest", greatest, least, MOST_DELAY);
            return this;
        }

        /**
         * Says that the unit is fed from a pulse each second: delays of 0 to 1 ms, an assumption about the latency of
         * interrupt and writer that a busy host without kernel stamps does not keep.
         */
        public Builder pps() {
            return delays(Duration.ZERO, PULSE_DELAY);
        }

        /**
         * An error that the reference has in any case, added to what the precision says.
         *
         * @param floor 0 to 1 h; 0 by default
         */
        public Builder errorFloor(Duration floor) {
            errorFloor = Limits.inRange("errorFloor", floor, Duration.ZERO, MOST_FLOOR);
            return this;
        }

        /**
         * The time between two looks at the segment. A sample must stand still for two of them.
         *
         * @param interval 1 ms to 1 s; 20 ms by default
         */
        public Builder poll(Duration interval) {
            poll = Limits.inRange("poll", interval, LEAST_POLL, MOST_POLL);
            return this;
        }

        /** The source. */
        public NtpShmSource build() {
            return new NtpShmSource(new NtpShmSettings(
                    name == null ? "shm" + unit : name,
                    unit,
                    leastDelay.toNanos(),
                    greatestDelay.toNanos(),
                    errorFloor.toNanos(),
                    poll.toNanos()));
        }
    }
}
