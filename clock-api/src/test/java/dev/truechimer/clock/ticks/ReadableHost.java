package dev.truechimer.clock.ticks;

import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.testkit.ManualWallClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An oscillator and a wall clock that take time to read, and a record of when each reading of the wall clock was really
 * made. An oracle for what lies between two brackets.
 */
final class ReadableHost {

    static final long SECOND = 1_000_000_000L;
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    /** A reading of the wall clock, and the oscillator before, at and after it. */
    record Look(long before, long moment, long wallNanos, long after) {

        long widthNanos() {
            return after - before;
        }
    }

    private final SplittableRandom random;
    private final ManualTicks truth;
    private final ManualWallClock trueWall;
    private final List<Look> looks = new ArrayList<>();
    private long lastRead;

    ReadableHost(SplittableRandom random) {
        this.random = random;
        this.truth = new ManualTicks(random.nextLong());
        this.trueWall = new ManualWallClock(truth, START);
    }

    /** Each reading is made after what it took to get there. */
    Ticks ticks() {
        return () -> {
            pass(cost());
            lastRead = truth.nanos();
            if (!looks.isEmpty()) {
                Look open = looks.get(looks.size() - 1);
                if (open.after() == open.before()) {
                    looks.set(looks.size() - 1, new Look(open.before(), open.moment(), open.wallNanos(), lastRead));
                }
            }
            return lastRead;
        };
    }

    InstantSource wall() {
        return () -> {
            long before = lastRead;
            pass(cost());
            Instant instant = trueWall.instant();
            looks.add(new Look(before, truth.nanos(), EpochNanos.of(instant), before));
            pass(cost());
            return instant;
        };
    }

    private long cost() {
        return random.nextInt(50) == 0 ? random.nextLong(1, 5_000_000) : random.nextLong(1, 200);
    }

    void pass(long nanos) {
        truth.advanceNanos(nanos);
    }

    long now() {
        return truth.nanos();
    }

    ManualWallClock trueWall() {
        return trueWall;
    }

    /** The narrowest since this was asked last; of equal ones the first. */
    Look narrowest() {
        Look narrowest = looks.get(0);
        for (Look look : looks) {
            if (look.widthNanos() < narrowest.widthNanos()) {
                narrowest = look;
            }
        }
        looks.clear();
        return narrowest;
    }
}
