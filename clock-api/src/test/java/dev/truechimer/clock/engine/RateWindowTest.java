package dev.truechimer.clock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.Claims;
import dev.truechimer.clock.source.ErrorBudget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which claims a rate window keeps. */
class RateWindowTest {

    private static final long SECOND = Settings.SECOND;
    private static final long SLOT = 10 * SECOND;
    private static final long WINDOW = RateWindow.SLOTS * SLOT;

    private final RateWindow window =
            new RateWindow(Settings.plain().estimating(WINDOW, SECOND).rates());

    private static Claim claim(long ticks, long delayNanos) {
        return new Claim(ticks, ticks - 100, ticks, ticks + 100, new ErrorBudget(delayNanos, 0, 0));
    }

    private List<Long> kept() {
        return window.claims().stream().map(Claim::lastTicks).toList();
    }

    @Test
    void keepsTheTightestClaimOfEachSlot() {
        window.add(claim(1, 500));
        window.add(claim(2, 400));
        window.add(claim(3, 600));
        assertEquals(List.of(2L), kept());
        window.add(claim(4, 400));
        assertEquals(List.of(4L), kept(), "of two that are equal the newer one");
        window.add(claim(SLOT, 9_000));
        assertEquals(List.of(4L, SLOT), kept());
    }

    @Test
    void sourceErrorCountsTwiceForTightness() {
        window.add(new Claim(1, 0, 1, 10, new ErrorBudget(100, 10, 0)));
        window.add(new Claim(2, 0, 2, 10, new ErrorBudget(100, 11, 0)));
        assertEquals(List.of(1L), kept());
        window.add(new Claim(3, 0, 3, 10, new ErrorBudget(80, 20, 0)));
        assertEquals(List.of(3L), kept());
    }

    @Test
    void forgetsClaimsThatBeganBeforeTheWindow() {
        window.add(Claims.of(100, 0, 50, 10));
        window.add(claim(WINDOW + 50, 1));
        assertEquals(2, window.claims().size());
        window.forgetBefore(50);
        assertEquals(2, window.claims().size());
        window.add(claim(WINDOW + 51, 1));
        assertEquals(List.of(WINDOW + 51), kept());
        window.forgetBefore(WINDOW + 52);
        assertTrue(window.claims().isEmpty());
    }

    @Test
    void neverHoldsMoreThanASlotFullOfClaims() {
        for (int i = 0; i < 10_000; i++) {
            window.add(claim(i * SECOND / 3, i % 7));
            assertTrue(window.claims().size() <= RateWindow.SLOTS + 1, () -> kept().toString());
        }
        assertEquals(RateWindow.SLOTS + 1, window.claims().size());
    }

    @Test
    void aHalfClaimSaysNothingOfARate() {
        window.add(Claims.lowerOnly(1, 1));
        window.add(Claims.upperOnly(2, 2));
        assertTrue(window.claims().isEmpty());
        assertTrue(window.bound().isEmpty());
    }

    @Test
    void readingsMayBeNegativeAndWrapAround() {
        long start = Long.MAX_VALUE - 2 * SLOT;
        for (int i = 0; i < 40; i++) {
            long ticks = start + i * SLOT;
            window.add(new Claim(ticks, i * SLOT, ticks, i * SLOT, new ErrorBudget(0, 0, 0)));
        }
        assertTrue(window.claims().size() >= RateWindow.SLOTS, () -> kept().toString());
        RateWindow.Bound bound = window.bound().orElseThrow();
        assertTrue(bound.loPpb() <= 0 && 0 <= bound.hiPpb() && !bound.isEmpty(), bound::toString);
    }

    @Test
    void contradictoryPairsMakeAnEmptyBound() {
        window.add(Claims.at(0, 0, 0));
        window.add(Claims.at(50 * SECOND, 50 * SECOND, 50 * SECOND));
        window.add(Claims.at(100 * SECOND, 100 * SECOND + 10_000_000, 100 * SECOND + 10_000_000));
        assertTrue(window.bound().orElseThrow().isEmpty(), "0 and 200 ppm are further apart than 2w");
        window.clear();
        assertTrue(window.bound().isEmpty());
    }
}
