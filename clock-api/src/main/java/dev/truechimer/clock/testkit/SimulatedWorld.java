package dev.truechimer.clock.testkit;

import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.engine.TimescaleMap;
import dev.truechimer.clock.source.LeapSeconds;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A world with true time, servers, links and nodes, in which the real engine runs and no real time passes.
 *
 * <pre>{@code
 * SimulatedWorld world = SimulatedWorld.seeded(42);
 * SimulatedLink link = SimulatedLink.of(
 *         DelayModel.uniform(Duration.ofMillis(1), Duration.ofMillis(9)),
 *         DelayModel.constant(Duration.ofMillis(2)));
 * SimulatedNode node = world.node("n1")
 *         .rateError(50_000)
 *         .source(world.server("a"), link)
 *         .source(world.server("b"), link)
 *         .source(world.server("liar").offset(Duration.ofMillis(250)), link)
 *         .start();
 * world.advance(Duration.ofMinutes(1));
 * boolean contained = node.clock(Timescale.TAI).now().contains(world.trueTaiNanos());
 * }</pre>
 *
 * <p><b>Unit:</b> true time in nanoseconds of TAI since 1970. <b>Invariant:</b> the same seed and the same calls give the
 * same world, event by event. <b>Threads:</b> confined to one.
 */
public final class SimulatedWorld {

    /** 2026-01-01T00:00:00Z and 37 s, on TAI. */
    private static final long DEFAULT_START_TAI_NANOS = 1_767_225_637_000_000_000L;

    private record Event(long taiNanos, long order, Runnable action) {}

    private final LeapSeconds leapSeconds = LeapSeconds.bundled();
    private final TimescaleMap utc = TimescaleMap.of(Timescale.UTC, leapSeconds);
    private final SplittableRandom random;
    private final PriorityQueue<Event> queue =
            new PriorityQueue<>(Comparator.comparingLong(Event::taiNanos).thenComparingLong(Event::order));
    private long nowTaiNanos;
    private long eventsMade;

    private SimulatedWorld(long seed, long startTaiNanos) {
        this.random = new SplittableRandom(seed);
        this.nowTaiNanos = startTaiNanos;
    }

    /**
     * A world that begins on 2026-01-01.
     *
     * @param seed decides everything that is random in it
     */
    public static SimulatedWorld seeded(long seed) {
        return new SimulatedWorld(seed, DEFAULT_START_TAI_NANOS);
    }

    /**
     * A world that begins at a given moment.
     *
     * @param seed decides everything that is random in it
     * @param startTaiNanos true time at the beginning, nanoseconds of TAI since 1970
     */
    public static SimulatedWorld seeded(long seed, long startTaiNanos) {
        return new SimulatedWorld(seed, startTaiNanos);
    }

    /** True time, nanoseconds of TAI since 1970. */
    public long trueTaiNanos() {
        return nowTaiNanos;
    }

    /** True time on UTC, nanoseconds since 1970, rounded down. */
    public long trueUtcNanos() {
        return utc.floor(nowTaiNanos);
    }

    /**
     * A new server, honest and exact until told otherwise.
     *
     * @param name its name
     */
    public SimulatedServer server(String name) {
        return new SimulatedServer(this, name);
    }

    /**
     * Starts to configure a node.
     *
     * @param name its name
     */
    public SimulatedNode.Builder node(String name) {
        return new SimulatedNode.Builder(this, name);
    }

    /**
     * Lets time pass.
     *
     * @param duration how long, {@code >= 0}
     */
    public void advance(Duration duration) {
        advanceNanos(duration.toNanos());
    }

    /**
     * Lets time pass.
     *
     * @param nanos how long, {@code >= 0}
     */
    public void advanceNanos(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("time does not go back: " + nanos);
        }
        long until = nowTaiNanos + nanos;
        for (Event next = queue.peek(); next != null && next.taiNanos() <= until; next = queue.peek()) {
            queue.remove();
            nowTaiNanos = next.taiNanos();
            next.action().run();
        }
        nowTaiNanos = until;
    }

    /**
     * Does something later in true time, for example a fault.
     *
     * @param delayNanos how much later, {@code >= 0}
     * @param action what
     */
    public void after(long delayNanos, Runnable action) {
        if (delayNanos < 0) {
            throw new IllegalArgumentException("delayNanos must be >= 0: " + delayNanos);
        }
        queue.add(new Event(nowTaiNanos + delayNanos, eventsMade++, action));
    }

    LeapSeconds leapSeconds() {
        return leapSeconds;
    }

    /** A generator of its own for each part of the world, so that parts don't disturb each other's draws. */
    RandomGenerator newRandom() {
        return random.split();
    }
}
