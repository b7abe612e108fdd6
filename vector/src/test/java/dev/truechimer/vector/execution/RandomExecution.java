package dev.truechimer.vector.execution;

import dev.truechimer.vector.execution.Execution.Event;
import dev.truechimer.vector.execution.Execution.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws executions: processes that work, send, receive, begin others, take others over and crash, with messages that
 * are lost, late, out of order or arrive twice.
 */
public final class RandomExecution {

    private final Random random;
    private final Execution execution = new Execution();
    /** Processes that still run. */
    private final List<Integer> alive = new ArrayList<>();
    /** Messages that may still arrive: their sends. */
    private final List<Event> underWay = new ArrayList<>();
    /** Processes that ended and wait for being taken over: their last events. */
    private final List<Event> retired = new ArrayList<>();

    private RandomExecution(Random random) {
        this.random = random;
    }

    /**
     * Draws one execution of processes that come and go.
     *
     * @param seed the same seed gives the same execution
     */
    public static Execution ofSeed(long seed) {
        return new RandomExecution(new Random(seed)).run(true);
    }

    /**
     * Draws one execution of a fixed set of 2 to 6 processes, which all stay: no forks, joins or crashes.
     *
     * @param seed the same seed gives the same execution
     */
    public static Execution withFixedProcesses(long seed) {
        return new RandomExecution(new Random(seed)).run(false);
    }

    private Execution run(boolean membershipChanges) {
        int processes = (membershipChanges ? 1 : 2) + random.nextInt(5);
        for (int process = 0; process < processes; process++) {
            execution.add(process, Kind.START, -1);
            alive.add(process);
        }
        int steps = 8 + random.nextInt(40);
        for (int step = 0; step < steps && !alive.isEmpty(); step++) {
            step(membershipChanges);
        }
        return execution;
    }

    private void step(boolean membershipChanges) {
        int process = alive.get(random.nextInt(alive.size()));
        int dice = random.nextInt(membershipChanges ? 100 : 80);
        if (dice < 15) {
            execution.add(process, Kind.LOCAL, -1);
        } else if (dice < 45) {
            underWay.add(execution.add(process, Kind.SEND, -1));
        } else if (dice < 80) {
            receive(process);
        } else if (dice < 89) {
            Event fork = execution.add(process, Kind.FORK, -1);
            int child = execution.processes();
            execution.add(child, Kind.BORN, fork.index());
            alive.add(child);
        } else if (dice < 93) {
            retired.add(execution.add(process, Kind.RETIRE, -1));
            alive.remove((Integer) process);
        } else if (dice < 98) {
            if (!retired.isEmpty()) {
                Event retire = retired.remove(random.nextInt(retired.size()));
                execution.add(process, Kind.JOIN, retire.index());
            }
        } else {
            execution.add(process, Kind.CRASH, -1);
            alive.remove((Integer) process);
        }
    }

    private void receive(int process) {
        if (underWay.isEmpty()) {
            return;
        }
        int chosen = random.nextInt(underWay.size());
        Event send = underWay.get(chosen);
        if (send.process() == process) {
            return;
        }
        execution.add(process, Kind.RECEIVE, send.index());
        // One in four stays under way, and may arrive again, anywhere: a broadcast, or a duplicate.
        if (random.nextInt(4) != 0) {
            underWay.remove(chosen);
        }
    }
}
