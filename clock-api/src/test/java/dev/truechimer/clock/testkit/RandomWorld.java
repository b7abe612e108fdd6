package dev.truechimer.clock.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random world in which every assumption of the error model holds: at most f sources lie, honest ones stay within what
 * they state, the oscillator stays within ρ and w (or ρ and σ). Lies are of every kind: far off, just off, drifting,
 * different to each node, colluding, changing.
 */
final class RandomWorld {

    static final int RHO_PPM = 200;
    static final int WANDER_PPM = 15;
    static final int SIGMA_PPM = 1_000;
    private static final long PPB_PER_PPM = 1_000;

    final SimulatedWorld world;
    final SimulatedNode node;
    final int sources;
    final int liarCount;
    final boolean extremal;
    final boolean slewable;
    private final SplittableRandom random;
    private final List<SimulatedServer> liars = new ArrayList<>();
    private final long collusionNanos;

    RandomWorld(long seed) {
        random = new SplittableRandom(seed);
        world = SimulatedWorld.seeded(seed);
        extremal = random.nextInt(4) == 0;
        slewable = random.nextInt(3) == 0;
        sources = 1 + random.nextInt(9);
        int tolerated = random.nextInt(4) == 0 ? random.nextInt(sources) : (sources - 1) / 2;
        liarCount = tolerated == 0 ? 0 : random.nextInt(tolerated + 1);
        collusionNanos = aLie();
        SimulatedNode.Builder builder = world.node("n1")
                .faultTolerance(tolerated)
                .rateBounds(RHO_PPM, random.nextInt(5) == 0 ? 0 : WANDER_PPM, SIGMA_PPM)
                .rateWindow(Duration.ofSeconds(16), Duration.ofSeconds(8))
                .slewable(slewable)
                .pollEvery(Duration.ofMillis(200 + random.nextInt(1_800)));
        oscillator(builder);
        for (int i = 0; i < sources; i++) {
            SimulatedServer server = i < liarCount ? liar("liar" + i) : honest("s" + i);
            builder.source(server, link());
        }
        node = builder.start();
    }

    private void oscillator(SimulatedNode.Builder builder) {
        long wander = WANDER_PPM * PPB_PER_PPM;
        if (slewable) {
            // Anything that ρ and σ together allow, and it may change at any time.
            long lo = -(RHO_PPM + SIGMA_PPM) * PPB_PER_PPM * 1_000_000 / (1_000_000 + SIGMA_PPM) + 1;
            long hi = (RHO_PPM + SIGMA_PPM) * PPB_PER_PPM;
            long middle = (lo + hi) / 2;
            builder.rateError(middle).wander((hi - lo) / 2, Duration.ofMillis(700));
        } else {
            long most = RHO_PPM * PPB_PER_PPM - wander;
            long base = extremal ? (random.nextBoolean() ? most : -most) : random.nextLong(-most, most + 1);
            builder.rateError(base).wander(wander, Duration.ofMillis(500));
        }
    }

    private SimulatedServer honest(String name) {
        Duration stated = Duration.ofNanos(random.nextLong(1, 2_000_000));
        long error = extremal ? stated.toNanos() : random.nextLong(0, stated.toNanos() + 1);
        SimulatedServer server = world.server(name).statedError(stated);
        if (random.nextBoolean()) {
            return server.offset(Duration.ofNanos(random.nextBoolean() ? error : -error));
        }
        return server.jitter(Duration.ofNanos(error));
    }

    private SimulatedServer liar(String name) {
        SimulatedServer server = world.server(name).statedError(Duration.ofNanos(random.nextLong(1, 100_000)));
        liars.add(server);
        switch (random.nextInt(5)) {
            case 0 -> server.offset(Duration.ofNanos(aLie()));
            case 1 -> server.drift(random.nextLong(-5_000_000, 5_000_001));
            case 2 -> server.lieToEachNode(Duration.ofNanos(Math.abs(aLie()) + 1));
            case 3 -> server.offset(Duration.ofNanos(collusionNanos));
            default -> server.drift(random.nextLong(-250_000, 250_001));
        }
        return server;
    }

    /** Most lies are small: of the size of the delays, where they do the most harm. */
    private long aLie() {
        long most = random.nextInt(3) == 0 ? 10_000_000_000L : 5_000_000L;
        return random.nextLong(-most, most + 1);
    }

    private SimulatedLink link() {
        Duration least = Duration.ofNanos(random.nextLong(10_000, 5_000_000));
        Duration leastBack = Duration.ofNanos(random.nextLong(10_000, 5_000_000));
        Duration mean = Duration.ofNanos(random.nextLong(1_000, 5_000_000));
        DelayModel there = extremal ? DelayModel.constant(least) : DelayModel.exponential(least, mean);
        DelayModel back = extremal
                ? DelayModel.constant(leastBack)
                : DelayModel.bursty(
                        DelayModel.uniform(leastBack, leastBack.plus(mean)),
                        DelayModel.exponential(leastBack, Duration.ofMillis(100)),
                        0.1);
        SimulatedLink link = SimulatedLink.of(there, back).unreliable(random.nextDouble() * 0.3, 0.1);
        return random.nextBoolean() ? link.knownLeast(least, leastBack) : link;
    }

    /** Lets a random while pass; now and then a liar changes its lie, or the process pauses. */
    void step() {
        world.advanceNanos(random.nextLong(1_000_000, 600_000_000));
        if (!liars.isEmpty() && random.nextInt(10) == 0) {
            liars.get(random.nextInt(liars.size())).offset(Duration.ofNanos(aLie()));
        }
        if (random.nextInt(40) == 0) {
            node.pause(Duration.ofMillis(random.nextInt(2_000)));
        }
    }
}
