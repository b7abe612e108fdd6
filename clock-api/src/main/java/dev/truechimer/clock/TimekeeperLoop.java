package dev.truechimer.clock;

import dev.truechimer.clock.engine.ClockEngine;
import dev.truechimer.clock.engine.EngineSettings;
import dev.truechimer.clock.reader.ClockSet;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.clock.ticks.Ticks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thin shell around the engine: one thread, one lock, the sources, the listeners.
 *
 * <p><b>Threads:</b> the engine is guarded by this object's monitor; claims come through the timekeeper's thread, while
 * changes of the configuration and reports are made on the caller's. Listeners are called on the timekeeper's thread,
 * without the lock. A fault of the engine on that thread withdraws the model.
 */
final class TimekeeperLoop {

    private static final System.Logger LOG = System.getLogger(Timekeeper.class.getName());

    /** How often time alone is looked at: several times within the lead that models keep before they end. */
    private static final long HEARTBEAT_NANOS = 250_000_000L;

    private final Ticks ticks;
    private final LeapSeconds leapSeconds;
    private final int hostSlewBoundPpm;
    private final ClockEngine engine;
    private final ClockSet clocks;
    private final TimekeeperThread thread = new TimekeeperThread();
    private final List<ClockListener> listeners;
    private final Map<String, TimeSource> sources = new LinkedHashMap<>();
    private final Set<TimeSource> started = Collections.newSetFromMap(new IdentityHashMap<>());
    private volatile long ageingNanosPerSecond;
    private boolean closed;

    /**
     * A source and the group it votes with.
     *
     * @param group the group, or null
     */
    record Member(TimeSource source, @Nullable String group) {}

    TimekeeperLoop(Ticks ticks, EngineSettings settings, LeapSeconds leapSeconds, List<ClockListener> listeners) {
        this.ticks = ticks;
        this.leapSeconds = leapSeconds;
        this.hostSlewBoundPpm = settings.rates().sigmaPpm();
        this.listeners = new CopyOnWriteArrayList<>(listeners);
        this.engine = new ClockEngine(settings, leapSeconds, ticks.nanos());
        this.clocks = new ClockSet(ticks, settings.rates().tickErrorNanos(), leapSeconds, engine.published());
        thread.every(HEARTBEAT_NANOS, () -> change(() -> engine.tick(ticks.nanos())));
    }

    IntervalClock clock(Timescale timescale) {
        return clocks.clock(timescale);
    }

    void addListener(ClockListener listener) {
        listeners.add(listener);
    }

