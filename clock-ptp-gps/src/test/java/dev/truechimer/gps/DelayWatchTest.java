package dev.truechimer.gps;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Promises that were provably broken, and those that may have been kept. */
class DelayWatchTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long SPREAD = 100 * MILLI;
    /** What the oscillator may be off in a second, and the rounding. */
    private static final long DRIFT = MILLI + 1;

    private final DelayWatch watch = new DelayWatch();

    /** A stamp of the second of this number, seen so long after it, with an error of 1 ms. */
    private boolean sees(int second, long delayNanos) {
        long ticks = second * SECOND + delayNanos;
        return watch.isPunctual(ticks, ticks, second * SECOND, MILLI, SPREAD);
    }

    @Test
    void whatCanHaveKeptThePromiseIsTaken() {
        assertTrue(sees(0, 50 * MILLI));
        assertTrue(sees(1, 150 * MILLI));
        assertTrue(sees(2, 10 * MILLI));
        assertTrue(sees(3, 10 * MILLI + SPREAD));
    }

    @Test
    void whatCannotHaveIsRefused() {
        assertTrue(sees(0, 50 * MILLI));
        long limit = 50 * MILLI + SPREAD + 2 * MILLI;
        // The age is that of the seen, a tenth of a second more than one.
        assertTrue(sees(1, limit + DRIFT));
        assertFalse(sees(1, limit + 2 * DRIFT));
        assertFalse(sees(2, SECOND));
        assertTrue(sees(3, 60 * MILLI));
    }

    @Test
    void aStampThatCameTooSoonIsForgotten() {
        assertTrue(sees(0, -10 * SECOND));
        assertFalse(sees(1, 0));
        assertFalse(sees(15, 0));
        assertTrue(sees(40, 0));
        assertTrue(sees(41, 0));
    }

    @Test
    void onlyWhatIsCertainCounts() {
        assertTrue(watch.isPunctual(0, 2 * SECOND, 0, 0, 0));
        assertTrue(watch.isPunctual(SECOND, 9 * SECOND, SECOND, 0, 0));
        assertTrue(watch.isPunctual(4 * SECOND, 4 * SECOND, 2 * SECOND, 0, 0));
    }
}
