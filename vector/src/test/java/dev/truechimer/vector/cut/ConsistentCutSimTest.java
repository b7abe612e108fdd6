package dev.truechimer.vector.cut;

import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.cut.EventLog.Message;
import dev.truechimer.vector.cut.RecordedExecution.Copy;
import dev.truechimer.vector.execution.Execution;
import dev.truechimer.vector.execution.Execution.Event;
import dev.truechimer.vector.execution.RandomExecution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Cuts of random executions: what clocks and logs tell of them is what the true relation tells. */
class ConsistentCutSimTest {

    private static final int EXECUTIONS = 100_000;
    private static final int FRONTIERS = 2;
    private static final long LEAST_OF_EACH = 1_000;
    private static final long MOST_CUTS_TO_WALK = 1_000;

    @Test
    void cutsOfProcessesThatComeAndGo() {
        checkAll(RandomExecution::ofSeed).assertEachAtLeast(LEAST_OF_EACH);
    }

    @Test
    void cutsOfFixedProcesses() {
        checkAll(RandomExecution::withFixedProcesses).assertEachAtLeast(LEAST_OF_EACH);
    }

    private static Outcomes checkAll(LongFunction<Execution> executions) {
        Outcomes outcomes = new Outcomes();
        for (long seed = 0; seed < EXECUTIONS; seed++) {
            Random random = new Random(seed);
            RecordedExecution recorded = new RecordedExecution(executions.apply(seed));
            EventLog<Copy> log = recorded.logOf(recorded.end(), random);
            check(log.end().equals(recorded.end()) && log.isConsistent(log.end()), seed, "all that happened");
            for (int i = 0; i < FRONTIERS; i++) {
                VectorClock frontier = recorded.drawFrontier(random);
                checkConsistency(recorded, log, frontier, seed, outcomes);
                checkLatest(recorded, log, frontier, seed, outcomes);
                checkMessages(recorded, log, frontier, seed, outcomes);
                checkCutShort(recorded, frontier, random, seed, outcomes);
                checkCheckpoints(recorded, random, seed, outcomes);
            }
        }
        return outcomes;
    }

    private static void checkConsistency(
            RecordedExecution recorded, EventLog<Copy> log, VectorClock frontier, long seed, Outcomes outcomes) {
        boolean truth = recorded.isClosed(recorded.maskOf(frontier));
        outcomes.count("consistent", truth && frontier.size() > 0);
        outcomes.count("inconsistent", !truth);
        check(log.isConsistent(frontier) == truth, seed, "asked by the clocks of the log", frontier);
        check(log.orphans(frontier).isEmpty() == truth, seed, "asked by messages", frontier);
        Map<Long, VectorClock> last = new HashMap<>();
        for (int i = 0; i < frontier.size(); i++) {
            List<Event> ofProcess = recorded.ofProcess.get((int) frontier.nodeAt(i));
            Event event = ofProcess.get((int) frontier.countAt(i) - 1);
            last.put(frontier.nodeAt(i), recorded.clocks[event.index()]);
        }
        check(ConsistentCut.isConsistent(last) == truth, seed, "asked by the last clocks alone", frontier);
        check(ConsistentCut.frontierOf(last).equals(frontier), seed, "the frontier of clocks", frontier);
    }

    private static void checkLatest(
            RecordedExecution recorded, EventLog<Copy> log, VectorClock frontier, long seed, Outcomes outcomes) {
        VectorClock truth = recorded.frontierOf(recorded.greatestClosedPart(recorded.maskOf(frontier)));
        VectorClock latest = log.latestConsistentCut(frontier);
        check(latest.equals(truth), seed, "the latest consistent cut", frontier, latest, truth);
        int rolledBack = countLess(latest, frontier);
        outcomes.count("nobody goes back", rolledBack == 0);
        outcomes.count("one process goes back", rolledBack == 1);
        outcomes.count("two processes go back", rolledBack == 2);
        outcomes.count("three or more go back", rolledBack >= 3);
    }

    private static void checkMessages(
            RecordedExecution recorded, EventLog<Copy> log, VectorClock frontier, long seed, Outcomes outcomes) {
        long inside = recorded.maskOf(frontier);
        Set<Copy> sent = new HashSet<>();
        Set<Copy> received = new HashSet<>();
        int receipts = 0;
        for (Event event : recorded.events) {
            if ((inside >>> event.index() & 1) != 0) {
                sent.addAll(recorded.sentBy(event));
                received.addAll(RecordedExecution.receivedBy(event));
                receipts += RecordedExecution.receivedBy(event).size();
            }
        }
        Set<Copy> inFlight = new HashSet<>(sent);
        inFlight.removeAll(received);
        Set<Copy> orphans = new HashSet<>(received);
        orphans.removeAll(sent);
        outcomes.count("a message in flight across a consistent cut", !inFlight.isEmpty() && orphans.isEmpty());
        outcomes.count("no message in flight across a consistent cut", inFlight.isEmpty() && orphans.isEmpty());
        outcomes.count("several orphans", orphans.size() > 1);
        outcomes.count("a duplicate inside", receipts > received.size());
        checkIds(inFlight, log.inFlight(frontier), seed, "in flight", frontier);
        checkIds(orphans, log.orphans(frontier), seed, "orphans", frontier);
    }

