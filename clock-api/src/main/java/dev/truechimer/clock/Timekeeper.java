package dev.truechimer.clock;

import dev.truechimer.clock.engine.EngineSettings;
import dev.truechimer.clock.engine.RateBound;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.clock.ticks.Ticks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The running clock: owns the sources, fuses what they say, and publishes an interval that any thread can read at the
 * cost of about one {@code System.nanoTime()}.
 *
 * <pre>{@code
 * try (Timekeeper time = Timekeeper.builder()
 *         .source(NtpSource.of("ntp1.example.net"))
 *         .source(NtpSource.of("ntp2.example.net"))
 *         .source(NtpSource.of("ntp3.example.net"))
 *         .start()) {
 *     if (time.awaitSynchronized(Duration.ofSeconds(10))) {
 *         TimeInterval now = time.clock().now();
 *     }
 * }
 * }</pre>
 *
 * <p><b>Invariant:</b> containment, as docs/error-model.md states it. With N sources, f = (N − 1)/2 may lie unless {@link
 * Builder#faultTolerance} says otherwise: one or two sources tolerate none, three tolerate one. <b>Threads:</b> all
 * methods may be called from any thread. One daemon thread named {@code truechimer-timekeeper} belongs to each instance;
 * {@link #close()} ends it and closes the sources. <b>Hazard:</b> a suspended machine is noticed only when
 * f + 1 sources have answered again; see docs/error-model.md for what is promised, assumed and not detectable.
 */
public final class Timekeeper implements AutoCloseable {

    private final TimekeeperLoop loop;

    private Timekeeper(TimekeeperLoop loop) {
        this.loop = loop;
    }

    /** Starts to configure one. */
    public static Builder builder() {
        return new Builder();
    }

    /** The clock on UTC. It may be read from now on, and answers {@link TimeInterval#UNBOUNDED} until it knows more. */
    public IntervalClock clock() {
        return clock(Timescale.UTC);
    }

    /**
     * The clock on a scale. All clocks of a timekeeper are views of the same knowledge.
     *
     * @param timescale the scale
     */
    public IntervalClock clock(Timescale timescale) {
        return loop.clock(timescale);
    }

    /**
     * Waits until the clock is {@link ClockStatus#SYNCHRONIZED}.
     *
     * @param timeout how long at most; zero or less asks once and does not wait
     * @return false if the timeout came first, or the timekeeper was closed; {@link #report()} says what is missing
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitSynchronized(Duration timeout) throws InterruptedException {
        return loop.awaitSynchronized(InstantNanos.of(timeout));
    }

    /** One consistent picture of now. After {@link #close()} it is the last one. */
    public ClockReport report() {
        return loop.report();
    }

    /**
     * Adds a source at run time and starts it. N grows, and f with it unless it was declared. Each call is a declaration of
     * its own: to add several, use {@link #addSources}, or the first of them may be believed alone for a moment.
     *
     * @param source not used by any timekeeper yet
     * @throws IllegalArgumentException if its name is taken
     * @throws dev.truechimer.clock.source.SourceInUseException if another timekeeper uses it
     * @throws ClockUnavailableException if the timekeeper was closed
     */
    public void addSource(TimeSource source) {
        addSources(source);
    }

    /**
     * Adds sources at run time, all in one step, and starts them.
     *
     * @param together not used by any timekeeper yet
     * @throws IllegalArgumentException if a name is taken
     * @throws dev.truechimer.clock.source.SourceInUseException if another timekeeper uses one
     * @throws ClockUnavailableException if the timekeeper was closed
     */
    public void addSources(TimeSource... together) {
        loop.add(Stream.of(together)
                .map(source -> new TimekeeperLoop.Member(Objects.requireNonNull(source, "source"), null))
                .toList());
    }

    /**
     * Removes a source at run time and closes it. N shrinks, and f with it unless it was declared: this is a new
     * declaration of who may lie.
     *
     * @param name its name
     * @throws IllegalArgumentException if there is none of that name, or a declared f would leave nobody to believe
     * @throws ClockUnavailableException if the timekeeper was closed
     */
    public void removeSource(String name) {
        loop.remove(Objects.requireNonNull(name, "name"));
    }

    /**
     * Tells a listener every event from now on.
     *
     * @param listener called on the timekeeper's thread
     */
    public void addListener(ClockListener listener) {
        loop.addListener(Objects.requireNonNull(listener, "listener"));
    }

    /** Ends the clock for good: readings become unbounded, waits end, sources are closed, the thread ends. */
    @Override
    public void close() {
        loop.close();
    }

    /** Configures a timekeeper. Every setting has a default that fits a server on a network. <b>Threads:</b> one. */
    public static final class Builder {

        private static final int DEFAULT_RATE_PPM = 200;
        private static final int DEFAULT_WANDER_PPM = 15;
        private static final int DEFAULT_SLEW_PPM = 1_000;
        private static final long DEFAULT_TICK_ERROR_NANOS = 50;
        private static final Duration DEFAULT_RATE_WINDOW = Duration.ofMinutes(30);
        private static final Duration DEFAULT_RATE_HORIZON = Duration.ofMinutes(15);
        private static final int DEFAULT_READOPTION_ROUNDS = 3;

        private final List<TimekeeperLoop.Member> members = new ArrayList<>();
        private final List<ClockListener> listeners = new ArrayList<>();
        private Ticks ticks = Ticks.system();
        private int rateBoundPpm = DEFAULT_RATE_PPM;
        private int wanderBoundPpm = DEFAULT_WANDER_PPM;
        private int hostSlewBoundPpm = DEFAULT_SLEW_PPM;
        private OptionalInt faultTolerance = OptionalInt.empty();
        private long maxEpsilonNanos = Long.MAX_VALUE;
        private long holdoverLimitNanos = Duration.ofHours(1).toNanos();
        private long tickErrorNanos = DEFAULT_TICK_ERROR_NANOS;
        private @Nullable Path leapSecondsFile;

        private Builder() {}

        /**
         * Adds a source with a vote of its own. Repeatable.
         *
         * @param source not used by any timekeeper yet
         */
        public Builder source(TimeSource source) {
            members.add(new TimekeeperLoop.Member(Objects.requireNonNull(source, "source"), null));
            return this;
        }

        /**
         * Adds sources that are likely to lie together, because they share an upstream or an operator: they count as one in
         * the fusion, and as false if any of them is.
         *
         * @param name the group's name
         * @param correlated its sources, at least one
         */
        public Builder group(String name, TimeSource... correlated) {
            Objects.requireNonNull(name, "name");
            if (correlated.length == 0) {
                throw new IllegalArgumentException("a group needs at least one source: " + name);
            }
            for (TimeSource source : correlated) {
                members.add(new TimekeeperLoop.Member(Objects.requireNonNull(source, "source"), name));
            }
            return this;
        }

        /**
         * The oscillator. {@link Ticks#monotonicRaw()} is recommended where it can be had: no daemon can slew it, so the
         * host's slew bound does not count and the rate can be measured.
         *
         * @param ticks default: {@link Ticks#system()}, that is {@code System.nanoTime()}
         */
        public Builder ticks(Ticks ticks) {
            this.ticks = Objects.requireNonNull(ticks, "ticks");
            return this;
        }

        /**
         * ρ: how far the undisciplined oscillator's rate may be from 1.
         *
         * @param ppm parts per million, 0..{@value RateBound#MOST_PPM}; default 200, the figure that Spanner uses
         */
        public Builder rateBoundPpm(int ppm) {
            RateBound.requirePpm("rateBoundPpm", ppm);
            rateBoundPpm = ppm;
            return this;
        }

        /**
         * w: how far the oscillator's rate may wander from a constant over 45 minutes. Used only on ticks that can't be
         * slewed.
         *
         * @param ppm parts per million, 0..{@value RateBound#MOST_PPM}; default 15; 0 = no rate estimation is used
         */
        public Builder wanderBoundPpm(int ppm) {
            RateBound.requirePpm("wanderBoundPpm", ppm);
            wanderBoundPpm = ppm;
            return this;
        }

        /**
         * σ: how far daemons of this host may slew the ticks, standing frequency correction included. Not used where ticks
         * can't be slewed. Daemons that slew faster (chronyd's default limit is 83,333 ppm, systemd-timesyncd goes up to
         * 50,000) break containment while they do: raise this, or use {@link Ticks#monotonicRaw()}.
         *
         * @param ppm parts per million, 0..{@value RateBound#MOST_PPM}; default 1000
         */
        public Builder hostSlewBoundPpm(int ppm) {
            RateBound.requirePpm("hostSlewBoundPpm", ppm);
            hostSlewBoundPpm = ppm;
            return this;
        }

        /**
         * f: how many of the configured sources (groups count once) may lie at the same time.
         *
         * @param liars {@code 0 <= f < N}; default (N − 1)/2
         */
        public Builder faultTolerance(int liars) {
            if (liars < 0) {
                throw new IllegalArgumentException("faultTolerance must be >= 0: " + liars);
            }
            faultTolerance = OptionalInt.of(liars);
            return this;
        }

        /**
         * The ε beyond which the clock counts as {@link ClockStatus#HOLDOVER} even with fresh claims, and an event is told.
         *
         * @param limit positive; default none
         */
        public Builder maxEpsilon(Duration limit) {
            maxEpsilonNanos = positive("maxEpsilon", limit);
            return this;
        }

        /**
         * How long after the last quorum a reading stays bounded.
         *
         * @param limit positive, at most 366 days; default 1 h
         */
        public Builder holdoverLimit(Duration limit) {
            long nanos = positive("holdoverLimit", limit);
            if (nanos > EngineSettings.LONGEST_HOLDOVER_NANOS) {
                throw new IllegalArgumentException("holdoverLimit must be at most 366 days: " + limit);
            }
            holdoverLimitNanos = nanos;
            return this;
        }

        /**
         * r: the error of one oscillator reading: its resolution, and the skew between cores.
         *
         * @param bound 0..1 s; default 50 ns
         */
        public Builder tickError(Duration bound) {
            long nanos = InstantNanos.of(bound);
            if (nanos < 0 || nanos > 1_000_000_000L) {
                throw new IllegalArgumentException("tickError must be 0..1 s: " + bound);
            }
            tickErrorNanos = nanos;
            return this;
        }

        /**
         * A leap-seconds.list to use if it is newer than the host's and the library's own.
         *
         * @param file in the format of IERS; read once by {@link #start()}
         */
        public Builder leapSecondsFile(Path file) {
            leapSecondsFile = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * A listener that is told every event from the start.
         *
         * @param listener called on the timekeeper's thread
         */
        public Builder listener(ClockListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Starts: the thread and the sources. The clock may be read at once; {@link Timekeeper#awaitSynchronized} waits for
         * the first bounded reading.
         *
         * @throws IllegalArgumentException if there is no source, two have one name, f leaves nobody to believe, or the
         *     leap-seconds file can't be used; nothing was started then
         * @throws dev.truechimer.clock.source.SourceInUseException if another timekeeper uses one of the sources; those that
         *     this call had started are closed
         */
        public Timekeeper start() {
            requireSources();
            LeapSeconds leapSeconds = LeapSecondsFiles.newest(leapSecondsFile);
            TimekeeperLoop loop = new TimekeeperLoop(ticks, settings(), leapSeconds, listeners);
            try {
                loop.add(members);
            } catch (RuntimeException | Error e) {
                loop.close();
                throw e;
            }
            return new Timekeeper(loop);
        }

        private void requireSources() {
            if (members.isEmpty()) {
                throw new IllegalArgumentException("a timekeeper needs at least one source: call source(...) first");
            }
            Set<String> names = new HashSet<>();
            Set<String> units = new HashSet<>();
            for (TimekeeperLoop.Member member : members) {
                String name = member.source().name();
                if (!names.add(name)) {
                    throw new IllegalArgumentException("source names must be unique: " + name);
                }
                units.add(member.group() == null ? "source " + name : "group " + member.group());
            }
            if (faultTolerance.isPresent() && faultTolerance.getAsInt() >= units.size()) {
                throw new IllegalArgumentException(
                        "faultTolerance must be less than the number of sources (groups count" + " once): "
                                + faultTolerance.getAsInt() + " of " + units.size());
            }
        }

        private EngineSettings settings() {
            boolean slewable = ticks.slewable();
            EngineSettings.Rates rates = new EngineSettings.Rates(
                    rateBoundPpm,
                    hostSlewBoundPpm,
                    wanderBoundPpm,
                    slewable,
                    tickErrorNanos,
                    DEFAULT_RATE_WINDOW.toNanos(),
                    DEFAULT_RATE_HORIZON.toNanos());
            return new EngineSettings(
                    rates, faultTolerance, maxEpsilonNanos, holdoverLimitNanos, DEFAULT_READOPTION_ROUNDS);
        }

        private static long positive(String name, Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(name + " must be > 0: " + duration);
            }
            return InstantNanos.of(duration);
        }
    }
}
