package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.IntervalTreeClock.Fork;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Stamps stay small while processes come and go for a long time: what they own is joined back, and events fill it up.
 */
class IntervalTreeClockSizeSimTest {

    private static final int SEEDS = 4;
    private static final int STEPS = 40_000;
    private static final int USUAL_PROCESSES = 16;

    /** How big the stamps of some processes were, drawn at random over a part of a run. */
    private static final class Sizes {
        private long samples;
        private long nodes;
        private long bytes;
        private int depth;

        private void add(IntervalTreeClock stamp) {
            samples++;
            nodes += Cells.nodes(stamp.events());
            bytes += stamp.encode().length;
            depth = Math.max(depth, Math.max(Cells.depth(stamp.id()), Cells.depth(stamp.events())));
        }

        private double meanNodes() {
            return (double) nodes / samples;
        }

        private double meanBytes() {
            return (double) bytes / samples;
        }
    }

    /** Processes that begin others and are taken over by any other, so that what each owns falls into pieces. */
    private static final class Fleet {
        private final Random random;
        private final List<IntervalTreeClock> alive = new ArrayList<>(List.of(IntervalTreeClock.seed()));
        private int born = 1;

        private Fleet(long seed) {
            random = new Random(seed);
        }

        private void step() {
            int at = random.nextInt(alive.size());
            int other = random.nextInt(alive.size());
            IntervalTreeClock stamp = alive.get(at).event();
            int dice = random.nextInt(10);
            if (dice < 4) {
                alive.set(at, stamp);
            } else if (dice < 8) {
                alive.set(at, stamp);
                if (other != at) {
                    alive.set(other, alive.get(other).receive(stamp.peek()));
                }
            } else if (random.nextInt(2 * USUAL_PROCESSES) >= alive.size()) {
                Fork fork = stamp.fork();
                alive.set(at, fork.left());
                alive.add(fork.right());
                born++;
            } else if (other != at) {
                alive.set(at, stamp.join(alive.get(other)).event());
                alive.remove(other);
            }
        }

        private void run(int steps, Sizes sizes) {
            for (int step = 0; step < steps; step++) {
                step();
                if (step % 8 == 0) {
                    sizes.add(alive.get(random.nextInt(alive.size())));
                }
            }
        }
    }

    /**
     * The bounds lie so little above what the paper's rules give with these seeds that they are exceeded without
     * filling, and if growing prefers the more expensive place.
     */
    @Test
    void staysSmallHoweverManyProcessesThereWere() {
        Sizes early = new Sizes();
        Sizes late = new Sizes();
        for (long seed = 0; seed < SEEDS; seed++) {
            Fleet fleet = new Fleet(seed);
            fleet.run(STEPS / 4, new Sizes());
            fleet.run(STEPS / 4, early);
            fleet.run(STEPS / 2, late);
            assertTrue(fleet.born > 3_000, "too few processes: " + fleet.born);
        }
        assertTrue(late.meanNodes() < 200, () -> "nodes in a stamp: " + late.meanNodes());
        assertTrue(late.meanBytes() < 120, () -> "bytes of a stamp: " + late.meanBytes());
        assertTrue(late.meanNodes() < 1.2 * early.meanNodes(), () -> early.meanNodes() + ", later " + late.meanNodes());
        assertTrue(late.depth < 128, () -> "levels: " + late.depth);
    }

    @Test
    void childrenThatComeBackLeaveNoTrace() {
        Fork first = IntervalTreeClock.seed().fork();
        IntervalTreeClock parent = first.left();
        IntervalTreeClock other = first.right();
        for (int i = 0; i < 10_000; i++) {
            Fork fork = parent.event().fork();
            IntervalTreeClock child = fork.right().event().event();
            other = other.receive(child.peek());
            parent = fork.left().receive(other.peek()).join(child.event()).event();
            assertEquals(first.left().id().toString(), parent.id().toString());
            assertTrue(Cells.depth(parent.events()) <= 2);
            assertTrue(Cells.depth(other.events()) <= 2);
        }
    }
}
