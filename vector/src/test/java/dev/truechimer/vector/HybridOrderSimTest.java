package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.vector.HybridOrder.Contradiction;
import dev.truechimer.vector.HybridOrder.DecidedBy;
import dev.truechimer.vector.HybridOrder.Earlier;
import dev.truechimer.vector.HybridOrder.Verdict;
import dev.truechimer.vector.execution.Execution;
import dev.truechimer.vector.execution.RandomExecution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random executions whose events have true times, and intervals that contain them, or don't. */
class HybridOrderSimTest {

    private static final int EXECUTIONS = 100_000;
    private static final int LYING_EXECUTIONS = 50_000;
    private static final int EXECUTIONS_WITH_TRIPLES = 3_000;
    private static final long LEAST_OF_EACH = 1_000;

    private enum Outcome {
        TIE_BREAK_IS_TRUE,
        TIE_BREAK_IS_NOT_TRUE,
        CAUSAL,
        CERTAIN_AND_CONCURRENT,
        CIRCLE,
        NO_CIRCLE,
        NOTHING_CONTRADICTED,
        CONTRADICTED,
        CERTAIN_ORDER_KEPT_ALTHOUGH_OTHERS_LIE,
        CERTAIN_ORDER_GIVEN_UP
    }

    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<DecidedBy, Long> deciders = new EnumMap<>(DecidedBy.class);

    @Test
    void whatIsDecidedIsTrueAndTheSortExtendsBothOrders() {
        for (long seed = 0; seed < EXECUTIONS; seed++) {
            Stamped run = Stamped.of(seed, false);
            for (int a = 0; a < run.size(); a++) {
                for (int b = a; b < run.size(); b++) {
                    checkTrueVerdict(run, a, b);
                }
            }
            checkSorted(run, Set.of());
            if (!HybridOrder.contradictions(run.events).isEmpty()) {
                fail("seed " + seed + ": contradictions of clocks that tell the truth");
            }
        }
        for (DecidedBy decider : DecidedBy.values()) {
            assertTrue(deciders.getOrDefault(decider, 0L) >= LEAST_OF_EACH, deciders::toString);
        }
        assertOccurred(
                Outcome.TIE_BREAK_IS_TRUE,
                Outcome.TIE_BREAK_IS_NOT_TRUE,
                Outcome.CAUSAL,
                Outcome.CERTAIN_AND_CONCURRENT);
    }

    /** The events are in the order of true time: the first is the earlier one, or both are the same. */
    private void checkTrueVerdict(Stamped run, int a, int b) {
        StampedEvent first = run.events.get(a);
        StampedEvent second = run.events.get(b);
        Causality truth = run.relation(a, b);
        Verdict verdict = HybridOrder.compare(first, second);
        Verdict exchanged = HybridOrder.compare(second, first);
        deciders.merge(verdict.decidedBy(), 1L, Long::sum);
        DecidedBy decider = truth != Causality.CONCURRENT
                ? DecidedBy.CAUSALITY
                : first.isCertainlyBefore(second) ? DecidedBy.PHYSICAL_TIME : DecidedBy.TIE_BREAK;
        boolean trueOrder = verdict.earlier() == (a == b ? Earlier.SAME_EVENT : Earlier.FIRST);
        boolean ok = verdict.decidedBy() == decider
                && (trueOrder || decider == DecidedBy.TIE_BREAK)
                && exchanged.decidedBy() == decider
                && exchanged.earlier() == opposite(verdict.earlier())
                && !verdict.contradicted()
                && !exchanged.contradicted()
                // What follows for true intervals from the order of sending and receiving.
                && (truth != Causality.BEFORE || first.earliestNanos() <= second.latestNanos());
        if (!ok) {
            fail("seed " + run.seed + ": " + verdict + " of " + first + " and " + second + ", " + truth);
        }
        if (decider == DecidedBy.TIE_BREAK) {
            count(trueOrder ? Outcome.TIE_BREAK_IS_TRUE : Outcome.TIE_BREAK_IS_NOT_TRUE);
        }
    }

