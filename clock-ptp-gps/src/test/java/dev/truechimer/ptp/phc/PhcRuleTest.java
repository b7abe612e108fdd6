package dev.truechimer.ptp.phc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.ErrorBudget;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.device.ErrorBound;
import dev.truechimer.ptp.device.ErrorBound.Scale;
import dev.truechimer.ptp.device.PhcBracket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PhcRuleTest {

    private static final LeapSeconds LEAPS = LeapSeconds.bundled();
    private static final long TAI = 1_800_000_000_000_000_000L;
    private static final long OFFSET = 37_000_000_000L;

    @Test
    void takesTheTightestHalfOfEachKind() {
        List<PhcBracket> brackets = List.of(
                new PhcBracket(1_000, TAI + 1_900, 2_000, 10),
                new PhcBracket(2_000, TAI + 2_100, 3_000, 20),
                new PhcBracket(3_000, TAI + 3_500, 4_000, 30));
        Claim claim = measured(rule(null, false), brackets, known(50, Scale.AS_DECLARED));
        assertEquals(new Claim(2_000, TAI + 1_849, 2_000, TAI + 2_151, new ErrorBudget(180, 51, 20)), claim);
    }

    @Test
    void aClockOnUtcGoesThroughTheLeapTable() {
        Claim declared = measured(rule(Timescale.UTC, false), one(TAI), known(0, Scale.AS_DECLARED));
        Claim vouched = measured(rule(null, false), one(TAI), known(0, Scale.UTC));
        assertEquals(TAI + OFFSET - 1, declared.lowerTaiNanos());
        assertEquals(TAI + OFFSET + 1, declared.upperTaiNanos());
        assertEquals(declared, vouched);
    }

    @Test
    void theScaleOfATrustCounts() {
        Claim claim = measured(rule(null, true), one(TAI), known(0, Scale.TAI));
        assertEquals(TAI - 1, claim.lowerTaiNanos());
        assertEquals(claim, measured(rule(Timescale.TAI, true), one(TAI), known(0, Scale.TAI)));
        assertEquals(claim, measured(rule(null, false), one(TAI), known(0, Scale.AS_DECLARED)));
    }

    @Test
    void aDeclarationThatContradictsTheTrustIsRefused() {
        SourceFailure utc = refused(rule(Timescale.UTC, false), TAI, known(0, Scale.TAI));
        assertEquals(
                new SourceFailure(Reason.TIMESCALE, "timescale was declared to be UTC, but it is TAI (somebody)"), utc);
        assertEquals(
                Reason.TIMESCALE,
                refused(rule(Timescale.TAI, true), TAI, known(0, Scale.UTC)).reason());
    }

    @Test
    void aHypervisorsClockDoesNotPassForTai() {
        SourceFailure failure = refused(rule(null, true), TAI, known(0, Scale.AS_DECLARED));
        assertEquals(Reason.TIMESCALE, failure.reason());
        assertTrue(failure.detail().contains("\"KVM virtual PTP\" usually shows UTC"), failure::detail);
        assertTrue(failure.detail().contains("timescale(Timescale.UTC)"), failure::detail);
        measured(rule(Timescale.TAI, true), one(TAI), known(0, Scale.AS_DECLARED));
    }

    @Test
    void aClockThatNobodyHasSetIsRefused() {
        PhcRule rule = rule(null, false);
        for (long phcNanos : new long[] {
            0,
            -5,
            86_400_000_000_000L,
            PhcBracket.FLOOR_NANOS - 1,
            PhcBracket.CEILING_NANOS,
            Long.MAX_VALUE,
            Long.MIN_VALUE
        }) {
            SourceFailure failure = refused(rule, phcNanos, known(0, Scale.AS_DECLARED));
            assertEquals(Reason.STALE_DATE, failure.reason());
        }
        assertTrue(refused(rule, 0, known(0, Scale.AS_DECLARED))
                .detail()
                .startsWith("the clock shows 1970-01-01T00:00:00Z, which must be from 2026 to 2221"));
        measured(rule, one(PhcBracket.FLOOR_NANOS), known(3_600_000_000_000L, Scale.AS_DECLARED));
        measured(rule, one(PhcBracket.CEILING_NANOS - 1), known(3_600_000_000_000L, Scale.UTC));
    }

    @Test
    void oneSampleOfAnUnsetClockSpoilsTheMeasurement() {
        List<PhcBracket> brackets = List.of(new PhcBracket(1, TAI, 2, 0), new PhcBracket(3, 5, 4, 0));
        PhcRule.Outcome outcome = rule(null, false).evaluate(brackets, known(0, Scale.AS_DECLARED), LEAPS);
        assertInstanceOf(PhcRule.Refused.class, outcome);
    }

    private static PhcRule rule(Timescale declared, boolean usuallyUtc) {
        return new PhcRule(Optional.ofNullable(declared), usuallyUtc, "KVM virtual PTP");
    }

    private static ErrorBound.Known known(long errorNanos, Scale scale) {
        return new ErrorBound.Known(errorNanos, scale, "somebody");
    }

    private static List<PhcBracket> one(long phcNanos) {
        return List.of(new PhcBracket(500, phcNanos, 500, 0));
    }

    private static Claim measured(PhcRule rule, List<PhcBracket> brackets, ErrorBound.Known bound) {
        return assertInstanceOf(PhcRule.Measured.class, rule.evaluate(brackets, bound, LEAPS))
                .claim();
    }

    private static SourceFailure refused(PhcRule rule, long phcNanos, ErrorBound.Known bound) {
        return assertInstanceOf(PhcRule.Refused.class, rule.evaluate(one(phcNanos), bound, LEAPS))
                .failure();
    }
}
