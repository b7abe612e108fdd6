package dev.truechimer.vector.cut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.Causality;
import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.cut.RecordedExecution.Copy;
import dev.truechimer.vector.execution.Execution.Event;
import dev.truechimer.vector.execution.RandomExecution;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** The consistent cuts of one run are a lattice, and going back to the latest is a projection onto it. */
class ConsistentCutPropertyTest {

    private static final int TRIES = 2_000;
    private static final String SEED = "20261120";

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = TRIES, seed = SEED)
    void meetAndJoinOfConsistentCutsAreConsistent(@ForAll long seed) {
        Run run = new Run(seed);
        VectorClock a = run.cut();
        VectorClock b = run.cut();
        VectorClock meet = ConsistentCut.meet(a, b);
        VectorClock join = ConsistentCut.join(a, b);
        collect("neither within the other", a.compareTo(b) == Causality.CONCURRENT);
        assertTrue(run.log.isConsistent(meet));
        assertTrue(run.log.isConsistent(join));
        assertTrue(a.dominates(meet) && b.dominates(meet));
        assertTrue(join.dominates(a) && join.dominates(b));
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = TRIES, seed = SEED)
    void meetAndJoinObeyTheLawsOfLattices(@ForAll long seed) {
        Run run = new Run(seed);
        VectorClock a = run.cut();
        VectorClock b = run.cut();
        VectorClock c = run.cut();
        collect("three that differ", !a.equals(b) && !b.equals(c) && !a.equals(c));
        assertEquals(ConsistentCut.meet(a, b), ConsistentCut.meet(b, a));
        assertEquals(ConsistentCut.join(a, b), ConsistentCut.join(b, a));
        assertEquals(ConsistentCut.meet(a, ConsistentCut.meet(b, c)), ConsistentCut.meet(ConsistentCut.meet(a, b), c));
        assertEquals(ConsistentCut.join(a, ConsistentCut.join(b, c)), ConsistentCut.join(ConsistentCut.join(a, b), c));
        assertEquals(a, ConsistentCut.meet(a, ConsistentCut.join(a, b)));
        assertEquals(a, ConsistentCut.join(a, ConsistentCut.meet(a, b)));
        assertEquals(a, ConsistentCut.meet(a, a));
        assertEquals(a, ConsistentCut.join(a, a));
        assertEquals(
                ConsistentCut.meet(a, ConsistentCut.join(b, c)),
                ConsistentCut.join(ConsistentCut.meet(a, b), ConsistentCut.meet(a, c)));
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = TRIES, seed = SEED)
    void goingBackTwiceIsGoingBackOnce(@ForAll long seed) {
        Run run = new Run(seed);
        VectorClock frontier = run.frontier();
        VectorClock latest = run.log.latestConsistentCut(frontier);
        collect("goes back", !latest.equals(frontier));
        assertTrue(frontier.dominates(latest));
        assertTrue(run.log.isConsistent(latest));
        assertEquals(latest, run.log.latestConsistentCut(latest));
        assertEquals(run.log.isConsistent(frontier), latest.equals(frontier));
    }

    /** What is latest within both is what is latest within the latest of each. */
    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = TRIES, seed = SEED)
    void goingBackKeepsMeetAndOrder(@ForAll long seed) {
        Run run = new Run(seed);
        VectorClock a = run.frontier();
        VectorClock b = run.frontier();
        VectorClock latestOfA = run.log.latestConsistentCut(a);
        VectorClock latestOfB = run.log.latestConsistentCut(b);
        VectorClock latestOfJoin = run.log.latestConsistentCut(ConsistentCut.join(a, b));
        collect("more together", !latestOfJoin.equals(ConsistentCut.join(latestOfA, latestOfB)));
        assertEquals(ConsistentCut.meet(latestOfA, latestOfB), run.log.latestConsistentCut(ConsistentCut.meet(a, b)));
        assertTrue(latestOfJoin.dominates(latestOfA) && latestOfJoin.dominates(latestOfB));
    }

    /** Read as a frontier, the clock of an event is the smallest consistent cut that has the event. */
    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = TRIES, seed = SEED)
    void clockOfEventIsItsSmallestCut(@ForAll long seed) {
        Run run = new Run(seed);
        Event event = run.recorded.events.get(run.random.nextInt(run.recorded.events.size()));
        VectorClock clock = run.recorded.clocks[event.index()];
        VectorClock cut = run.cut();
        boolean inside = cut.get(event.process()) >= clock.get(event.process());
        collect("inside", inside);
        assertTrue(run.log.isConsistent(clock));
        assertEquals(inside, cut.dominates(clock));
    }

    private static void collect(String outcome, boolean occurred) {
        Statistics.label(outcome).collect(occurred).coverage(coverage -> {
            coverage.check(true).count(count -> count >= TRIES / 20);
            coverage.check(false).count(count -> count >= TRIES / 20);
        });
    }

    /** A random run with its log, and random cuts of it. */
    private static final class Run {

        final Random random;
        final RecordedExecution recorded;
        final EventLog<Copy> log;

        Run(long seed) {
            random = new Random(seed);
            recorded = new RecordedExecution(
                    seed % 2 == 0 ? RandomExecution.ofSeed(seed) : RandomExecution.withFixedProcesses(seed));
            log = recorded.logOf(recorded.end(), random);
        }

        VectorClock frontier() {
            return recorded.drawFrontier(random);
        }

        VectorClock cut() {
            return log.latestConsistentCut(frontier());
        }
    }
}
