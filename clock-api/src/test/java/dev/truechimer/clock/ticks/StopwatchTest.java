package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.truechimer.clock.testkit.ManualTicks;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long something took, on an oscillator that the test turns. */
class StopwatchTest {

    private final ManualTicks ticks = new ManualTicks(Long.MAX_VALUE - 1);

    @Test
    void countsFromItsStartAlsoWhereTheOscillatorWrapsAround() {
        Stopwatch watch = Stopwatch.started(ticks);
        assertEquals(0, watch.elapsedNanos());
        ticks.advanceNanos(5);
        assertEquals(5, watch.elapsedNanos());
        ticks.advance(Duration.ofHours(1));
        assertEquals(Duration.ofHours(1).plusNanos(5), watch.elapsed());
        assertEquals("PT1H0.000000005S", watch.toString());
    }

    @Test
    void isZeroWhereTheOscillatorOfAnotherCoreIsBehind() {
        Stopwatch watch = Stopwatch.started(ticks);
        ticks.advanceNanos(-3);
        assertEquals(0, watch.elapsedNanos());
        assertEquals(Duration.ZERO, watch.elapsed());
    }

    @Test
    void readsTheOscillatorOnceForEachAnswer() {
        AtomicLong readings = new AtomicLong();
        Stopwatch watch = Stopwatch.started(readings::incrementAndGet);
        assertEquals(1, readings.get());
        assertEquals(1, watch.elapsedNanos());
        assertEquals(2, readings.get());
        Laps laps = watch.laps();
        assertEquals(2, readings.get());
        assertEquals(2, laps.lapNanos());
        assertEquals(3, readings.get());
    }

    @Test
    void oneWithoutArgumentsRunsWithTheSystem() {
        long beforeTicks = Ticks.system().nanos();
        Stopwatch watch = Stopwatch.started();
        long elapsedNanos = watch.elapsedNanos();
        assertTrue(elapsedNanos >= 0 && elapsedNanos <= Ticks.system().nanos() - beforeTicks, "took " + elapsedNanos);
        assertThrows(NullPointerException.class, () -> Stopwatch.started(null));
    }

    @Test
    void lapsBeginWhereTheLastOneEnded() {
        Stopwatch watch = Stopwatch.started(ticks);
        ticks.advanceNanos(10);
        Laps laps = watch.laps();
        Laps others = watch.laps();
        ticks.advanceNanos(1);
        assertEquals(11, laps.lapNanos());
        assertEquals(0, laps.lapNanos());
        ticks.advanceNanos(7);
        assertEquals(Duration.ofNanos(7), laps.lap());
        assertEquals(18, others.lapNanos(), "each counts its own laps");
    }

    @Test
    void aLapOnACoreThatIsBehindShortensTheNext() {
        Laps laps = Stopwatch.started(ticks).laps();
        ticks.advanceNanos(10);
        assertEquals(10, laps.lapNanos());
        ticks.advanceNanos(-3);
        assertEquals(0, laps.lapNanos());
        ticks.advanceNanos(5);
        assertEquals(2, laps.lapNanos());
    }

    @Test
    void nothingIsAllocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Stopwatch watch = Stopwatch.started();
        Laps laps = watch.laps();
        Deadline deadline = Deadline.after(Duration.ofHours(1));
        int readings = 10_000;
        long sum = read(watch, laps, deadline, readings);
        long before = threads.getCurrentThreadAllocatedBytes();
        long afterNothing = threads.getCurrentThreadAllocatedBytes();
        sum += read(watch, laps, deadline, readings);
        long allocated = threads.getCurrentThreadAllocatedBytes() - afterNothing - (afterNothing - before);
        assertTrue(sum > 0, "something was read");
        assertTrue(allocated < readings, () -> readings + " readings allocated " + allocated + " bytes");
    }

    private static long read(Stopwatch watch, Laps laps, Deadline deadline, int readings) {
        long sum = 0;
        for (int i = 0; i < readings; i++) {
            sum += watch.elapsedNanos() + laps.lapNanos();
            sum += deadline.isExpired() ? 0 : deadline.remainingNanos() & 1;
        }
        return sum;
    }
}