    /** What a crash leaves: of each process the events before a frontier, and nothing that tells of the others. */
    private static void checkCutShort(
            RecordedExecution recorded, VectorClock frontier, Random random, long seed, Outcomes outcomes) {
        EventLog<Copy> log = recorded.logOf(frontier, random);
        VectorClock truth = recorded.frontierOf(recorded.greatestClosedPart(recorded.maskOf(frontier)));
        VectorClock latest = log.latestConsistentCut(log.end());
        check(log.end().equals(frontier), seed, "the end of a log cut short", frontier, log.end());
        check(latest.equals(truth), seed, "what is left of a log cut short", frontier, latest, truth);
        check(log.isConsistent(log.end()) == latest.equals(frontier), seed, "a log cut short", frontier);
        boolean sendLost = false;
        for (Message<Copy> orphan : log.orphans(log.end())) {
            sendLost |= orphan.sent().isEmpty();
        }
        check(sendLost == !latest.equals(frontier), seed, "lost sends of a log cut short", frontier);
        outcomes.count("sends lost with the end of a log", sendLost);
        check(log.isConsistent(latest) && log.orphans(latest).isEmpty(), seed, "consistent again", frontier);
    }

    /** Every third event or so is a checkpoint; nodes that have none yet can only go back to their beginning. */
    private static void checkCheckpoints(RecordedExecution recorded, Random random, long seed, Outcomes outcomes) {
        List<List<Event>> checkpoints = new ArrayList<>();
        Map<Long, List<VectorClock>> states = new HashMap<>();
        Map<Long, Long> newest = new HashMap<>();
        long cuts = 1;
        for (int process = 0; process < recorded.ofProcess.size(); process++) {
            List<Event> chosen = new ArrayList<>(recorded.ofProcess.get(process));
            chosen.removeIf(event -> random.nextInt(3) != 0);
            checkpoints.add(chosen);
            List<VectorClock> clocks = new ArrayList<>();
            chosen.forEach(event -> clocks.add(recorded.clocks[event.index()]));
            states.put((long) process, clocks);
            if (!clocks.isEmpty()) {
                newest.put((long) process, clocks.get(clocks.size() - 1).get(process));
            }
            cuts *= chosen.size() + 1;
        }
        VectorClock latest = ConsistentCut.latest(states);
        VectorClock truth = cuts <= MOST_CUTS_TO_WALK ? walkAllCuts(recorded, states) : goBack(recorded, checkpoints);
        check(latest.equals(truth), seed, "the recovery line", states, latest, truth);
        VectorClock start = VectorClock.of(newest);
        int rolledBack = countLess(latest, start);
        outcomes.count("the newest checkpoints fit", rolledBack == 0 && start.size() > 1);
        outcomes.count("recovery line: one goes back", rolledBack == 1);
        outcomes.count("recovery line: domino", rolledBack >= 3);
        outcomes.count("recovery line: back to the beginning", start.size() > 0 && latest.size() == 0);
        outcomes.count("recovery line: all cuts walked", cuts > 10 && cuts <= MOST_CUTS_TO_WALK);
        outcomes.count("recovery line: too many cuts to walk", cuts > MOST_CUTS_TO_WALK);
    }

    /** Looks at each cut of checkpoints there is: the one that has every consistent one within is the latest. */
    private static VectorClock walkAllCuts(RecordedExecution recorded, Map<Long, List<VectorClock>> states) {
        int processes = recorded.ofProcess.size();
        VectorClock latest = VectorClock.ZERO;
        int[] chosen = new int[processes];
        for (int process = 0; process < processes; ) {
            Map<Long, Long> counts = new HashMap<>();
            for (long p = 0; p < processes; p++) {
                int state = chosen[(int) p];
                counts.put(p, state == 0 ? 0 : states.get(p).get(state - 1).get(p));
            }
            VectorClock frontier = VectorClock.of(counts);
            if (recorded.isClosed(recorded.maskOf(frontier))) {
                latest = latest.merge(frontier);
            }
            for (process = 0; process < processes; process++) {
                if (++chosen[process] <= states.get((long) process).size()) {
                    break;
                }
                chosen[process] = 0;
            }
        }
        if (!recorded.isClosed(recorded.maskOf(latest))) {
            fail("the consistent cuts of checkpoints have no latest: " + latest);
        }
        return latest;
    }

    /** Round by round: of each process the last checkpoint whose past is inside the round before. */
    private static VectorClock goBack(RecordedExecution recorded, List<List<Event>> checkpoints) {
        long inside = -1;
        long before;
        do {
            before = inside;
            Map<Long, Long> counts = new HashMap<>();
            for (int process = 0; process < checkpoints.size(); process++) {
                for (Event checkpoint : checkpoints.get(process)) {
                    if ((recorded.pasts[checkpoint.index()] & ~before) == 0) {
                        counts.put(
                                (long) process,
                                1L + recorded.ofProcess.get(process).indexOf(checkpoint));
                    }
                }
            }
            inside = recorded.maskOf(VectorClock.of(counts));
        } while (inside != before);
        return recorded.frontierOf(inside);
    }

    private static int countLess(VectorClock lesser, VectorClock greater) {
        int less = 0;
        for (int i = 0; i < greater.size(); i++) {
            less += lesser.get(greater.nodeAt(i)) < greater.countAt(i) ? 1 : 0;
        }
        return less;
    }

    private static void checkIds(
            Set<Copy> truth, List<Message<Copy>> messages, long seed, String what, VectorClock frontier) {
        Set<Copy> ids = new HashSet<>();
        messages.forEach(message -> ids.add(message.id()));
        check(ids.equals(truth) && ids.size() == messages.size(), seed, what, frontier, truth, messages);
    }

    private static void check(boolean holds, long seed, Object... what) {
        if (!holds) {
            fail("seed " + seed + ": " + List.of(what));
        }
    }
}