    @Test
    void circlesOfVerdictsAlwaysHaveTieBreaksAndPhysicalTime() {
        for (long seed = 0; seed < EXECUTIONS_WITH_TRIPLES; seed++) {
            Stamped run = Stamped.of(seed, false);
            Verdict[][] verdicts = new Verdict[run.size()][run.size()];
            for (int a = 0; a < run.size(); a++) {
                for (int b = 0; b < run.size(); b++) {
                    verdicts[a][b] = HybridOrder.compare(run.events.get(a), run.events.get(b));
                }
            }
            for (int a = 0; a < run.size(); a++) {
                for (int b = 0; b < run.size(); b++) {
                    for (int c = 0; c < run.size(); c++) {
                        checkTriple(seed, verdicts[a][b], verdicts[b][c], verdicts[c][a]);
                    }
                }
            }
        }
        assertOccurred(Outcome.CIRCLE, Outcome.NO_CIRCLE);
    }

    private void checkTriple(long seed, Verdict ab, Verdict bc, Verdict ca) {
        boolean circle =
                ab.earlier() == Earlier.FIRST && bc.earlier() == Earlier.FIRST && ca.earlier() == Earlier.FIRST;
        if (circle) {
            Set<DecidedBy> deciders = new HashSet<>(List.of(ab.decidedBy(), bc.decidedBy(), ca.decidedBy()));
            if (!deciders.contains(DecidedBy.TIE_BREAK) || !deciders.contains(DecidedBy.PHYSICAL_TIME)) {
                fail("seed " + seed + ": a circle of " + deciders);
            }
        }
        count(circle ? Outcome.CIRCLE : Outcome.NO_CIRCLE);
    }

    @Test
    void lyingClocksNeverBreakCausalityAndAreReported() {
        for (long seed = 0; seed < LYING_EXECUTIONS; seed++) {
            Stamped run = Stamped.of(seed, true);
            Set<StampedEvent> effects = new HashSet<>();
            for (int a = 0; a < run.size(); a++) {
                for (int b = 0; b < run.size(); b++) {
                    checkLyingVerdict(run, a, b, effects);
                }
            }
            checkContradictions(run, effects);
            checkSorted(run, effects);
            count(effects.isEmpty() ? Outcome.NOTHING_CONTRADICTED : Outcome.CONTRADICTED);
        }
        assertOccurred(
                Outcome.NOTHING_CONTRADICTED,
                Outcome.CONTRADICTED,
                Outcome.CAUSAL,
                Outcome.CERTAIN_AND_CONCURRENT,
                Outcome.CERTAIN_ORDER_KEPT_ALTHOUGH_OTHERS_LIE,
                Outcome.CERTAIN_ORDER_GIVEN_UP);
    }

    private void checkLyingVerdict(Stamped run, int a, int b, Set<StampedEvent> effects) {
        StampedEvent first = run.events.get(a);
        StampedEvent second = run.events.get(b);
        Verdict verdict = HybridOrder.compare(first, second);
        boolean before = run.relation(a, b) == Causality.BEFORE;
        boolean contradicted = before && second.latestNanos() < first.earliestNanos();
        if (before && !verdict.equals(new Verdict(Earlier.FIRST, DecidedBy.CAUSALITY, contradicted))) {
            fail("seed " + run.seed + ": " + verdict + " of " + first + " before " + second);
        }
        if (contradicted) {
            effects.add(second);
        }
    }

    /** Exactly the events that contradict something in their past, each with what begins latest of it. */
    private static void checkContradictions(Stamped run, Set<StampedEvent> effects) {
        List<Contradiction> found = HybridOrder.contradictions(run.events);
        Set<StampedEvent> reported = new HashSet<>();
        for (Contradiction contradiction : found) {
            int cause = run.events.indexOf(contradiction.cause());
            int effect = run.events.indexOf(contradiction.effect());
            long latestBegin = Long.MIN_VALUE;
            for (int a = 0; a < run.size(); a++) {
                if (run.relation(a, effect) == Causality.BEFORE) {
                    latestBegin = Math.max(latestBegin, run.events.get(a).earliestNanos());
                }
            }
            if (run.relation(cause, effect) != Causality.BEFORE
                    || contradiction.cause().earliestNanos() != latestBegin
                    || !reported.add(contradiction.effect())) {
                fail("seed " + run.seed + ": " + contradiction);
            }
        }
        if (!reported.equals(effects)) {
            assertEquals(effects, reported, "seed " + run.seed);
        }
    }

