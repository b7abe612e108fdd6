package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A replicated log as in the paper of Wuu and Bernstein: a message carries the entries that its receiver is not known
 * to have, and logs drop what the stable cut says everybody has. Messages are lost, late, out of order, and arrive
 * twice.
 */
class StableCutLogSimTest {

    private static final int RUNS = 2_000;
    private static final int STEPS = 200;

    private long dropped;
    private long lost;
    private long entriesSent;

    @Test
    void nobodyEverNeedsAnEntryThatWasDropped() {
        for (long seed = 0; seed < RUNS; seed++) {
            assertEquals(0, run(seed, MatrixClock::stableCut), "seed " + seed);
        }
        assertTrue(dropped > RUNS, () -> "dropped: " + dropped);
        assertTrue(lost > RUNS, () -> "messages lost: " + lost);
        assertTrue(entriesSent > RUNS, () -> "entries sent: " + entriesSent);
    }

    /** Shows that the test above can fail: who drops what it has seen itself leaves others without it. */
    @Test
    void droppingWhatOnlyTheOwnerHasSeenLosesEntries() {
        long missing = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            missing += run(seed, MatrixClock::clock);
        }
        assertTrue(missing > RUNS);
    }

    private interface Cut {
        DenseVectorClock of(MatrixClock clock);
    }

    private record Entry(int origin, long number) {}

    private record Message(int receiver, MatrixClock.Snapshot clock, List<Entry> entries) {}

    /** @return how many entries were missing at a node that should have had them */
    private long run(long seed, Cut cut) {
        Random random = new Random(seed);
        Node[] nodes = new Node[2 + random.nextInt(4)];
        Arrays.setAll(nodes, self -> new Node(nodes.length, self));
        List<Message> underWay = new ArrayList<>();
        long missing = 0;
        for (int step = 0; step < STEPS; step++) {
            Node node = nodes[random.nextInt(nodes.length)];
            int dice = random.nextInt(10);
            if (dice < 2) {
                node.append();
            } else if (dice < 6) {
                int receiver = random.nextInt(nodes.length);
                underWay.add(node.messageTo(receiver));
            } else if (!underWay.isEmpty()) {
                int chosen = random.nextInt(underWay.size());
                Message message = underWay.get(chosen);
                int fate = random.nextInt(8);
                if (fate > 0) {
                    missing += nodes[message.receiver()].receive(message);
                    dropped += nodes[message.receiver()].drop(cut.of(nodes[message.receiver()].clock));
                }
                lost += fate == 0 ? 1 : 0;
                // One in eight stays under way, and arrives again.
                if (fate < 7) {
                    underWay.remove(chosen);
                }
            }
        }
        return missing;
    }

    private final class Node {

        private final MatrixClock clock;
        /** What is kept for others. */
        private final Map<Integer, List<Long>> log = new TreeMap<>();
        /** How many entries of each origin have been applied here: all of them up to that one. */
        private final long[] applied;

        Node(int nodes, int self) {
            clock = new MatrixClock(nodes, self);
            applied = new long[nodes];
            for (int origin = 0; origin < nodes; origin++) {
                log.put(origin, new ArrayList<>());
            }
        }

        void append() {
            long number = clock.tick();
            applied[clock.self()] = number;
            log.get(clock.self()).add(number);
        }

        Message messageTo(int receiver) {
            List<Entry> entries = new ArrayList<>();
            log.forEach((origin, numbers) -> numbers.stream()
                    .filter(number -> number > clock.knows(receiver, origin))
                    .forEach(number -> entries.add(new Entry(origin, number))));
            entriesSent += entries.size();
            return new Message(receiver, clock.snapshot(), entries);
        }

        /**
         * Applies the entries, which are in order, that are new here; after that it must have all that its clock says.
         */
        long receive(Message message) {
            for (Entry entry : message.entries()) {
                if (entry.number() == applied[entry.origin()] + 1) {
                    applied[entry.origin()] = entry.number();
                    log.get(entry.origin()).add(entry.number());
                }
            }
            clock.merge(message.clock());
            long missing = 0;
            for (int origin = 0; origin < applied.length; origin++) {
                missing += clock.clock().get(origin) - applied[origin];
            }
            return missing;
        }

        /** @return how many entries were dropped */
        int drop(DenseVectorClock cut) {
            int before = size();
            log.forEach((origin, numbers) -> numbers.removeIf(number -> number <= cut.get(origin)));
            return before - size();
        }

        private int size() {
            return log.values().stream().mapToInt(List::size).sum();
        }
    }
}
