package dev.truechimer.vector.cut;

import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.execution.Execution;
import dev.truechimer.vector.execution.Execution.Event;
import dev.truechimer.vector.execution.Execution.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An execution with a vector clock for each event, and the truth about its cuts: a set of events as a mask of bits,
 * closed or not under the past that the execution knows.
 */
final class RecordedExecution {

    /** One copy of what an event sent: for a receiver, or for nobody if it never arrived. */
    record Copy(int send, int receiver) {

        static final int NOBODY = -1;
    }

    final Execution execution;
    final List<Event> events;
    final VectorClock[] clocks;
    /** For each event the mask of its past, itself included. */
    final long[] pasts;
    /** For each process the mask of its events. */
    final long[] maskOfProcess;
    /** For each process its events, in order. */
    final List<List<Event>> ofProcess = new ArrayList<>();
    /** For each event the processes that receive something from it. */
    private final List<TreeSet<Integer>> receivers = new ArrayList<>();

    RecordedExecution(Execution execution) {
        this.execution = execution;
        this.events = execution.events();
        this.clocks = new VectorClock[events.size()];
        this.pasts = new long[events.size()];
        this.maskOfProcess = new long[execution.processes()];
        for (int process = 0; process < execution.processes(); process++) {
            ofProcess.add(new ArrayList<>());
        }
        for (Event event : events) {
            VectorClock before = event.previous() < 0 ? VectorClock.ZERO : clocks[event.previous()];
            clocks[event.index()] = event.cause() < 0
                    ? before.tick(event.process())
                    : before.receive(event.process(), clocks[event.cause()]);
            ofProcess.get(event.process()).add(event);
            maskOfProcess[event.process()] |= 1L << event.index();
            receivers.add(new TreeSet<>());
            if (event.cause() >= 0) {
                receivers.get(event.cause()).add(event.process());
            }
            for (int other = 0; other <= event.index(); other++) {
                pasts[event.index()] |= execution.isInPast(other, event.index()) ? 1L << other : 0;
            }
        }
    }

    /** The copies that an event sends; forks and retirements are messages too: they influence another process. */
    List<Copy> sentBy(Event event) {
        if (event.kind() != Kind.SEND && event.kind() != Kind.FORK && event.kind() != Kind.RETIRE) {
            return List.of();
        }
        List<Copy> copies = new ArrayList<>();
        receivers.get(event.index()).forEach(receiver -> copies.add(new Copy(event.index(), receiver)));
        return copies.isEmpty() ? List.of(new Copy(event.index(), Copy.NOBODY)) : copies;
    }

    static List<Copy> receivedBy(Event event) {
        return event.cause() < 0 ? List.of() : List.of(new Copy(event.cause(), event.process()));
    }

    /** The log of the events inside a frontier, the processes one after the other in any order. */
    EventLog<Copy> logOf(VectorClock frontier, Random random) {
        EventLogRecorder<Copy> recorder = new EventLogRecorder<>();
        List<Integer> processes = new ArrayList<>();
        for (int process = 0; process < ofProcess.size(); process++) {
            processes.add(process);
        }
        Collections.shuffle(processes, random);
        for (int process : processes) {
            for (Event event : ofProcess.get(process).subList(0, (int) frontier.get(process))) {
                recorder.event(process, clocks[event.index()], receivedBy(event), sentBy(event));
            }
        }
        return recorder.build();
    }

    /** Whether a process began after others: only then can a process have no event without the events of another. */
    boolean hasForks() {
        return events.stream().anyMatch(event -> event.kind() == Kind.BORN);
    }

    /** The frontier that has all events inside. */
    VectorClock end() {
        return frontierOf(events.size() == 64 ? -1 : (1L << events.size()) - 1);
    }

    /** The frontier of a mask of events. */
    VectorClock frontierOf(long mask) {
        Map<Long, Long> counts = new TreeMap<>();
        for (Event event : events) {
            if ((mask >>> event.index() & 1) != 0) {
                counts.merge((long) event.process(), 1L, Long::sum);
            }
        }
        return VectorClock.of(counts);
    }

    /** The mask of the events inside a frontier. */
    long maskOf(VectorClock frontier) {
        long mask = 0;
        for (int process = 0; process < ofProcess.size(); process++) {
            for (Event event : ofProcess.get(process).subList(0, (int) frontier.get(process))) {
                mask |= 1L << event.index();
            }
        }
        return mask;
    }

    /** The truth: with each event its past. */
    boolean isClosed(long mask) {
        for (long left = mask; left != 0; left &= left - 1) {
            if ((pasts[Long.numberOfTrailingZeros(left)] & ~mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The truth, without going back step by step: the events whose whole past is in the mask are the greatest closed
     * part of it.
     */
    long greatestClosedPart(long mask) {
        long part = 0;
        for (long left = mask; left != 0; left &= left - 1) {
            int event = Long.numberOfTrailingZeros(left);
            part |= (pasts[event] & ~mask) == 0 ? 1L << event : 0;
        }
        return part;
    }

    /**
     * Draws a frontier: any number of events of each process; or what a reader would see who looks at one process
     * after the other while they run; or the events of few processes only.
     */
    VectorClock drawFrontier(Random random) {
        int way = random.nextInt(3);
        int moment = random.nextInt(events.size() + 1);
        int latest = 1 + random.nextInt(8);
        Map<Long, Long> counts = new TreeMap<>();
        for (int process = 0; process < ofProcess.size(); process++) {
            int size = ofProcess.get(process).size();
            int reading = moment + random.nextInt(latest);
            long count = switch (way) {
                case 0 -> random.nextInt(size + 1);
                case 1 ->
                    ofProcess.get(process).stream()
                            .filter(event -> event.index() < reading)
                            .count();
                default -> random.nextInt(3) == 0 ? random.nextInt(size + 1) : 0;
            };
            counts.put((long) process, count);
        }
        return VectorClock.of(counts);
    }
}