    /**
     * All pairs: causality is kept; certain physical order too, unless the one that is over contradicts its own past.
     * The same for another order of the input.
     *
     * @param effects those that contradict their own past
     */
    private void checkSorted(Stamped run, Set<StampedEvent> effects) {
        List<Integer> shuffled = new ArrayList<>(run.indexes());
        Collections.shuffle(shuffled, new Random(run.seed));
        List<Integer> sorted = HybridOrder.sort(shuffled, run.events::get);
        if (!sorted.equals(HybridOrder.sort(run.indexes(), run.events::get)) || sorted.size() != run.size()) {
            fail("seed " + run.seed + ": another order for another order of the input");
        }
        for (int i = 0; i < sorted.size(); i++) {
            for (int j = i + 1; j < sorted.size(); j++) {
                checkInOrder(run, sorted.get(i), sorted.get(j), effects);
            }
        }
    }

    private void checkInOrder(Stamped run, int earlier, int later, Set<StampedEvent> effects) {
        Causality truth = run.relation(earlier, later);
        StampedEvent first = run.events.get(earlier);
        StampedEvent second = run.events.get(later);
        boolean wronglyBehind = second.isCertainlyBefore(first);
        if (truth == Causality.AFTER || (wronglyBehind && !effects.contains(second))) {
            fail("seed " + run.seed + ": " + first + " sorted before " + second + ", " + truth);
        }
        if (truth == Causality.BEFORE) {
            count(Outcome.CAUSAL);
        } else if (wronglyBehind) {
            count(Outcome.CERTAIN_ORDER_GIVEN_UP);
        } else if (first.isCertainlyBefore(second)) {
            count(Outcome.CERTAIN_AND_CONCURRENT);
            if (!effects.isEmpty()) {
                count(Outcome.CERTAIN_ORDER_KEPT_ALTHOUGH_OTHERS_LIE);
            }
        }
    }

    private static Earlier opposite(Earlier earlier) {
        return switch (earlier) {
            case FIRST -> Earlier.SECOND;
            case SECOND -> Earlier.FIRST;
            case SAME_EVENT -> Earlier.SAME_EVENT;
        };
    }

    private void count(Outcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    private void assertOccurred(Outcome... expected) {
        for (Outcome outcome : expected) {
            assertTrue(outcomes.getOrDefault(outcome, 0L) >= LEAST_OF_EACH, () -> outcome + " in " + outcomes);
        }
    }

    /** Some events of an execution, all or a part, in the order of their true times. */
    private static final class Stamped {

        private final long seed;
        private final Execution execution;
        private final List<StampedEvent> events = new ArrayList<>();
        /** Where each of them is in the execution. */
        private final List<Integer> places = new ArrayList<>();

        private Stamped(long seed) {
            this.seed = seed;
            this.execution = RandomExecution.ofSeed(seed);
        }

        static Stamped of(long seed, boolean lying) {
            Stamped run = new Stamped(seed);
            Random random = new Random(~seed);
            VectorClock[] clocks = HappenedBeforeSimTest.sparseClocks(run.execution.events());
            int widthNanos = 1 + random.nextInt(200);
            int liar = lying ? random.nextInt(run.execution.processes()) : -1;
            int lieNanos = random.nextInt(400) - 200;
            boolean all = random.nextBoolean();
            long trueNanos = 0;
            for (Execution.Event event : run.execution.events()) {
                trueNanos += 1 + random.nextInt(20);
                if (all || random.nextInt(4) != 0) {
                    long told = trueNanos + (event.process() == liar ? lieNanos : 0);
                    run.events.add(stamped(clocks[event.index()], event.process(), told, widthNanos, random));
                    run.places.add(event.index());
                }
            }
            return run;
        }

        /** One in eight is unbounded to either side; some have no width at all. */
        private static StampedEvent stamped(VectorClock clock, long node, long nanos, int widthNanos, Random random) {
            long earliest = nanos - random.nextInt(widthNanos);
            long latest = nanos + random.nextInt(widthNanos);
            return new StampedEvent(
                    clock,
                    node,
                    random.nextInt(8) == 0 ? Long.MIN_VALUE : earliest,
                    random.nextInt(8) == 0 ? Long.MAX_VALUE : latest);
        }

        int size() {
            return events.size();
        }

        List<Integer> indexes() {
            List<Integer> indexes = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                indexes.add(i);
            }
            return indexes;
        }

        Causality relation(int first, int second) {
            return execution.relation(places.get(first), places.get(second));
        }
    }
}
