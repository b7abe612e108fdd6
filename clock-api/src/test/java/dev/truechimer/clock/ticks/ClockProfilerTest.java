package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.ticks.ClockProfile.Backward;
import dev.truechimer.clock.ticks.ClockProfile.Cost;
import dev.truechimer.clock.ticks.ClockProfile.HostClock;
import dev.truechimer.clock.ticks.ClockProfile.Kind;
import dev.truechimer.clock.ticks.ClockProfile.Resolution;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clocks whose cost and granularity are known, in virtual time. */
@Timeout(60)
class ClockProfilerTest {

    private static final long PHASE_NANOS = 5_000_000;
    private static final int MOST_BATCHES = 1_000_000;
    private static final long READINGS = 1000;

    private final ManualTicks ticks = new ManualTicks();

    @Test
    void findsWhatAClockOfMillisecondsCostsAndResolves() throws InterruptedException {
        HostClock found = profile(new ScriptedClock(ticks, 20, 1_000_000), 1);
        assertEquals(new Cost(20_000, 20_000, 20_000, 250), found.cost());
        Resolution resolution = found.resolution();
        assertEquals(OptionalLong.of(1_000_000), resolution.granularityNanos());
        assertEquals(OptionalLong.of(1_000_000), resolution.smallestStepNanos());
        assertTrue(resolution.wholeMicros());
        assertEquals(250 * READINGS, resolution.readings());
        assertEquals(250 * READINGS - 1 - 5, resolution.equalReadings(), "it moves on five times in 5 ms");
        assertEquals(new Backward(250 * READINGS, 0, 0), found.inOneThread());
        assertEquals(new Backward(250 * READINGS, 0, 0), found.acrossThreads());
    }

    @Test
    void stepsAreNoShorterThanAReadingTakes() throws InterruptedException {
        HostClock found = profile(new ScriptedClock(ticks, 25, 10), 1);
        assertEquals(OptionalLong.of(20), found.resolution().smallestStepNanos());
        assertEquals(OptionalLong.of(10), found.resolution().granularityNanos());
        assertEquals(0, found.resolution().equalReadings());
        assertFalse(found.resolution().wholeMicros());
    }

    @Test
    void countsBackwardStepsWithTheirSize() throws InterruptedException {
        HostClock found = profile(new ScriptedClock(ticks, 20, 1).stepping(100 * READINGS, -1_000_020), 1);
        assertEquals(new Backward(250 * READINGS, 2, 1_000_000), found.inOneThread(), "readings 600,000 and 700,000");
        assertEquals(new Backward(250 * READINGS, 3, 1_000_000), found.acrossThreads(), "800,000 to 1,000,000");
    }

    @Test
    void phasesFollowEachOtherWithoutAGap() throws InterruptedException {
        ScriptedClock clock = new ScriptedClock(ticks, 20, 1);
        HostClock unused = profile(clock, 1);
        assertEquals(4 * 250 * READINGS + 1, clock.readings(), "four phases, and one reading to start the last");
        assertEquals(4 * PHASE_NANOS + 20, ticks.nanos());
    }

    @Test
    void aClockThatStandsStillHasNoResolution() throws InterruptedException {
        HostClock found = new ClockProfiler(ticks, PHASE_NANOS, 3, 1).profile(clock(() -> 5_000));
        assertEquals(new Cost(0, 0, 0, 3), found.cost());
        assertEquals(
                new Resolution(3 * READINGS, 3 * READINGS - 1, OptionalLong.empty(), OptionalLong.empty(), true),
                found.resolution());
    }

    @Test
    void aSlowClockIsReadForOneBatchAtLeast() throws InterruptedException {
        HostClock found = profile(new ScriptedClock(ticks, 40_000, 1), 1);
        assertEquals(new Cost(40_000_000, 40_000_000, 40_000_000, 1), found.cost());
        assertEquals(READINGS, found.resolution().readings());
    }

    @Test
    void aReferenceThatJumpsBackCostsNothing() throws InterruptedException {
        LongSupplier clock = () -> {
            ticks.advanceNanos(-1);
            return 0;
        };
        assertEquals(
                new Cost(0, 0, 0, 2),
                new ClockProfiler(ticks, PHASE_NANOS, 2, 1)
                        .profile(clock(clock))
                        .cost());
    }

    @Test
    void threadsThatReadTogetherAreAddedUp() throws InterruptedException {
        ScriptedClock clock = new ScriptedClock(ticks, 20, 1);
        HostClock found = profile(clock, 3);
        long others = 3 * 250 * READINGS + 1;
        assertEquals(clock.readings() - others, found.acrossThreads().readings());
        assertTrue(found.acrossThreads().readings() >= 3 * READINGS);
        assertEquals(0, found.acrossThreads().steps());
    }

    @Test
    void threadsSeeAClockThatRunsBackwards() throws InterruptedException {
        HostClock found = profile(new ScriptedClock(ticks, 20, 1).stepping(10, -1_000_000), 2);
        assertTrue(found.acrossThreads().steps() > 0);
        assertTrue(found.acrossThreads().largestNanos() >= 900_000, found::toString);
    }

    @Test
    void aClockThatFailsIsReported() {
        LongSupplier broken = () -> {
            if (Thread.currentThread().isDaemon()) {
                throw new IllegalArgumentException("gone");
            }
            ticks.advanceNanos(20);
            return ticks.nanos();
        };
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> profile(broken, 2));
        assertEquals("gone", thrown.getCause().getMessage());
    }

    @Test
    void interruptEndsIt() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> profile(new ScriptedClock(ticks, 20, 1), 1));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void interruptEndsThreadsThatReadTogether() {
        Thread caller = Thread.currentThread();
        AtomicBoolean interrupted = new AtomicBoolean();
        LongSupplier clock = () -> {
            if (Thread.currentThread() == caller) {
                ticks.advanceNanos(20);
            } else if (interrupted.compareAndSet(false, true)) {
                caller.interrupt();
            }
            return ticks.nanos();
        };
        assertThrows(InterruptedException.class, () -> profile(clock, 2));
    }

    @Test
    void theLengthIsDividedAmongClocksAndPhases() throws InterruptedException {
        HostClock unused = all(ClockProfiler.over(Duration.ofMillis(80), 2, ticks, 1), new ScriptedClock(ticks, 20, 1));
        assertEquals(40_000_020, ticks.nanos());
    }

    @Test
    void quartilesAreThoseOfTheBatches() {
        assertEquals(new Cost(7, 7, 7, 1), Cost.of(new long[] {7}));
        assertEquals(new Cost(3, 2, 4, 5), Cost.of(new long[] {5, 1, 4, 2, 3}));
        assertEquals(new Cost(20, 20, 21, 9), Cost.of(new long[] {900_000, 20, 20, 20, 21, 20, 20, 21, 5_000}));
    }

    private HostClock profile(LongSupplier clock, int threads) throws InterruptedException {
        return all(new ClockProfiler(ticks, PHASE_NANOS, MOST_BATCHES, threads), clock);
    }

    private static HostClock all(ClockProfiler profiler, LongSupplier nanos) throws InterruptedException {
        profiler.warmUp(clock(nanos));
        return profiler.profile(clock(nanos));
    }

    private static ReadableClock clock(LongSupplier nanos) {
        return new ReadableClock("scripted", Kind.MONOTONIC, nanos);
    }
}
