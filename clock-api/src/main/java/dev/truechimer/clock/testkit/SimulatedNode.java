package dev.truechimer.clock.testkit;

import dev.truechimer.clock.ClockEvent;
import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.engine.ClockEngine;
import dev.truechimer.clock.engine.EngineSettings;
import dev.truechimer.clock.reader.ClockSet;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.ticks.Ticks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A node of a simulated world: an oscillator, and the real engine, which polls the servers over links.
 *
 * <p><b>Threads:</b> those of its world: one.
 */
public final class SimulatedNode {

    private static final long HEARTBEAT_NANOS = 250_000_000L;

    private final SimulatedWorld world;
    private final String name;
    private final RandomGenerator random;
    private final SimulatedOscillator oscillator;
    private final ClockEngine engine;
    private final ClockSet clocks;
    private final List<ClockEvent> events = new ArrayList<>();
    private long pausedUntilTai;

    private SimulatedNode(Builder builder) {
        this.world = builder.world;
        this.name = builder.name;
        this.random = world.newRandom();
        this.pausedUntilTai = world.trueTaiNanos();
        this.oscillator = new SimulatedOscillator(world, world.newRandom(), builder.slewable, builder.tickErrorNanos);
        oscillator.rate(builder.rateErrorPpb);
        EngineSettings settings = builder.settings();
        this.engine = new ClockEngine(settings, world.leapSeconds(), oscillator.nanos());
        this.clocks =
                new ClockSet(oscillator, settings.rates().tickErrorNanos(), world.leapSeconds(), engine.published());
        if (builder.wanderPpb > 0) {
            wander(builder);
        }
        builder.polls.forEach(this::startPolling);
        heartbeat();
    }

    private void wander(Builder builder) {
        long change = random.nextLong(-builder.wanderPpb, builder.wanderPpb + 1);
        oscillator.rate(builder.rateErrorPpb + change);
        world.after(builder.wanderEveryNanos, () -> wander(builder));
    }

    private void heartbeat() {
        whenRunning(() -> {
            engine.tick(oscillator.nanos());
            publish();
        });
        world.after(HEARTBEAT_NANOS, this::heartbeat);
    }

    /** Does something now, or when the pause ends. */
    private void whenRunning(Runnable action) {
        long wait = pausedUntilTai - world.trueTaiNanos();
        if (wait > 0) {
            world.after(wait, () -> whenRunning(action));
        } else {
            action.run();
        }
    }

    private void publish() {
        clocks.publish(engine.published());
        events.addAll(engine.drainEvents());
    }

    /** The clock on UTC. */
    public IntervalClock clock() {
        return clock(Timescale.UTC);
    }

    /**
     * The clock on a scale.
     *
     * @param timescale the scale
     */
    public IntervalClock clock(Timescale timescale) {
        return clocks.clock(timescale);
    }

    /** The node's oscillator. */
    public Ticks ticks() {
        return oscillator;
    }

    /** One consistent picture of now. */
    public ClockReport report() {
        ClockReport report = engine.report(oscillator.nanos());
        publish();
        return report;
    }

    /** Every event so far, in order. */
    public List<ClockEvent> events() {
        return List.copyOf(events);
    }

    /** Whether a reading taken now holds the true time; true for an unbounded one. */
    public boolean holdsTruth() {
        return clock(Timescale.TAI).now().contains(world.trueTaiNanos());
    }

    /**
     * Changes the oscillator's rate from now on.
     *
     * @param ppb true seconds per oscillator second, less 1, in 10^-9
     */
    public void rateError(long ppb) {
        oscillator.rate(ppb);
    }

    /**
     * The process stands still, as for garbage collection: the oscillator runs on, packets wait.
     *
     * @param duration how long, from now
     */
    public void pause(Duration duration) {
        pausedUntilTai = world.trueTaiNanos() + duration.toNanos();
    }

