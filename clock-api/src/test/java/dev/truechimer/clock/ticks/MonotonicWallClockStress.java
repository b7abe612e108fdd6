package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.testkit.ManualWallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Four threads read and draw while a fifth steps the wall clock: nobody sees time run back, and nothing is drawn twice. */
@Timeout(120)
class MonotonicWallClockStress {

    private static final int THREADS = 4;
    private static final int READINGS = Integer.getInteger("truechimer.stress.readings", 1_000_000);
    private static final long NANOS_A_READING = 400;

    private final ManualTicks hand = new ManualTicks();
    private final ManualWallClock wall = new ManualWallClock(hand, Instant.parse("2026-11-20T12:00:00Z"));
    private volatile boolean done;

    /** Time goes on with each reading, so that lines end often while others read them. */
    private final MonotonicWallClock clock = MonotonicWallClock.builder()
            .ticks(() -> {
                hand.advanceNanos(NANOS_A_READING);
                return hand.nanos();
            })
            .wall(wall)
            .checkEvery(Duration.ofMillis(1))
            .maxLead(Duration.ofNanos(2_000))
            .stepListener(step -> {})
            .waiting(hand::advanceNanos)
            .build();

    @Test
    void timeNeverRunsBackBetweenThreads() throws Exception {
        AtomicLong highest = new AtomicLong();
        long backward = inAllThreads(() -> {
            long seen = 0;
            for (int i = 0; i < READINGS; i++) {
                long before = highest.get();
                long nanos = clock.nanos();
                seen += nanos < before ? 1 : 0;
                highest.accumulateAndGet(nanos, Math::max);
            }
            return seen;
        });
        assertEquals(0, backward, "readings that began after a greater one had been made");
        WallClockReport report = clock.report();
        System.out.printf("steps back %d, forward %d%n", report.stepsBack(), report.stepsForward());
        // Hundreds on an idle host; the stepper of a busy one comes to its turn less often.
        assertTrue(report.stepsBack() > 10 && report.stepsForward() > 10, report::toString);
    }

    @Test
    void nothingIsDrawnTwice() throws Exception {
        requireUnique(clock::uniqueNanos);
    }

    @Test
    void noMicrosecondIsDrawnTwice() throws Exception {
        requireUnique(clock::uniqueMicros);
    }

    /** On the real clocks of this host; a microsecond each, so fewer of them. */
    @Test
    void theClockOfThisProcessGivesNothingTwiceAndDoesNotRunAhead() throws Exception {
        MonotonicWallClock system = MonotonicWallClock.system();
        requireUnique(() -> notAhead(system.uniqueNanos(), system));
        requireUnique(() -> notAhead(system.uniqueMicros() * 1_000, system));
    }

    private static long notAhead(long uniqueNanos, MonotonicWallClock clock) {
        if (uniqueNanos > clock.nanos() + 1_000_000) {
            throw new AssertionError("ahead by more than 1 ms: " + uniqueNanos);
        }
        return uniqueNanos;
    }

    private void requireUnique(LongSupplier source) throws Exception {
        List<long[]> drawn = new ArrayList<>();
        inAllThreads(() -> {
            long[] own = new long[READINGS / 2];
            for (int i = 0; i < own.length; i++) {
                own[i] = source.getAsLong();
            }
            synchronized (drawn) {
                drawn.add(own);
            }
            for (int i = 1; i < own.length; i++) {
                if (own[i] <= own[i - 1]) {
                    throw new AssertionError(own[i] + " after " + own[i - 1]);
                }
            }
            return 0L;
        });
        long[] all = drawn.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        assertEquals((long) THREADS * (READINGS / 2), all.length);
        for (int i = 1; i < all.length; i++) {
            if (all[i] == all[i - 1]) {
                throw new AssertionError("drawn twice: " + all[i]);
            }
        }
    }

    private long inAllThreads(Callable<Long> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        try {
            Future<?> stepper = threads.submit(this::stepTheWallClock);
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                results.add(threads.submit(work));
            }
            long sum = 0;
            for (Future<Long> result : results) {
                sum += result.get();
            }
            done = true;
            stepper.get();
            return sum;
        } finally {
            threads.shutdownNow();
        }
    }

    private void stepTheWallClock() {
        SplittableRandom random = new SplittableRandom(1);
        while (!done) {
            wall.stepNanos(random.nextLong(-40_000_000, 42_000_000));
            LockSupport.parkNanos(10_000);
        }
    }
}
