package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.hlc.FleetOracle.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Hundreds of seeded fleets in which the assumptions hold: what timestamps claim is true of what really happened. */
class FleetSimTest {

    private static final int WORLDS =
            Integer.getInteger("truechimer.sim.worlds", Boolean.getBoolean("truechimer.soak") ? 20_000 : 300);
    private static final long FIRST_SEED = Long.getLong("truechimer.sim.seed", 1L);

    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);

    @Test
    void timestampsClaimNothingFalseWhileTheAssumptionsHold() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
            live(seed);
        }
        System.out.printf("simulated fleets: %d from seed %d, %s%n", WORLDS, FIRST_SEED, outcomes);
        if (WORLDS > 100) {
            for (Outcome outcome : Outcome.values()) {
                assertTrue(outcomes.containsKey(outcome), () -> outcome + " never happened");
            }
        }
    }

    private void live(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FleetPlan plan = new FleetPlan(random);
        FleetOracle oracle = new Fleet(seed, plan, random).live();
        oracle.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
        if (!oracle.violations().isEmpty()) {
            fail("seed " + seed + ", " + plan + ": " + oracle.violations()
                    + "; replay with mvn -pl hlc -am test -Dtest=FleetSimTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dtruechimer.sim.worlds=1 -Dtruechimer.sim.seed=" + seed);
        }
    }
}