    /**
     * Adds sources and starts them. All are known to the engine before the first is started: N and f must be right when the
     * first claim comes, or a liar that answers first would be believed alone.
     */
    void add(List<Member> together) {
        // What may throw, and is foreign code, runs before anything is changed, and without the lock.
        List<ClockEngine.NewSource> added = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Member member : together) {
            TimeSource source = member.source();
            added.add(new ClockEngine.NewSource(source.name(), member.group(), longestPollNanos(source)));
            requireUnique(names.add(source.name()), source.name());
        }
        synchronized (this) {
            requireOpen();
            names.forEach(name -> requireUnique(!sources.containsKey(name), name));
            engine.addSources(added, ticks.nanos());
            together.forEach(member -> sources.put(member.source().name(), member.source()));
            publish();
        }
        together.forEach(member -> start(member.source(), together));
    }

    private static void requireUnique(boolean isUnique, String name) {
        if (!isUnique) {
            throw new IllegalArgumentException("source names must be unique: " + name);
        }
    }

    private void start(TimeSource source, List<Member> together) {
        try {
            source.start(new Context(source));
        } catch (RuntimeException | Error e) {
            List<TimeSource> toClose = takeBack(together);
            if (!(e instanceof SourceInUseException)) {
                toClose.add(source);
            }
            toClose.forEach(each -> closeAfter(e, each));
            throw e;
        }
        synchronized (this) {
            if (!closed && sources.get(source.name()) == source) {
                started.add(source);
                return;
            }
        }
        source.close();
        throw new ClockUnavailableException(
                "source " + source.name() + " was removed, or this timekeeper closed, while it was being started");
    }

    /** Takes back sources of which one failed to start; returns those that had been started. */
    private synchronized List<TimeSource> takeBack(List<Member> members) {
        List<String> names = new ArrayList<>();
        List<TimeSource> wereStarted = new ArrayList<>();
        for (Member member : members) {
            TimeSource source = member.source();
            if (sources.remove(source.name(), source)) {
                names.add(source.name());
                if (started.remove(source)) {
                    wereStarted.add(source);
                }
            }
        }
        engine.removeSources(names, ticks.nanos());
        publish();
        return wereStarted;
    }

    /** Closes a source; what that throws is added to the failure that made it necessary. */
    private static void closeAfter(Throwable cause, TimeSource source) {
        try {
            source.close();
        } catch (RuntimeException | Error e) {
            cause.addSuppressed(e);
        }
    }

    private static long longestPollNanos(TimeSource source) {
        Duration longest = source.longestPollInterval();
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException(
                    "longestPollInterval() of source " + source.name() + " must be > 0: " + longest);
        }
        return InstantNanos.of(longest);
    }

    void remove(String name) {
        TimeSource source;
        synchronized (this) {
            requireOpen();
            if (sources.containsKey(name) && engine.removalLeavesNoQuorum(name)) {
                throw new IllegalArgumentException("removing " + name
                        + " would leave no more sources than faultTolerance says may lie: add another one first");
            }
            engine.removeSource(name, ticks.nanos());
            source = sources.remove(name);
            publish();
            // One that is being started by another thread is closed there.
            if (source == null || !started.remove(source)) {
                return;
            }
        }
        source.close();
    }

    synchronized ClockReport report() {
        ClockReport report = engine.report(ticks.nanos());
        publish();
        return report;
    }

    synchronized boolean awaitSynchronized(long timeout) throws InterruptedException {
        long timeoutNanos = Math.max(0, timeout);
        Ticks timer = Ticks.system();
        long start = timer.nanos();
        while (engine.status() != ClockStatus.SYNCHRONIZED) {
            long left = timeoutNanos - (timer.nanos() - start);
            if (closed || left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    void close() {
        List<TimeSource> toClose;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            engine.close(ticks.nanos());
            publish();
            // One that is being started by another thread is closed there.
            toClose = sources.values().stream().filter(started::contains).toList();
            sources.clear();
            started.clear();
        }
        for (TimeSource source : toClose) {
            try {
                source.close();
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.WARNING, "Source " + source.name() + " failed to close", e);
            }
        }
        thread.close();
    }

    private void requireOpen() {
        if (closed) {
            throw new ClockUnavailableException("this timekeeper was closed: build a new one");
        }
    }

    /** Runs a change of the engine on the timekeeper's thread; a fault in it withdraws the model. */
    private void change(Runnable change) {
        synchronized (this) {
            if (closed) {
                return;
            }
            try {
                change.run();
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.ERROR, "A fault in the clock engine; its interval is withdrawn", e);
                engine.fault(e.toString(), ticks.nanos());
            } finally {
                publish();
            }
        }
    }

    /** The same on behalf of a source, unless it was removed meanwhile, or replaced by another one of its name. */
    private void change(TimeSource source, Runnable change) {
        thread.execute(() -> change(() -> {
            if (sources.get(source.name()) == source) {
                change.run();
            }
        }));
    }

    /** Makes what the engine says visible; the caller holds the lock. */
    private void publish() {
        clocks.publish(engine.published());
        ageingNanosPerSecond = engine.ageingNanosPerSecond();
        notifyAll();
        List<ClockEvent> events = engine.drainEvents();
        if (!events.isEmpty()) {
            thread.execute(() -> events.forEach(this::tell));
        }
    }

    private void tell(ClockEvent event) {
        for (ClockListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.WARNING, "A clock listener failed on " + event, e);
            }
        }
    }

    /** What a source sees of this timekeeper. */
    private final class Context implements SourceContext {
        private final TimeSource source;
        private final String name;

        Context(TimeSource source) {
            this.source = source;
            this.name = source.name();
        }

        @Override
        public Ticks ticks() {
            return ticks;
        }

        @Override
        public ScheduledExecutorService scheduler() {
            return thread.scheduler();
        }

        @Override
        public LeapSeconds leapSeconds() {
            return leapSeconds;
        }

        @Override
        public TimeInterval currentTai() {
            return clock(Timescale.TAI).now();
        }

        @Override
        public long ageingNanosPerSecond() {
            return ageingNanosPerSecond;
        }

        @Override
        public int hostSlewBoundPpm() {
            return hostSlewBoundPpm;
        }

        @Override
        public void accept(Claim claim) {
            long longestPollNanos;
            try {
                // It may have changed since the start. Asked here, on the source's own thread and without the lock.
                longestPollNanos = longestPollNanos(source);
            } catch (RuntimeException e) {
                failed(new SourceFailure(SourceFailure.Reason.INTERNAL, "longestPollInterval() failed: " + e));
                return;
            }
            change(source, () -> {
                engine.longestPoll(name, longestPollNanos);
                engine.accept(name, claim, ticks.nanos());
            });
        }

        @Override
        public void failed(SourceFailure failure) {
            change(source, () -> engine.failed(name, failure, ticks.nanos()));
        }

        @Override
        public void server(String address) {
            change(source, () -> engine.server(name, address));
        }

        @Override
        public void fingerprint(String mark) {
            change(source, () -> engine.fingerprint(name, mark));
        }

        @Override
        public void statesNoError(boolean none) {
            change(source, () -> engine.statesNoError(name, none));
        }

        @Override
        public void detail(String text) {
            change(source, () -> engine.detail(name, text));
        }
    }
}
