package dev.truechimer.ptp.phc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.device.ErrorBound;
import dev.truechimer.ptp.device.PhcBracket;
import dev.truechimer.testing.FutureLeap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Claims against true time, which the oscillator keeps here but for its origin. */
class PhcRulePropertyTest {

    /** 2036-01-01T00:00:00Z. */
    private static final long LEAP_UTC_NANOS = 2_082_758_400_000_000_000L;

    private static final LeapSeconds LEAPS = FutureLeap.withLeapAt(LEAP_UTC_NANOS);
    private static final long SECOND = 1_000_000_000L;
    private static final Map<Reason, Integer> REFUSALS = new EnumMap<>(Reason.class);
    private static int measured;

    @Property(seed = "1", tries = 20_000)
    void claimsOfATruthfulClockContainTrueTime(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean utc = random.nextBoolean();
        long errorNanos = random.nextInt(4) == 0 ? 0 : random.nextLong(1_000_000);
        long origin = random.nextLong();
        long utcNow = start(random);
        List<PhcBracket> brackets = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            long before = utcNow;
            utcNow += extra(random);
            long shown = utc ? utcNow : LEAPS.taiFromUtcNanos(utcNow);
            long phcNanos = shown + error(random, errorNanos) - random.nextInt(2);
            long read = utcNow;
            utcNow += extra(random);
            brackets.add(
                    new PhcBracket(origin + before, phcNanos, origin + utcNow, random.nextLong(utcNow - before + 1)));
            assertTrue(before <= read);
        }
        PhcRule rule = new PhcRule(Optional.of(utc ? Timescale.UTC : Timescale.TAI), true, "");
        ErrorBound.Known bound = new ErrorBound.Known(errorNanos, ErrorBound.Scale.AS_DECLARED, "");
        PhcRule.Outcome outcome = rule.evaluate(brackets, bound, LEAPS);
        if (outcome instanceof PhcRule.Refused refused) {
            REFUSALS.merge(refused.failure().reason(), 1, Integer::sum);
            return;
        }
        measured++;
        Claim claim = ((PhcRule.Measured) outcome).claim();
        long tai = LEAPS.taiFromUtcNanos(utcNow);
        assertTrue(claim.lowerTaiNanos() <= tai - utcNow + (claim.lowerTicks() - origin), claim::toString);
        assertTrue(claim.upperTaiNanos() >= tai - utcNow + (claim.upperTicks() - origin), claim::toString);
        assertTheTightest(claim, brackets);
    }

    /** No bracket alone says more than the claim, and the budget adds up to its width. */
    private static void assertTheTightest(Claim claim, List<PhcBracket> brackets) {
        long lower = claim.lowerTaiNanos() - claim.lowerTicks();
        long upper = claim.upperTaiNanos() - claim.upperTicks();
        for (PhcBracket each : brackets) {
            long widthNanos =
                    each.afterTicks() - each.beforeTicks() + 2 * claim.budget().sourceErrorNanos();
            assertTrue(upper - lower <= widthNanos, claim::toString);
        }
        long budget = claim.budget().delayNanos()
                + claim.budget().readErrorNanos()
                + 2 * claim.budget().sourceErrorNanos();
        assertTrue(budget >= upper - lower, claim::toString);
        if (brackets.size() == 1) {
            assertEquals(budget, upper - lower);
        }
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        assertTrue(measured > 1000);
        assertTrue(REFUSALS.containsKey(Reason.LEAP_SECOND), REFUSALS::toString);
        assertTrue(REFUSALS.containsKey(Reason.STALE_DATE), REFUSALS::toString);
    }

    private static long start(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> LEAP_UTC_NANOS - 5 * SECOND - random.nextLong(3 * SECOND);
            case 1 -> LEAP_UTC_NANOS + random.nextLong(8 * SECOND);
            case 2 -> random.nextLong(1_700_000_000L * SECOND);
            default -> PhcBracket.FLOOR_NANOS + SECOND + random.nextLong(300_000_000L * SECOND);
        };
    }

    private static long extra(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> random.nextLong(1_000);
            default -> random.nextLong(100_000_000L);
        };
    }

    /** One of the extremes or something between. */
    private static long error(SplittableRandom random, long within) {
        return switch (random.nextInt(3)) {
            case 0 -> -within;
            case 1 -> within;
            default -> random.nextLong(-within, within + 1);
        };
    }
}
