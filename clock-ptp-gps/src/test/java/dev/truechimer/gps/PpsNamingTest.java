package dev.truechimer.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.host.TicksRange;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.ErrorBudget;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import org.junit.jupiter.api.Test;

/** Which second an edge is, by claims that are wide, old, one-sided or wrong. */
class PpsNamingTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long T = 1_800_000_000L * SECOND;
    private static final long LATENCY = MILLI;

    /** Oscillator readings pass zero within the test. */
    private static final long EDGE_TICKS = -3;

    private final PpsNaming naming = new PpsNaming(1_000, 80 * SECOND);

    private void lower(long ticks, long tai) {
        naming.add(new Claim(ticks, tai, 0, Long.MAX_VALUE, new ErrorBudget(0, 0, 0)));
    }

    private void upper(long ticks, long tai) {
        naming.add(new Claim(0, Long.MIN_VALUE, ticks, tai, new ErrorBudget(0, 0, 0)));
    }

    /** The namer has the edge at true time T + from to T + until. */
    private void interval(long fromMillis, long untilMillis) {
        naming.add(new Claim(
                EDGE_TICKS, T + fromMillis * MILLI, EDGE_TICKS, T + untilMillis * MILLI, new ErrorBudget(0, 0, 0)));
    }

    private PpsNaming.Result name() {
        return naming.name(new TicksRange(EDGE_TICKS, EDGE_TICKS + 100), LATENCY, 0, 0);
    }

    private void assertSecond(long expected) {
        assertEquals(new PpsNaming.Second(expected), name());
    }

    private SourceFailure assertUnnamed(Reason reason) {
        SourceFailure failure =
                assertInstanceOf(PpsNaming.Unnamed.class, name()).failure();
        assertEquals(reason, failure.reason(), failure::detail);
        return failure;
    }

    @Test
    void namesTheOnlySecondWithinReach() {
        interval(-390, 390);
        assertSecond(T);
    }

    @Test
    void namesNothingWithoutClaims() {
        assertUnnamed(Reason.UNSYNCHRONIZED);
    }

    @Test
    void needsBothSides() {
        lower(EDGE_TICKS, T - MILLI);
        assertUnnamed(Reason.UNSYNCHRONIZED);
        upper(EDGE_TICKS, T + MILLI);
        assertSecond(T);
    }

    @Test
    void reachEndsAtFourTenths() {
        interval(-399, 1);
        // The latency and the readings widen it to just beyond.
        assertUnnamed(Reason.UNSYNCHRONIZED);
        naming.forget();
        interval(-398, 399);
        assertSecond(T);
        naming.forget();
        interval(-1, 401);
        String detail = assertUnnamed(Reason.UNSYNCHRONIZED).detail();
        assertTrue(detail.contains("declare narrower delays"), detail);
        assertTrue(detail.contains("-3 to 401 ms"), detail);
    }

    @Test
    void anEdgeThatIsNoWholeSecondIsImplausible() {
        interval(200, 300);
        assertUnnamed(Reason.IMPLAUSIBLE);
        naming.forget();
        interval(-300, -200);
        assertUnnamed(Reason.IMPLAUSIBLE);
    }

    /** At 1200 ppm an interval of 0.1 s grows by 0.0012 s on each side in a second. */
    @Test
    void claimsAgeOnTheWayToTheEdge() {
        naming.add(new Claim(
                EDGE_TICKS - 60 * SECOND,
                T - 60 * SECOND - 50 * MILLI,
                EDGE_TICKS - 60 * SECOND,
                T - 60 * SECOND + 50 * MILLI,
                new ErrorBudget(0, 0, 0)));
        assertSecond(T);
        naming.forget();
        lower(EDGE_TICKS - 70 * SECOND, T - 70 * SECOND - 330 * MILLI);
        upper(EDGE_TICKS, T + MILLI);
        // 330 ms and 84 ms.
        assertUnnamed(Reason.UNSYNCHRONIZED);
        lower(EDGE_TICKS - 70 * SECOND, T - 70 * SECOND - 300 * MILLI);
        assertSecond(T);
    }

    @Test
    void claimsAreForgotten() {
        lower(EDGE_TICKS - 80 * SECOND - SECOND, T - 81 * SECOND);
        upper(EDGE_TICKS, T + MILLI);
        assertUnnamed(Reason.UNSYNCHRONIZED);
    }

    @Test
    void laterClaimsNameAnEarlierEdge() {
        lower(EDGE_TICKS + SECOND, T + SECOND - MILLI);
        upper(EDGE_TICKS + SECOND, T + SECOND + MILLI);
        assertSecond(T);
    }

    @Test
    void theTightestHalvesCount() {
        interval(-900, 10);
        interval(-10, 900);
        assertSecond(T);
    }

    @Test
    void aContradictionForgetsAllButTheNewest() {
        interval(-10, 10);
        interval(1_990, 2_010);
        assertUnnamed(Reason.CONTRADICTORY);
        assertSecond(T + 2 * SECOND);
    }

    @Test
    void anEdgeAfterItsSecondIsNamedByIt() {
        interval(90, 110);
        assertEquals(
                new PpsNaming.Second(T),
                naming.name(new TicksRange(EDGE_TICKS, EDGE_TICKS + 100), LATENCY, 100 * MILLI, 0));
    }

    @Test
    void theErrorFloorBelongsToTheEdge() {
        interval(20, 30);
        assertEquals(
                new PpsNaming.Second(T),
                naming.name(new TicksRange(EDGE_TICKS, EDGE_TICKS + 100), LATENCY, 0, 20 * MILLI));
    }
}
