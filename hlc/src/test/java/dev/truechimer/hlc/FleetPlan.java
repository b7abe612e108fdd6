package dev.truechimer.hlc;

import java.util.SplittableRandom;

/** What a fleet is made of, and what goes wrong in it. */
final class FleetPlan {

    private static final long MILLI = 1_000_000;

    /** How the last node of a fleet breaks while the world runs. */
    enum Broken {
        NONE,
        AHEAD,
        BEHIND
    }

    /** What a plan may break that fleets rely on. */
    enum Breach {
        NONE,
        /** Nodes restart at once, without a journal, with a clock that was set back. */
        EARLY_RESTARTS,
        /** Wall clocks are off by more than the contract. */
        WALL_ERROR,
        /** One node believes in a larger maxOffset than the others. */
        OWN_MAX_OFFSET,
        /** Two of three servers lie, about a second. */
        LYING_MAJORITY
    }

    final int intervalNodes;
    final int wallNodes;
    final Broken broken;
    final long maxOffsetNanos;
    final long serverErrorNanos;
    final long mostDelayNanos;
    final boolean loaded;
    final boolean suspends;
    OffsetPolicy policy = OffsetPolicy.REFUSE;
    Breach breach = Breach.NONE;

    /** Any plan under which every promise holds. */
    FleetPlan(SplittableRandom random) {
        // It is always a wall clock that breaks.
        broken = random.nextInt(4) == 0 ? Broken.values()[1 + random.nextInt(2)] : Broken.NONE;
        boolean mixed = broken != Broken.NONE || random.nextInt(4) == 0;
        intervalNodes = mixed ? 1 + random.nextInt(3) : 2 + random.nextInt(3);
        wallNodes = mixed ? 1 + random.nextInt(2) : 0;
        // The clocks of a mixed fleet, as they are, must be within maxOffset of each other; there is no other
        // safeguard.
        long[] offsets = {5 * MILLI, 20 * MILLI, 100 * MILLI, 500 * MILLI + 999};
        maxOffsetNanos = mixed ? 200 * MILLI : offsets[random.nextInt(offsets.length)];
        serverErrorNanos = mixed ? 2 * MILLI : random.nextLong(1_000, maxOffsetNanos / 2);
        mostDelayNanos = mixed ? 4 * MILLI : random.nextLong(200_000, 5 * MILLI);
        loaded = !mixed && random.nextBoolean();
        suspends = random.nextInt(4) == 0;
    }

    int nodes() {
        return intervalNodes + wallNodes + (broken == Broken.NONE ? 0 : 1);
    }

    /** How far a healthy wall clock may be off. */
    long wallErrorNanos() {
        return maxOffsetNanos / 8;
    }

    /** How far wall clocks are off. */
    long trueWallErrorNanos() {
        return breach == Breach.WALL_ERROR ? 2 * maxOffsetNanos : wallErrorNanos();
    }

    /** How long a node must be down so that its physical clock has passed everything that it issued before. */
    long leastDowntimeNanos() {
        return maxOffsetNanos + 2 * wallErrorNanos() + 10 * MILLI;
    }

    /** What one node is configured with. */
    long maxOffsetNanos(int node) {
        return breach == Breach.OWN_MAX_OFFSET && node == 0 ? 20 * maxOffsetNanos : maxOffsetNanos;
    }

    @Override
    public String toString() {
        return intervalNodes + " interval nodes, " + wallNodes + " wall nodes, broken " + broken + ", maxOffset "
                + maxOffsetNanos + " ns, " + policy + ", breach " + breach + (loaded ? ", loaded" : "")
                + (suspends ? ", suspends" : "");
    }
}