    /**
     * The oscillator stands still and the process with it, as when a machine is suspended and nobody notices.
     *
     * @param duration how long, from now
     */
    public void suspend(Duration duration) {
        pause(duration);
        oscillator.frozen(true);
        world.after(duration.toNanos(), () -> oscillator.frozen(false));
    }

    private void startPolling(Poll poll) {
        engine.addSource(poll.name(), poll.group(), poll.intervalNanos(), oscillator.nanos());
        world.after(random.nextLong(poll.intervalNanos()), () -> poll(poll));
    }

    private void poll(Poll poll) {
        whenRunning(() -> exchange(poll));
        long jitter = poll.intervalNanos() / 10;
        world.after(poll.intervalNanos() + (jitter == 0 ? 0 : random.nextLong(-jitter, jitter + 1)), () -> poll(poll));
    }

    private void exchange(Poll poll) {
        long sentTicks = oscillator.nanos();
        Exchange exchange = new Exchange(poll, sentTicks);
        transmit(poll.link().there(), poll.link(), exchange::arrive);
        world.after(poll.timeoutNanos(), () -> whenRunning(exchange::timeOut));
    }

    private void transmit(DelayModel delay, SimulatedLink link, Runnable arrival) {
        int copies = random.nextDouble() < link.duplication() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (random.nextDouble() >= link.loss()) {
                world.after(delay.nanos(random), arrival);
            }
        }
    }

    /** One request and what comes of it. */
    private final class Exchange {
        private final Poll poll;
        private final long sentTicks;
        private boolean over;

        Exchange(Poll poll, long sentTicks) {
            this.poll = poll;
            this.sentTicks = sentTicks;
        }

        void arrive() {
            SimulatedServer server = poll.server();
            if (server.isSilent()) {
                return;
            }
            long received = server.stamp(name, random);
            world.after(server.processingNanos(), () -> {
                long transmitted = Math.max(received, server.stamp(name, random));
                long error = server.statedErrorNanos();
                transmit(
                        poll.link().back(),
                        poll.link(),
                        () -> whenRunning(() -> complete(received, transmitted, error)));
            });
        }

        void complete(long received, long transmitted, long errorNanos) {
            if (over) {
                return;
            }
            over = true;
            long receivedTicks = oscillator.nanos();
            Claim claim = Claim.ofRoundTrip(
                    sentTicks,
                    received,
                    transmitted,
                    receivedTicks,
                    errorNanos,
                    poll.link().leastThere().toNanos(),
                    poll.link().leastBack().toNanos());
            engine.accept(poll.name(), claim, oscillator.nanos());
            publish();
        }

        void timeOut() {
            if (!over) {
                over = true;
                engine.failed(
                        poll.name(),
                        new SourceFailure(SourceFailure.Reason.NO_REPLY, "no reply in time"),
                        oscillator.nanos());
                publish();
            }
        }
    }

    /** What a node polls. */
    record Poll(String name, @Nullable String group, SimulatedServer server, SimulatedLink link, long intervalNanos) {
        long timeoutNanos() {
            return Math.max(intervalNanos / 2, 1_000_000L);
        }
    }

    /** Configures a node. Its bounds default to those of a timekeeper; its oscillator is exact and can't be slewed. */
    public static final class Builder {

        private final SimulatedWorld world;
        private final String name;
        private final List<Poll> polls = new ArrayList<>();
        private boolean slewable;
        private long rateErrorPpb;
        private long wanderPpb;
        private long wanderEveryNanos = 1_000_000_000L;
        private long tickErrorNanos = 50;
        private int rateBoundPpm = 200;
        private int wanderBoundPpm = 15;
        private int hostSlewBoundPpm = 1_000;
        private OptionalInt faultTolerance = OptionalInt.empty();
        private long maxEpsilonNanos = Long.MAX_VALUE;
        private long holdoverLimitNanos = Duration.ofHours(1).toNanos();
        private long intervalNanos = 1_000_000_000L;
        private long rateWindowNanos = Duration.ofMinutes(30).toNanos();
        private long rateHorizonNanos = Duration.ofMinutes(15).toNanos();

        Builder(SimulatedWorld world, String name) {
            this.world = world;
            this.name = name;
        }

        /**
         * How far the oscillator's rate is off at first.
         *
         * @param ppb true seconds per oscillator second, less 1, in 10^-9
         */
        public Builder rateError(long ppb) {
            rateErrorPpb = ppb;
            return this;
        }

        /**
         * Lets the rate wander around {@link #rateError}.
         *
         * @param ppb how far to either side
         * @param every how often it changes
         */
        public Builder wander(long ppb, Duration every) {
            wanderPpb = ppb;
            wanderEveryNanos = every.toNanos();
            return this;
        }

        /**
         * Whether the node believes that its ticks can be slewed.
         *
         * @param canBeSlewed false at first
         */
        public Builder slewable(boolean canBeSlewed) {
            slewable = canBeSlewed;
            return this;
        }

        /**
         * The rates that the node believes in: ρ, w and σ.
         *
         * @param rhoPpm ρ
         * @param wanderPpm w
         * @param sigmaPpm σ
         */
        public Builder rateBounds(int rhoPpm, int wanderPpm, int sigmaPpm) {
            rateBoundPpm = rhoPpm;
            wanderBoundPpm = wanderPpm;
            hostSlewBoundPpm = sigmaPpm;
            return this;
        }

        /**
         * How far back pairs for the rate reach, and how long an estimate holds.
         *
         * @param window how far back
         * @param horizon how long after the newest claim
         */
        public Builder rateWindow(Duration window, Duration horizon) {
            rateWindowNanos = window.toNanos();
            rateHorizonNanos = horizon.toNanos();
            return this;
        }

        /**
         * f.
         *
         * @param liars how many sources may lie
         */
        public Builder faultTolerance(int liars) {
            faultTolerance = OptionalInt.of(liars);
            return this;
        }

        /**
         * The ε beyond which the node counts as HOLDOVER.
         *
         * @param limit positive
         */
        public Builder maxEpsilon(Duration limit) {
            maxEpsilonNanos = limit.toNanos();
            return this;
        }

        /**
         * How long after the last quorum readings stay bounded.
         *
         * @param limit positive
         */
        public Builder holdoverLimit(Duration limit) {
            holdoverLimitNanos = limit.toNanos();
            return this;
        }

        /**
         * How often the sources added from now on are polled.
         *
         * @param interval positive; 1 s at first
         */
        public Builder pollEvery(Duration interval) {
            intervalNanos = interval.toNanos();
            return this;
        }

        /**
         * A source with a vote of its own.
         *
         * @param server whom it asks
         * @param link the way there
         */
        public Builder source(SimulatedServer server, SimulatedLink link) {
            polls.add(new Poll(server.name(), null, server, link, intervalNanos));
            return this;
        }

        /**
         * A source that votes with a group.
         *
         * @param group the group's name
         * @param server whom it asks
         * @param link the way there
         */
        public Builder source(String group, SimulatedServer server, SimulatedLink link) {
            polls.add(new Poll(server.name(), group, server, link, intervalNanos));
            return this;
        }

        /** Starts the node; it polls as the world's time passes. */
        public SimulatedNode start() {
            return new SimulatedNode(this);
        }

        private EngineSettings settings() {
            EngineSettings.Rates rates = new EngineSettings.Rates(
                    rateBoundPpm,
                    hostSlewBoundPpm,
                    wanderBoundPpm,
                    slewable,
                    tickErrorNanos,
                    rateWindowNanos,
                    rateHorizonNanos);
            return new EngineSettings(rates, faultTolerance, maxEpsilonNanos, holdoverLimitNanos, 3);
        }
    }
}
