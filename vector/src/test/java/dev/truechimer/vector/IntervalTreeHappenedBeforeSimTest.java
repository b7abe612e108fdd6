package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.execution.Execution;
import dev.truechimer.vector.execution.Execution.Event;
import dev.truechimer.vector.execution.Execution.Kind;
import dev.truechimer.vector.execution.RandomExecution;
import dev.truechimer.vector.execution.Verdicts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Interval tree clocks tell exactly the happened-before relation of random executions of processes that come and go.
 */
class IntervalTreeHappenedBeforeSimTest {

    private static final int EXECUTIONS = 100_000;
    private static final long LEAST_OF_EACH = 100_000;

    private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);

    @Test
    void tellTheRelationOfProcessesThatComeAndGo() {
        Verdicts verdicts = new Verdicts();
        for (long seed = 0; seed < EXECUTIONS; seed++) {
            Execution execution = RandomExecution.ofSeed(seed);
            IntervalTreeClock[] stamps = stamps(execution);
            for (int a = 0; a < stamps.length; a++) {
                for (int b = 0; b < stamps.length; b++) {
                    Causality truth = execution.relation(a, b);
                    verdicts.count(truth);
                    check(truth, stamps[a].compareTo(stamps[b]), seed, a, b);
                    boolean knowsAll = truth == Causality.AFTER || truth == Causality.EQUAL;
                    check(knowsAll, stamps[a].dominates(stamps[b]), seed, a, b);
                }
            }
        }
        verdicts.assertEachAtLeast(LEAST_OF_EACH);
        for (Kind kind : Kind.values()) {
            assertTrue(kinds.getOrDefault(kind, 0L) >= EXECUTIONS / 10, () -> kind + " in " + kinds);
        }
    }

    /** The stamp that each event has, directly behind it. */
    private IntervalTreeClock[] stamps(Execution execution) {
        List<Event> events = execution.events();
        IntervalTreeClock[] stamps = new IntervalTreeClock[events.size()];
        // What each process goes on with: the stamp of its last event, or the part of it that a fork left over.
        IntervalTreeClock[] own = new IntervalTreeClock[execution.processes()];
        List<IntervalTreeClock> first = seeds(events);
        for (Event event : events) {
            kinds.merge(event.kind(), 1L, Long::sum);
            int process = event.process();
            IntervalTreeClock stamp = switch (event.kind()) {
                case START -> first.get(process).event();
                case LOCAL, SEND, FORK, RETIRE, CRASH -> own[process].event();
                case RECEIVE -> own[process].receive(stamps[event.cause()].peek());
                // The part that its parent's fork put aside.
                case BORN -> own[process].event();
                // The retired process gives all it had; nobody else gets it.
                case JOIN -> own[process].join(stamps[event.cause()]).event();
            };
            stamps[event.index()] = stamp;
            own[process] = stamp;
            if (event.kind() == Kind.FORK) {
                IntervalTreeClock.Fork fork = stamp.fork();
                own[process] = fork.left();
                own[childOf(event, events)] = fork.right();
            }
        }
        return stamps;
    }

    /**
     * One stamp for each process that is there from the beginning: all forked from one seed, before anything happens.
     */
    private static List<IntervalTreeClock> seeds(List<Event> events) {
        List<IntervalTreeClock> stamps = new ArrayList<>(List.of(IntervalTreeClock.seed()));
        while (stamps.size()
                < events.stream().filter(e -> e.kind() == Kind.START).count()) {
            IntervalTreeClock.Fork fork = stamps.remove(0).fork();
            stamps.add(fork.left());
            stamps.add(fork.right());
        }
        return stamps;
    }

    private static int childOf(Event fork, List<Event> events) {
        return events.get(fork.index() + 1).process();
    }

    private static void check(Object truth, Object verdict, long seed, int a, int b) {
        if (!truth.equals(verdict)) {
            assertEquals(truth, verdict, "seed " + seed + ", events " + a + " and " + b);
        }
    }
}
