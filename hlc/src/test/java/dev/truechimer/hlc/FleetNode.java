package dev.truechimer.hlc;

import dev.truechimer.clock.testkit.SimulatedNode;
import dev.truechimer.clock.testkit.SimulatedWorld;
import java.time.Duration;

/** A node of a fleet: a hybrid clock on an interval clock of the real engine, or on a wall clock. */
final class FleetNode {

    final int index;
    private final SimulatedWorld world;
    private final FleetPlan plan;
    private final SimulatedNode host;
    private final TruthWatch watch;
    private final WallClock wall;
    private TrueOrder known;
    private FleetPlan.Broken broken = FleetPlan.Broken.NONE;
    private HybridLogicalClock clock;
    private long pausedUntilTai;
    private long downUntilTai;
    private boolean suspended;

    private FleetNode(int index, SimulatedWorld world, FleetPlan plan, SimulatedNode host, WallClock wall) {
        this.index = index;
        this.world = world;
        this.plan = plan;
        this.host = host;
        this.wall = wall;
        this.watch = host == null ? null : new TruthWatch(host.clock(), world);
        this.known = TrueOrder.beforeAllOf(plan.nodes());
        restart();
    }

    static FleetNode on(SimulatedNode host, int index, SimulatedWorld world, FleetPlan plan) {
        return new FleetNode(index, world, plan, host, null);
    }

    static FleetNode on(WallClock wall, int index, SimulatedWorld world, FleetPlan plan) {
        return new FleetNode(index, world, plan, null, wall);
    }

    HybridLogicalClock clock() {
        return clock;
    }

    private void restart() {
        HybridLogicalClock.Builder builder =
                watch == null ? HybridLogicalClock.builder(wall) : HybridLogicalClock.builder(watch);
        clock = builder.maxOffset(Duration.ofNanos(plan.maxOffsetNanos(index)))
                .offsetPolicy(plan.policy)
                .build();
    }

    /** A message has brought knowledge of other events. */
    void learn(TrueOrder other) {
        known = known.and(other);
    }

    /** An event has happened here; returns what it comes after. */
    TrueOrder happened() {
        known = known.next(index);
        return known;
    }

    void forgetReadings() {
        if (watch != null) {
            watch.forget();
        }
    }

    /** Of the readings since {@link #forgetReadings}. */
    FleetEvent.Physical physical() {
        return switch (broken) {
            case AHEAD -> FleetEvent.Physical.WALL_AHEAD;
            case BEHIND -> FleetEvent.Physical.WALL_BEHIND;
            case NONE -> {
                if (wall != null) {
                    yield FleetEvent.Physical.WALL;
                }
                yield watch.lagged() ? FleetEvent.Physical.LAGGING_INTERVAL : FleetEvent.Physical.INTERVAL;
            }
        };
    }

    /** Whether a reading was false although nothing had happened that could make it so. */
    boolean readFalsely() {
        return watch != null && (watch.led() || (watch.lagged() && !suspended));
    }

    boolean isDown() {
        return world.trueTaiNanos() < downUntilTai;
    }

    /** Does something now, when the pause ends, or never if the node crashes before that. */
    void whenRunning(Runnable action) {
        long wait = pausedUntilTai - world.trueTaiNanos();
        if (isDown()) {
            return;
        }
        if (wait > 0) {
            world.after(wait, () -> whenRunning(action));
        } else {
            action.run();
        }
    }

    void pause(long nanos) {
        pausedUntilTai = world.trueTaiNanos() + nanos;
        if (host != null) {
            host.pause(Duration.ofNanos(nanos));
        }
    }

    /** The oscillator stands still with the process; a wall clock goes on. */
    void suspend(long nanos) {
        pause(nanos);
        if (host != null) {
            suspended = true;
            host.suspend(Duration.ofNanos(nanos));
        }
    }

    /**
     * The process ends; another one with a new clock starts later. Not after a suspension and not where the clock breaks: then
     * the physical clock alone may not have passed what was issued before.
     */
    boolean crash(long downNanos) {
        boolean breaks = plan.broken != FleetPlan.Broken.NONE && index == plan.nodes() - 1;
        if (isDown() || suspended || breaks) {
            return false;
        }
        downUntilTai = world.trueTaiNanos() + downNanos;
        world.after(downNanos, this::restart);
        return true;
    }

    /** Steps a wall clock, or changes the rate of an oscillator within its bound. */
    void disturb(long ppb) {
        if (wall != null) {
            wall.step();
        } else {
            host.rateError(ppb);
        }
    }

    void breakDown(FleetPlan.Broken how) {
        broken = how;
        wall.runAway(
                (how == FleetPlan.Broken.AHEAD ? 3 : -3) * Duration.ofHours(1).toNanos());
    }
}
