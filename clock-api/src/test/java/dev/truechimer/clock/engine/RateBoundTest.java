package dev.truechimer.clock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What a rate bound refuses and says. */
class RateBoundTest {

    @Test
    void theDefaultOfANanoTimeClock() {
        RateBound bound = RateBound.undisciplined(200, 1_000);
        // -0.0012/1.001 and 0.0012/0.999 in ppb, outwards.
        assertEquals(-1_198_802, bound.loPpb());
        assertEquals(1_201_202, bound.hiPpb());
        assertEquals("[-1198802, 1201202] ppb", bound.toString());
    }

    @Test
    void refusesRatesOutOfOrderOrRange() {
        assertEquals(
                "rate bound must be ordered and within 400000000 ppb: [1, 0]",
                assertThrows(IllegalArgumentException.class, () -> RateBound.ofPpb(1, 0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> RateBound.ofPpb(-RateBound.MOST_PPB - 1, 0));
        assertThrows(IllegalArgumentException.class, () -> RateBound.ofPpb(0, RateBound.MOST_PPB + 1));
    }

    @Test
    void refusesPartsPerMillionOutOfRange() {
        assertEquals(
                "rateBoundPpm must be 0..100000: -1",
                assertThrows(IllegalArgumentException.class, () -> RateBound.undisciplined(-1, 0))
                        .getMessage());
        assertEquals(
                "hostSlewBoundPpm must be 0..100000: 100001",
                assertThrows(IllegalArgumentException.class, () -> RateBound.undisciplined(0, 100_001))
                        .getMessage());
    }

    @Test
    void isAValue() {
        RateBound bound = RateBound.ofPpb(-5, 7);
        assertEquals(RateBound.ofPpb(-5, 7), bound);
        assertEquals(RateBound.ofPpb(-5, 7).hashCode(), bound.hashCode());
        assertNotEquals(RateBound.ofPpb(-5, 8), bound);
        assertNotEquals(RateBound.ofPpb(-6, 7), bound);
    }
}
