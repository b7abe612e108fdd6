package dev.truechimer.clock.testkit;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A time server of a simulated world. A new one is honest and exact; every setting may be changed while the world runs.
 *
 * <p>It is honest, in the sense of the error model, while {@code |offset + drift + lie| + jitter <= stated error}.
 * <b>Threads:</b> those of its world: one.
 */
public final class SimulatedServer {

    private static final long PPB = 1_000_000_000L;

    private final SimulatedWorld world;
    private final String name;
    private long statedErrorNanos = 1_000;
    private long offsetNanos;
    private long jitterNanos;
    private long driftPpb;
    private long driftSinceTaiNanos;
    private long lieNanos;
    private long processingNanos = 10_000;
    private boolean silent;

    SimulatedServer(SimulatedWorld world, String name) {
        this.world = world;
        this.name = name;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /**
     * What it says of its own error (E).
     *
     * @param error {@code >= 0}; 1 µs at first
     */
    public SimulatedServer statedError(Duration error) {
        if (error.isNegative()) {
            throw new IllegalArgumentException("error must be >= 0: " + error);
        }
        statedErrorNanos = error.toNanos();
        return this;
    }

    /**
     * How far its clock is off.
     *
     * @param offset its stamps minus true time
     */
    public SimulatedServer offset(Duration offset) {
        offsetNanos = offset.toNanos();
        return this;
    }

    /**
     * How far each stamp errs at random, beside the offset.
     *
     * @param jitter largest error to either side, {@code >= 0}
     */
    public SimulatedServer jitter(Duration jitter) {
        jitterNanos = jitter.toNanos();
        return this;
    }

    /**
     * How fast its clock runs off, from now on.
     *
     * @param ppb nanoseconds gained per second
     */
    public SimulatedServer drift(long ppb) {
        driftPpb = ppb;
        driftSinceTaiNanos = world.trueTaiNanos();
        return this;
    }

    /**
     * Lies differently to each node.
     *
     * @param most each node is told an offset of its own, up to this to either side
     */
    public SimulatedServer lieToEachNode(Duration most) {
        lieNanos = most.toNanos();
        return this;
    }

    /**
     * How long it takes from request to reply.
     *
     * @param delay {@code >= 0}; 10 µs at first
     */
    public SimulatedServer processing(Duration delay) {
        processingNanos = delay.toNanos();
        return this;
    }

    /**
     * Whether it answers at all.
     *
     * @param dead true: every request is lost
     */
    public SimulatedServer silent(boolean dead) {
        silent = dead;
        return this;
    }

    boolean isSilent() {
        return silent;
    }

    long statedErrorNanos() {
        return statedErrorNanos;
    }

    long processingNanos() {
        return processingNanos;
    }

    /** What its clock shows a node now. */
    long stamp(String node, RandomGenerator random) {
        long now = world.trueTaiNanos();
        long elapsed = now - driftSinceTaiNanos;
        long drifted = elapsed / PPB * driftPpb + elapsed % PPB * driftPpb / PPB;
        long jitter = jitterNanos == 0 ? 0 : random.nextLong(-jitterNanos, jitterNanos + 1);
        return now + offsetNanos + drifted + jitter + lieTo(node);
    }

    private long lieTo(String node) {
        if (lieNanos == 0) {
            return 0;
        }
        long hash = Objects.hash(name, node) * 0x9E3779B97F4A7C15L;
        return Math.floorMod(hash, 2 * lieNanos + 1) - lieNanos;
    }
}
