package dev.truechimer.clock.ticks;

import dev.truechimer.clock.host.KernelTicks;
import dev.truechimer.clock.host.ReadsHostClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rests on the oscillator, CLOCK_BOOTTIME and the wall clock of this host, and tells a listener as it happens that the
 * wall clock was set, that this JVM stood still, or that this host slept: the thread around {@link StepDetector},
 * {@link PauseDetector} and {@link SuspendDetector}.
 *
 * <pre>{@code
 * try (ClockWatch watch = ClockWatch.start(anomaly -> log.warn(anomaly.describe()))) {
 *     ...
 * }
 * }</pre>
 *
 * <p><b>Threads:</b> any may use it; the listener is called by the watch's own thread, one event after the other. The
 * thread is a daemon, named {@value #THREAD_NAME}, and ends with {@link #close()}, or when somebody interrupts it,
 * which is logged. <b>Cost:</b> by default a wake-up each millisecond, as much as a timer interrupt and two switches of
 * a processor, a thousand times a second: in the order of one or two hundredths of one core, and no deep sleep for that
 * core. A longer interval costs less in proportion; it makes pauses less exact and hides those that are shorter. An
 * event allocates; nothing else does, but for the reading of the wall clock when it is compared.
 *
 * <p><b>Hazards.</b> <i>Step, leap second:</i> found to the next comparison, 100 ms by default. <i>Slew:</i> not seen
 * by default, see {@link StepDetector}; give one on {@link Ticks#monotonicRaw()} to see it. <i>Suspend:</i> where
 * CLOCK_BOOTTIME can be read the wall clock is compared with it, so that sleep is not taken for a step; steps then
 * carry its readings. Where it can't, sleep looks like a step forward, and {@link #report()} says so. On JDK 22 and
 * newer native access must have been granted for it; by default a watch makes no JDK warn, so without that it does not
 * try. Pauses and suspensions carry readings of {@link Ticks#system()}. <i>Core migration</i> is nothing but lateness.
 */
public final class ClockWatch implements AutoCloseable {

    private static final String THREAD_NAME = "truechimer-clock-watch";
    private static final System.Logger LOG = System.getLogger(ClockWatch.class.getName());
    private static final long CLOSE_WAIT_MILLIS = 5_000;
    private static final String NOT_GRANTED =
            "CLOCK_BOOTTIME was not tried, since this JDK would warn: native access is not granted; grant it with"
                    + " --enable-native-access=ALL-UNNAMED (or =dev.truechimer.clock on the module path), or set"
                    + " suspendDetector(SuspendDetector.ofHost()) in spite of the warning";

    private final WatchRound round;
    private final Optional<String> suspendProblem;
    private final long intervalNanos;
    private final Thread thread;
    private volatile boolean closed;

    private ClockWatch(Builder builder) {
        Ticks running = null;
        SuspendDetector suspends = builder.suspends;
        String problem = suspends == null ? "it was not asked for" : null;
        if (builder.defaultSuspends && !KernelTicks.areQuiet()) {
            problem = NOT_GRANTED;
        } else if (builder.defaultSuspends) {
            try {
                suspends = SuspendDetector.ofHost();
                running = Ticks.boottime();
                problem = null;
            } catch (UnsupportedOperationException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        StepDetector steps = builder.steps;
        if (steps == null) {
            steps = StepDetector.of(running == null ? Ticks.system() : running, hostWallClock());
        }
        this.suspendProblem = Optional.ofNullable(problem);
        this.intervalNanos = builder.interval.toNanos();
        this.round = new WatchRound(
                builder.ticks,
                builder.pollNanos,
                new PauseDetector(builder.ticks, builder.interval, builder.pauseThreshold),
                steps,
                suspends,
                builder.listener);
        this.thread = new Thread(this::watch, THREAD_NAME);
        thread.setDaemon(true);
    }

    @ReadsHostClock
    private static InstantSource hostWallClock() {
        return InstantSource.system();
    }

    /**
     * Starts one with the defaults.
     *
     * @param listener is told of each event; what it throws is logged
     * @return running; the caller's to close
     * @throws UnsupportedOperationException if HdrHistogram is missing
     */
    public static ClockWatch start(Consumer<? super ClockAnomaly> listener) {
        return builder().listener(listener).start();
    }

    /** Prepares one with other settings. */
    public static Builder builder() {
        return new Builder();
    }

    private void watch() {
        round.begin();
        while (!closed) {
            LockSupport.parkNanos(this, intervalNanos);
            if (thread.isInterrupted()) {
                if (!closed) {
                    LOG.log(System.Logger.Level.WARNING, "The clock watch was interrupted and ends");
                }
                return;
            }
            round.woke();
        }
    }

    /** What it has seen so far; also after the close. */
    public ClockWatchReport report() {
        return round.report(suspendProblem, thread.isAlive() && !closed);
    }

    /**
     * Ends the thread and waits for it, unless the caller is that thread: for five seconds, if the listener does not
     * return. An interrupt ends the wait and is kept for the caller. A second call does nothing more.
     */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            thread.interrupt();
        }
    }

    /** How to watch. <b>Threads:</b> confined to one. */
    public static final class Builder {

        private static final Duration SHORTEST_INTERVAL = Duration.ofNanos(100_000);
        private static final Duration SHORTEST_THRESHOLD = Duration.ofMillis(1);
        private static final Duration LONGEST = Duration.ofHours(1);

        private Consumer<? super ClockAnomaly> listener =
                anomaly -> LOG.log(System.Logger.Level.WARNING, anomaly::describe);
        private Duration interval = Duration.ofMillis(1);
        private Duration pauseThreshold = Duration.ofMillis(50);
        private long pollNanos = 100_000_000;
        private Ticks ticks = Ticks.system();
        private @Nullable StepDetector steps;
        private @Nullable SuspendDetector suspends;
        private boolean defaultSuspends = true;

        private Builder() {}

        /**
         * Who is told of each event, on the thread of the watch. Default: the log, with a warning.
         *
         * @param listener what it throws is logged; while it runs nothing is watched
         */
        public Builder listener(Consumer<? super ClockAnomaly> listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * How long the thread sleeps each time. Default: a millisecond.
         *
         * @param interval 0.1 ms to an hour
         * @throws IllegalArgumentException if it is not within these limits
         */
        public Builder interval(Duration interval) {
            this.interval = BoundedNanos.checked("interval", interval, SHORTEST_INTERVAL, LONGEST);
            return this;
        }

        /**
         * From which length on a pause is an event. Default: 50 ms, beyond what schedulers and collectors do to a
         * thread in the ordinary course; the report knows shorter ones.
         *
         * @param threshold a millisecond to an hour
         * @throws IllegalArgumentException if it is not within these limits
         */
        public Builder pauseThreshold(Duration threshold) {
            this.pauseThreshold = BoundedNanos.checked("pauseThreshold", threshold, SHORTEST_THRESHOLD, LONGEST);
            return this;
        }

        /**
         * How often steps, slews and sleep are looked for, at most. Default: each 100 ms.
         *
         * @param every 0.1 ms to an hour
         * @throws IllegalArgumentException if it is not within these limits
         */
        public Builder pollEvery(Duration every) {
            this.pollNanos = BoundedNanos.of("pollEvery", every, SHORTEST_INTERVAL, LONGEST);
            return this;
        }

        /**
         * The oscillator that pauses are measured with. Default: {@link Ticks#system()}.
         *
         * @param ticks one that runs by itself
         */
        public Builder ticks(Ticks ticks) {
            this.ticks = Objects.requireNonNull(ticks, "ticks");
            return this;
        }

        /**
         * What looks for steps and slews. Default: one with its own defaults, on CLOCK_BOOTTIME where it can be read.
         *
         * @param detector from now on used by the watch only
         */
        public Builder stepDetector(StepDetector detector) {
            this.steps = Objects.requireNonNull(detector, "detector");
            return this;
        }

        /**
         * What looks for sleep. Default: {@link SuspendDetector#ofHost()}, where it can be had and no JDK warns of it.
         *
         * @param detector from now on used by the watch only
         */
        public Builder suspendDetector(SuspendDetector detector) {
            this.suspends = Objects.requireNonNull(detector, "detector");
            this.defaultSuspends = false;
            return this;
        }

        /** Does not look for sleep and needs no native access; sleep then looks like a step of the wall clock. */
        public Builder withoutSuspendDetector() {
            this.suspends = null;
            this.defaultSuspends = false;
            return this;
        }

        /**
         * Starts the thread.
         *
         * @return running; the caller's to close
         * @throws UnsupportedOperationException if HdrHistogram is missing
         */
        public ClockWatch start() {
            ClockWatch watch = new ClockWatch(this);
            // Here, so that what happens from the return on is compared with what was before.
            watch.round.look();
            watch.thread.start();
            return watch;
        }
    }
}
