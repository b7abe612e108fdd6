package dev.truechimer.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws stamps: such as come from using clocks, and any that are in normal form. */
final class RandomStamps {

    /** No stamp from here is deeper. */
    static final int MAX_DEPTH = 7;

    private static final int[] NUMBERS = {0, 0, 0, 1, 1, 2, 3, 4, 11, 12, 100};

    private final Random random;

    RandomStamps(long seed) {
        random = new Random(seed);
    }

    /** The stamps of a system that lived for a while, which together own everything. */
    List<IntervalTreeClock> fleet() {
        List<IntervalTreeClock> stamps = new ArrayList<>(List.of(IntervalTreeClock.seed()));
        int steps = random.nextInt(60);
        for (int step = 0; step < steps; step++) {
            step(stamps);
        }
        return stamps;
    }

    private void step(List<IntervalTreeClock> stamps) {
        int at = random.nextInt(stamps.size());
        IntervalTreeClock stamp = stamps.get(at);
        int otherAt = random.nextInt(stamps.size());
        IntervalTreeClock other = stamps.get(otherAt);
        int dice = random.nextInt(10);
        if (dice < 4) {
            stamps.set(at, stamp.event());
        } else if (dice < 6) {
            stamps.set(at, stamp.receive(other.peek()));
        } else if (dice < 8) {
            IntervalTreeClock.Fork fork = stamp.fork();
            if (Cells.depth(fork.left().id()) <= MAX_DEPTH
                    && Cells.depth(fork.right().id()) <= MAX_DEPTH) {
                stamps.set(at, fork.left());
                stamps.add(fork.right());
            }
        } else if (otherAt != at) {
            stamps.set(at, stamp.join(other));
            stamps.remove(otherAt);
        }
    }

    /** Any stamp in normal form, with counts up to the greatest. */
    IntervalTreeClock any() {
        long most = random.nextInt(4) == 0 ? Long.MAX_VALUE : 1_000;
        return IntervalTreeClock.of(id(random.nextInt(MAX_DEPTH)), events(random.nextInt(MAX_DEPTH), most));
    }

    private ItcId id(int levels) {
        if (levels == 0 || random.nextInt(4) == 0) {
            return random.nextBoolean() ? ItcId.ALL : ItcId.NONE;
        }
        return ItcId.of(id(levels - 1), id(levels - 1));
    }

    private ItcEvents events(int levels, long most) {
        long number = Math.min(most, NUMBERS[random.nextInt(NUMBERS.length)]);
        if (most > 1_000 && random.nextInt(3) == 0) {
            number = most - number;
        }
        if (levels == 0 || random.nextInt(4) == 0) {
            return ItcEvents.leaf(number);
        }
        return ItcEvents.of(number, events(levels - 1, most - number), events(levels - 1, most - number));
    }
}
