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
    private static final long LEAST_OF_EACH = 500;
    private static final long MOST_CUTS_TO_WALK = 300;

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
            VectorClock frontier = recorded.drawFrontier(random);
            checkConsistency(recorded, log, frontier, seed, outcomes);
            checkLatest(recorded, log, frontier, seed, outcomes);
            checkMessages(recorded, log, frontier, seed, outcomes);
            checkCutShort(recorded, random, seed, outcomes);
            checkCheckpoints(recorded, random, seed, outcomes);
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
        if (recorded.hasForks()) {
            outcomes.count("nothing is left", frontier.size() > 0 && latest.size() == 0);
        }
        List<List<Event>> inside = new ArrayList<>();
        long cuts = 1;
        for (int process = 0; process < recorded.ofProcess.size(); process++) {
            inside.add(recorded.ofProcess.get(process).subList(0, (int) frontier.get(process)));
            cuts *= frontier.get(process) + 1;
        }
        if (cuts <= MOST_CUTS_TO_WALK) {
            outcomes.count("all cuts walked", rolledBack > 0);
            long greatest = walkAllCuts(recorded, inside);
            check(latest.equals(recorded.frontierOf(greatest)), seed, "of all cuts", frontier, latest);
        }
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
    private static void checkCutShort(RecordedExecution recorded, Random random, long seed, Outcomes outcomes) {
        VectorClock frontier = recorded.drawFrontier(random);
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
        Map<Long, List<VectorClock>> states = new HashMap<>();
        List<List<Event>> checkpoints = new ArrayList<>();
        VectorClock newest = VectorClock.ZERO;
        long cuts = 1;
        for (int process = 0; process < recorded.ofProcess.size(); process++) {
            List<Event> chosen = new ArrayList<>();
            List<VectorClock> clocks = new ArrayList<>();
            long count = 0;
            for (Event event : recorded.ofProcess.get(process)) {
                if (random.nextInt(3) == 0) {
                    chosen.add(event);
                    clocks.add(recorded.clocks[event.index()]);
                    count = recorded.clocks[event.index()].get(process);
                }
            }
            newest = newest.merge(VectorClock.of(Map.of((long) process, count)));
            checkpoints.add(chosen);
            states.put((long) process, clocks);
            cuts *= chosen.size() + 1;
        }
        boolean walked = cuts <= MOST_CUTS_TO_WALK;
        VectorClock latest = ConsistentCut.latest(states);
        VectorClock truth =
                recorded.frontierOf(walked ? walkAllCuts(recorded, checkpoints) : goBack(recorded, checkpoints));
        check(latest.equals(truth), seed, "the recovery line", states, latest, truth);
        int rolledBack = countLess(latest, newest);
        outcomes.count("the newest checkpoints fit", rolledBack == 0 && newest.size() > 1);
        outcomes.count("recovery line: one goes back", rolledBack == 1);
        outcomes.count("recovery line: domino", rolledBack >= 3);
        outcomes.count("recovery line: back to the beginning", newest.size() > 0 && latest.size() == 0);
        outcomes.count("recovery line: all cuts walked", cuts > 10 && walked);
        outcomes.count("recovery line: too many cuts to walk", !walked);
    }

    /**
     * Looks at each cut that ends with one of the given events of each process, or before them: all consistent ones
     * together.
     */
    private static long walkAllCuts(RecordedExecution recorded, List<List<Event>> checkpoints) {
        int[] chosen = new int[checkpoints.size()];
        long latest = 0;
        int process = 0;
        while (process < chosen.length) {
            long inside = 0;
            long needed = 0;
            for (int p = 0; p < chosen.length; p++) {
                if (chosen[p] > 0) {
                    Event last = checkpoints.get(p).get(chosen[p] - 1);
                    inside |= upTo(recorded, last);
                    needed |= recorded.pasts[last.index()];
                }
            }
            latest |= (needed & ~inside) == 0 ? inside : 0;
            for (process = 0; process < chosen.length; process++) {
                if (++chosen[process] <= checkpoints.get(process).size()) {
                    break;
                }
                chosen[process] = 0;
            }
        }
        if (!recorded.isClosed(latest)) {
            fail("consistent cuts without a latest: " + recorded.execution);
        }
        return latest;
    }

    /** Round by round: of each process the last checkpoint whose past is inside the round before. */
    private static long goBack(RecordedExecution recorded, List<List<Event>> checkpoints) {
        long inside = -1;
        long before;
        do {
            before = inside;
            inside = 0;
            for (List<Event> ofProcess : checkpoints) {
                for (Event checkpoint : ofProcess) {
                    boolean fits = (recorded.pasts[checkpoint.index()] & ~before) == 0;
                    inside |= fits ? upTo(recorded, checkpoint) : 0;
                }
            }
        } while (inside != before);
        return inside;
    }

    /** The mask of an event and those before it at the same process. */
    private static long upTo(RecordedExecution recorded, Event event) {
        return recorded.pasts[event.index()] & recorded.maskOfProcess[event.process()];
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
