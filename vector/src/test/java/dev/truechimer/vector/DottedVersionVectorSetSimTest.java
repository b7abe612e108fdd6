package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.vector.store.StoreOutcome;
import dev.truechimer.vector.store.StoreRules;
import dev.truechimer.vector.store.StoreRun;
import dev.truechimer.vector.store.StoreVerdict;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In random runs of a replicated store, exactly the values of the causally maximal writes are current. */
class DottedVersionVectorSetSimTest {

    private static final int EXECUTIONS = 100_000;
    private static final int EXECUTIONS_AGAINST_THE_RULES = 5_000;
    private static final long LEAST_OF_EACH = 200;

    @Test
    void holdsExactlyTheValuesOfMaximalWrites() {
        Map<StoreOutcome, Long> outcomes = new EnumMap<>(StoreOutcome.class);
        for (long seed = 0; seed < EXECUTIONS; seed++) {
            StoreVerdict verdict = StoreRun.run(seed, StoreRules.KEPT, outcomes);
            if (verdict != StoreVerdict.RIGHT) {
                fail("seed " + seed + ": " + verdict + "\n" + StoreRun.trace(seed, StoreRules.KEPT));
            }
        }
        for (StoreOutcome outcome : StoreOutcome.values()) {
            assertTrue(outcomes.getOrDefault(outcome, 0L) >= LEAST_OF_EACH, () -> outcome + " in " + outcomes);
        }
    }

    /** The hazard is real, and only a part of it can be recognized. */
    @Test
    void replicaThatLostItsStateAndKeepsItsIdLosesUpdates() {
        Map<StoreVerdict, Long> verdicts = verdictsOf(new StoreRules(false, true));
        assertTrue(verdicts.getOrDefault(StoreVerdict.UPDATE_LOST, 0L) > 0, verdicts::toString);
        assertTrue(verdicts.getOrDefault(StoreVerdict.REFUSED, 0L) > 0, verdicts::toString);
    }

    /** The hazard is real. */
    @Test
    void replicaForgottenTooEarlyBringsOverwrittenValuesBack() {
        Map<StoreVerdict, Long> verdicts = verdictsOf(new StoreRules(true, false));
        assertTrue(verdicts.getOrDefault(StoreVerdict.FALSE_SIBLING, 0L) > 0, verdicts::toString);
    }

    private static Map<StoreVerdict, Long> verdictsOf(StoreRules rules) {
        Map<StoreVerdict, Long> verdicts = new EnumMap<>(StoreVerdict.class);
        for (long seed = 0; seed < EXECUTIONS_AGAINST_THE_RULES; seed++) {
            verdicts.merge(StoreRun.run(seed, rules, new EnumMap<>(StoreOutcome.class)), 1L, Long::sum);
        }
        return verdicts;
    }
}
