package dev.truechimer.vector.cut.deadlock;

import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.cut.EventLog;
import dev.truechimer.vector.cut.Outcomes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A detector that reads sites at moments of its own finds deadlocks that never were; on the latest consistent cut of
 * what it read, with the messages in flight, it finds those that are, and no other.
 *
 * <p>The truth about a moment does not come from any graph: the run is replayed to that moment, and then everybody
 * gives back what it has. Who waits even then was in a deadlock. Since deadlocks stay, one that is true on a cut is
 * true at the last moment of the reading and at the end of the run.
 */
class DeadlockDetectionSimTest {

    private static final int RUNS = 4_000;
    private static final int READINGS = 4;
    private static final int LONGEST_READING = 60;
    private static final long LEAST_OF_EACH = 20;
    private static final int END = Integer.MAX_VALUE;

    @Test
    void findsEachDeadlockAndNoPhantomOnConsistentCuts() {
        Outcomes outcomes = new Outcomes();
        for (long seed = 0; seed < RUNS; seed++) {
            LockSystem system = new RandomLocks(seed, true).runUntil(END).system();
            Random random = new Random(seed);
            List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < READINGS; i++) {
                readings.add(Reading.draw(system, random));
            }
            Map<Integer, Set<Long>> truth = truthAt(seed, readings);
            checkEnd(system, seed, truth.get(END), outcomes);
            EventLog<LockMessage> log = system.log();
            for (Reading reading : readings) {
                checkReading(system, log, reading, truth, seed, outcomes);
            }
        }
        outcomes.assertEachAtLeast(LEAST_OF_EACH);
    }

    /** Each node was read at some moment of its own, from the first to the last. */
    private record Reading(int first, int last, VectorClock frontier) {

        static Reading draw(LockSystem system, Random random) {
            int first = random.nextInt(system.moment() + 1);
            int last = Math.min(first + random.nextInt(LONGEST_READING), system.moment());
            VectorClock all = system.happenedAt(last);
            Map<Long, Long> counts = new HashMap<>();
            for (int i = 0; i < all.size(); i++) {
                int moment = first + random.nextInt(last - first + 1);
                counts.put(all.nodeAt(i), system.happenedAt(moment).get(all.nodeAt(i)));
            }
            return new Reading(first, last, VectorClock.of(counts));
        }
    }

    /** For the moments of readings, and for the end, who was in a deadlock then. */
    private static Map<Integer, Set<Long>> truthAt(long seed, List<Reading> readings) {
        TreeMap<Integer, Set<Long>> truth = new TreeMap<>(Map.of(END, Set.of()));
        readings.forEach(reading -> truth.put(reading.first(), Set.of()));
        readings.forEach(reading -> truth.put(reading.last(), Set.of()));
        RandomLocks replay = new RandomLocks(seed, false);
        truth.replaceAll((moment, nobody) -> replay.runUntil(moment).deadlocked());
        return truth;
    }

    private static void checkReading(
            LockSystem system,
            EventLog<LockMessage> log,
            Reading reading,
            Map<Integer, Set<Long>> truth,
            long seed,
            Outcomes outcomes) {
        Set<Long> atEnd = truth.get(END);
        Set<Long> atFirst = truth.get(reading.first());
        Set<Long> atLast = truth.get(reading.last());
        VectorClock frontier = reading.frontier();
        VectorClock cut = log.latestConsistentCut(frontier);
        boolean consistent = log.isConsistent(frontier);

        Set<Long> naive = DeadlockDetector.deadlocked(system.queuesAt(frontier));
        boolean phantom = !atLast.containsAll(naive);
        outcomes.count("phantom on an inconsistent cut", phantom && !consistent);
        outcomes.count("phantom on a consistent reading without messages", phantom && consistent);
        outcomes.count("no phantom though the cut is inconsistent", !phantom && !consistent);

        Set<Long> found = deadlockedOn(system, log, cut);
        outcomes.count("real deadlock found after rolling back", !found.isEmpty() && !consistent);
        outcomes.count("real deadlock found on a cut as it was read", !found.isEmpty() && consistent);
        outcomes.count("nothing found, a deadlock comes later", found.isEmpty() && !atEnd.isEmpty());
        outcomes.count("nothing found, there never is one", found.isEmpty() && atEnd.isEmpty());
        if (!found.containsAll(atFirst) || !atLast.containsAll(found) || !atEnd.containsAll(found)) {
            fail("seed " + seed + ": found " + found + " on " + cut + " of " + frontier + "; true at first " + atFirst
                    + ", at last " + atLast + ", at the end " + atEnd);
        }

        // What has happened by one moment is a consistent cut too, and there the truth is known exactly.
        VectorClock moment = system.happenedAt(reading.first());
        Set<Long> atMoment = deadlockedOn(system, log, moment);
        boolean phantomAtMoment = !atFirst.containsAll(DeadlockDetector.deadlocked(system.queuesAt(moment)));
        outcomes.count("phantom at one moment without messages", phantomAtMoment);
        if (!log.isConsistent(moment) || !atMoment.equals(atFirst)) {
            fail("seed " + seed + ": found " + atMoment + " at moment " + reading.first() + ", true " + atFirst);
        }
    }

    private static void checkEnd(LockSystem system, long seed, Set<Long> truth, Outcomes outcomes) {
        Set<Long> found = DeadlockDetector.deadlocked(system.queuesAt(system.happenedAt(system.moment())));
        boolean ordered = RandomLocks.isOrdered(seed);
        outcomes.count("ordered run, which can have no deadlock", ordered);
        outcomes.count("run with a deadlock", !system.waiting().isEmpty());
        outcomes.count("run without a deadlock", system.waiting().isEmpty());
        if (!found.equals(system.waiting()) || (ordered && !found.isEmpty()) || !found.equals(truth)) {
            fail("seed " + seed + ": found " + found + " at the end, waiting " + system.waiting());
        }
    }

    private static Set<Long> deadlockedOn(LockSystem system, EventLog<LockMessage> log, VectorClock cut) {
        return DeadlockDetector.deadlocked(DeadlockDetector.withChannels(system.queuesAt(cut), log.inFlight(cut)));
    }
}
