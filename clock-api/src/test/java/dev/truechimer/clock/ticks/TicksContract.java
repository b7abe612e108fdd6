package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every oscillator of a host owes its users. */
abstract class TicksContract {

    private static final int READINGS = 100_000;
    private static final int THREADS = 4;

    /** How long the rate is observed, and by how much it may differ from nanoTime's: more than any daemon slews. */
    private static final long SPAN_NANOS = 50_000_000L;

    private static final double RATE_TOLERANCE = 0.01;

    abstract Ticks ticks();

    @Test
    void neverGoesBackwards() {
        assertEquals(0, backwardSteps(ticks()));
    }

    @Test
    void neverGoesBackwardsForThreadsThatReadTogether() throws Exception {
        Ticks ticks = ticks();
        ExecutorService readers = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> readings = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                readings.add(() -> backwardSteps(ticks));
            }
            for (Future<Integer> steps : readers.invokeAll(readings)) {
                assertEquals(0, steps.get());
            }
        } finally {
            readers.shutdownNow();
        }
    }

    /** Each reading lies between two of nanoTime, so a thread that is held up widens the bounds and fails nothing. */
    @Test
    void keepsPaceWithNanoTime() {
        Ticks reference = Ticks.system();
        Ticks ticks = ticks();
        long beforeFirst = reference.nanos();
        long first = ticks.nanos();
        long afterFirst = reference.nanos();
        while (reference.nanos() - afterFirst < SPAN_NANOS) {
            Thread.onSpinWait();
        }
        long beforeLast = reference.nanos();
        long last = ticks.nanos();
        long afterLast = reference.nanos();

        long elapsed = last - first;
        long least = (long) ((beforeLast - afterFirst) * (1 - RATE_TOLERANCE));
        long most = (long) ((afterLast - beforeFirst) * (1 + RATE_TOLERANCE));
        assertTrue(least <= elapsed && elapsed <= most, () -> least + " <= " + elapsed + " <= " + most);
    }

    private static int backwardSteps(Ticks ticks) {
        int steps = 0;
        long previous = ticks.nanos();
        for (int i = 0; i < READINGS; i++) {
            long next = ticks.nanos();
            if (next - previous < 0) {
                steps++;
            }
            previous = next;
        }
        return steps;
    }
}
