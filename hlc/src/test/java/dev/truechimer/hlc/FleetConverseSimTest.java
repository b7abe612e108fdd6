package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.hlc.FleetOracle.Violation;
import dev.truechimer.hlc.FleetPlan.Breach;
import dev.truechimer.hlc.FleetPlan.Broken;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The converse: fleets that break one assumption, in which the oracle does find false claims. If it found none, it would prove
 * nothing about fleets that break none. Every kind of false claim is found in one of them.
 */
class FleetConverseSimTest {

    private static final int WORLDS = Integer.getInteger("truechimer.sim.converse.worlds", 12);
    private static final long FIRST_SEED = Long.getLong("truechimer.sim.seed", 1L);

    /** In how many worlds each claim was false; of plans that fit, changed. */
    private static Map<Violation, Integer> falseClaims(
            String what, Predicate<FleetPlan> fits, Consumer<FleetPlan> change) {
        Map<Violation, Integer> counts = new EnumMap<>(Violation.class);
        int worlds = 0;
        for (long seed = FIRST_SEED; worlds < WORLDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            FleetPlan plan = new FleetPlan(random);
            if (fits.test(plan)) {
                worlds++;
                change.accept(plan);
                Set<Violation> found =
                        new Fleet(seed, plan, random).live().violations().keySet();
                found.forEach(each -> counts.merge(each, 1, Integer::sum));
            }
        }
        System.out.printf("%s: %d fleets from seed %d, false claims %s%n", what, WORLDS, FIRST_SEED, counts);
        return counts;
    }

    private static void assertFound(Map<Violation, Integer> counts, Violation... expected) {
        for (Violation each : expected) {
            assertTrue(counts.containsKey(each), () -> "the oracle is blind to " + each);
        }
    }

    @Test
    void aRunawayClockThatIsAcceptedDragsTheOthersAlong() {
        Map<Violation, Integer> found = falseClaims(
                "a runaway clock, accepted",
                plan -> plan.broken == Broken.AHEAD,
                plan -> plan.policy = OffsetPolicy.ACCEPT);
        assertFound(
                found,
                Violation.BROKEN_MESSAGE_TAKEN,
                Violation.BEYOND_MAX_OFFSET,
                Violation.CERTAIN_ORDER_THAT_WAS_OTHERWISE,
                Violation.VALUE_OUTSIDE_OF_THE_WINDOW);
    }

    @Test
    void aRunawayClockThatIsClampedLosesTheOrder() {
        Map<Violation, Integer> found = falseClaims(
                "a runaway clock, clamped",
                plan -> plan.broken == Broken.AHEAD,
                plan -> plan.policy = OffsetPolicy.CLAMP);
        assertFound(found, Violation.BROKEN_MESSAGE_TAKEN, Violation.HAPPENS_BEFORE_WITHOUT_A_SMALLER_TIMESTAMP);
    }

    @Test
    void aRestartAtOnceWithoutAJournalRepeatsTimestamps() {
        Map<Violation, Integer> found = falseClaims(
                "restarts without a journal", plan -> plan.loaded, plan -> plan.breach = Breach.EARLY_RESTARTS);
        assertFound(
                found,
                Violation.HAPPENS_BEFORE_WITHOUT_A_SMALLER_TIMESTAMP,
                Violation.VALUE_EXCLUDED_BY_AN_OBSERVATION);
    }

    @Test
    void wallClocksFurtherApartThanMaxOffsetInventOrders() {
        Map<Violation, Integer> found = falseClaims(
                "wall clocks beyond the contract",
                plan -> plan.wallNodes > 1 && plan.broken == Broken.NONE,
                plan -> plan.breach = Breach.WALL_ERROR);
        assertFound(
                found,
                Violation.BELOW_TRUE_TIME,
                Violation.CERTAIN_ORDER_THAT_WAS_OTHERWISE,
                Violation.VALUE_OUTSIDE_OF_THE_WINDOW,
                Violation.HEALTHY_MESSAGE_REFUSED);
    }

    @Test
    void aNodeWithAMaxOffsetOfItsOwnBreaksTheContract() {
        Map<Violation, Integer> found =
                falseClaims("a maxOffset of its own", plan -> plan.loaded, plan -> plan.breach = Breach.OWN_MAX_OFFSET);
        assertFound(
                found,
                Violation.BEYOND_MAX_OFFSET,
                Violation.CERTAIN_ORDER_THAT_WAS_OTHERWISE,
                Violation.VALUE_OUTSIDE_OF_THE_WINDOW,
                Violation.HEALTHY_MESSAGE_REFUSED);
    }

    @Test
    void aMajorityOfLiarsMakesReadingsFalse() {
        Map<Violation, Integer> found = falseClaims(
                "a majority of liars", plan -> plan.wallNodes == 0, plan -> plan.breach = Breach.LYING_MAJORITY);
        assertFound(found, Violation.READING_WITHOUT_TRUE_TIME, Violation.BEYOND_MAX_OFFSET);
    }
}
