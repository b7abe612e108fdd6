package dev.truechimer.hlc;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.testkit.DelayModel;
import dev.truechimer.clock.testkit.SimulatedLink;
import dev.truechimer.clock.testkit.SimulatedNode;
import dev.truechimer.clock.testkit.SimulatedServer;
import dev.truechimer.clock.testkit.SimulatedWorld;
import dev.truechimer.hlc.FleetOracle.Outcome;
import dev.truechimer.hlc.FleetOracle.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A fleet in a simulated world: nodes that stamp, send, receive and read, while their clocks drift and step, servers lie,
 * processes pause and crash, and messages overtake each other. The oracle sees everything.
 */
final class Fleet {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long LIFE_NANOS = 12 * SECOND;
    private static final int SERVERS = 3;

    /** The first and the last timestamp of an event. */
    private record Range(long first, long last) {}

    private final SplittableRandom random;
    private final SimulatedWorld world;
    private final FleetPlan plan;
    private final FleetOracle oracle;
    private final List<FleetNode> nodes = new ArrayList<>();
    private final int[][] lastReceived;

    Fleet(long seed, FleetPlan plan, SplittableRandom random) {
        this.random = random;
        this.world = SimulatedWorld.seeded(seed);
        this.plan = plan;
        this.oracle = new FleetOracle(plan);
        this.lastReceived = new int[plan.nodes()][plan.nodes()];
        List<SimulatedServer> servers = servers();
        for (int i = 0; i < plan.intervalNodes; i++) {
            nodes.add(FleetNode.on(host(i, servers), i, world, plan));
        }
        while (nodes.size() < plan.nodes()) {
            WallClock wall = new WallClock(world, random.split(), plan.trueWallErrorNanos());
            nodes.add(FleetNode.on(wall, nodes.size(), world, plan));
        }
    }

    /** Honest ones, and one liar, as many as three sources tolerate. */
    private List<SimulatedServer> servers() {
        List<SimulatedServer> servers = new ArrayList<>();
        int liars = plan.breach == FleetPlan.Breach.LYING_MAJORITY ? 2 : random.nextInt(2);
        long lie = random.nextLong(-SECOND, SECOND + 1);
        for (int i = 0; i < SERVERS; i++) {
            SimulatedServer server = world.server("s" + i).statedError(Duration.ofNanos(plan.serverErrorNanos));
            long error = random.nextLong(-plan.serverErrorNanos, plan.serverErrorNanos + 1);
            servers.add(server.offset(Duration.ofNanos(i < liars ? lie : error)));
        }
        return servers;
    }

    private SimulatedNode host(int index, List<SimulatedServer> servers) {
        SimulatedNode.Builder builder = world.node("n" + index)
                .rateError(random.nextLong(-150_000, 150_001))
                .wander(15_000, Duration.ofMillis(300))
                .pollEvery(Duration.ofMillis(400));
        for (SimulatedServer server : servers) {
            DelayModel delay = DelayModel.uniform(Duration.ofNanos(50_000), Duration.ofNanos(plan.mostDelayNanos));
            builder.source(server, SimulatedLink.of(delay, delay).unreliable(0.05, 0.05));
        }
        return builder.start();
    }

    /** Lets the fleet live, and judges it. */
    FleetOracle live() {
        for (FleetNode node : nodes) {
            world.after(random.nextLong(100 * MILLI), () -> act(node));
            world.after(random.nextLong(2 * SECOND), () -> disturb(node));
        }
        if (plan.broken != FleetPlan.Broken.NONE) {
            world.after(
                    random.nextLong(LIFE_NANOS / 2),
                    () -> nodes.get(nodes.size() - 1).breakDown(plan.broken));
        }
        world.advanceNanos(LIFE_NANOS);
        oracle.checkAll();
        return oracle;
    }

    private void act(FleetNode node) {
        node.whenRunning(() -> {
            switch (random.nextInt(20)) {
                case 0, 1 -> stamp(node, 1 + random.nextInt(5_000));
                case 2 -> load(node);
                case 3, 4, 5 -> read(node);
                case 6, 7, 8, 9, 10, 11, 12 -> send(node);
                default -> stamp(node, 1);
            }
        });
        world.after((long) (random.nextDouble() * 120 * MILLI), () -> act(node));
    }

    private FleetEvent stamp(FleetNode node, int count) {
        return stamped(node, () -> {
            long first = count == 1 ? node.clock().now() : node.clock().reserve(count);
            return new Range(first, first + count - 1);
        });
    }

    /** Returns null if the clock is unavailable. */
    private FleetEvent stamped(FleetNode node, Supplier<Range> firstAndLast) {
        node.forgetReadings();
        Range stamps;
        try {
            stamps = firstAndLast.get();
        } catch (ClockUnavailableException e) {
            oracle.count(Outcome.UNAVAILABLE);
            return null;
        } finally {
            if (node.readFalsely()) {
                oracle.violated(Violation.READING_WITHOUT_TRUE_TIME, "node " + node.index);
            }
        }
        FleetEvent event = new FleetEvent(
                oracle.eventsSoFar(),
                node.index,
                stamps.first,
                stamps.last,
                world.trueUtcNanos(),
                node.happened(),
                node.physical());
        oracle.add(event);
        return event;
    }

    /** As many as it can get at once; then it tells somebody. */
    private void load(FleetNode node) {
        FleetEvent event = stamped(node, () -> {
            long first = node.clock().reserve(1);
            long last =
                    plan.loaded ? Exhausted.lastOf(node.clock()) : node.clock().reserve(500) + 499;
            return new Range(first, last);
        });
        if (event != null && plan.loaded) {
            oracle.count(Outcome.EXHAUSTED);
        }
        send(node);
        if (plan.breach == FleetPlan.Breach.EARLY_RESTARTS) {
            node.crash(1 + random.nextLong(MILLI));
        }
    }

    private void send(FleetNode node) {
        FleetEvent event = stamp(node, 1);
        if (event != null) {
            FleetNode target = nodes.get(random.nextInt(nodes.size()));
            deliver(event, target);
            if (random.nextInt(8) == 0) {
                oracle.count(Outcome.DUPLICATE);
                deliver(event, target);
            }
        }
    }

    private void deliver(FleetEvent sent, FleetNode target) {
        world.after(delay(), () -> {
            if (target.isDown()) {
                oracle.count(Outcome.LOST_IN_A_CRASH);
            }
            target.whenRunning(() -> receive(sent, target));
        });
    }

    /** Some arrive at once, most soon, some late. */
    private long delay() {
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> random.nextLong(2_000);
            case 2 -> random.nextLong(400 * MILLI);
            default -> random.nextLong(5 * MILLI);
        };
    }

    private FleetEvent receive(FleetEvent sent, FleetNode target) {
        boolean broken = sent.physical() == FleetEvent.Physical.WALL_AHEAD;
        try {
            FleetEvent event = stamped(target, () -> {
                long received = target.clock().update(sent.last());
                target.learn(sent.after());
                return new Range(received, received);
            });
            if (event != null) {
                taken(sent, event, broken && target.index != sent.node());
            }
            return event;
        } catch (ClockOffsetException e) {
            oracle.count(Outcome.REFUSED_MESSAGE);
            boolean entitled = broken || !target.physical().boundsFromBelow();
            if (!entitled) {
                oracle.violated(Violation.HEALTHY_MESSAGE_REFUSED, "by node " + target.index + ": " + e.getMessage());
            }
            return null;
        }
    }

    private void taken(FleetEvent sent, FleetEvent event, boolean broken) {
        if (broken) {
            oracle.violated(Violation.BROKEN_MESSAGE_TAKEN, event + " from node " + sent.node());
        }
        if (event.first() == sent.last() + 1) {
            oracle.count(Outcome.LED_BY_A_MESSAGE);
        }
        if (sent.order() < lastReceived[event.node()][sent.node()]) {
            oracle.count(Outcome.OVERTAKEN);
        }
        lastReceived[event.node()][sent.node()] = Math.max(sent.order(), lastReceived[event.node()][sent.node()]);
    }

    /** Begins to read at its own time, and asks some nodes on the way. */
    private void read(FleetNode node) {
        FleetEvent began = stamp(node, 1);
        if (began == null) {
            return;
        }
        FleetReader reader = new FleetReader(began, node.clock().uncertainty(began.first()));
        oracle.add(reader);
        for (FleetNode other : nodes) {
            if (random.nextInt(3) == 0) {
                world.after(delay(), () -> other.whenRunning(() -> observe(reader, other)));
            }
        }
    }

    private void observe(FleetReader reader, FleetNode node) {
        FleetEvent seen = receive(reader.began(), node);
        if (seen != null) {
            reader.observe(node.index, seen.first());
        }
    }

    private void disturb(FleetNode node) {
        switch (random.nextInt(6)) {
            case 0 -> {
                oracle.count(Outcome.PAUSE);
                node.pause(random.nextLong(800 * MILLI));
            }
            case 1 -> {
                if (plan.suspends) {
                    oracle.count(Outcome.SUSPENSION);
                    node.suspend(random.nextLong(2 * SECOND));
                }
            }
            case 2 -> {
                if (node.crash(plan.leastDowntimeNanos() + random.nextLong(SECOND))) {
                    oracle.count(Outcome.RESTART);
                }
            }
            default -> node.disturb(random.nextLong(-150_000, 150_001));
        }
        world.after(random.nextLong(2 * SECOND), () -> disturb(node));
    }
}
