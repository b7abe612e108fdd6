package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ticks.Ticks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Threads take timestamps in all ways at once: none is issued twice, each thread's own ones increase, and each is larger than what
 * another thread had handed over before.
 */
@Timeout(120)
class HlcStress {

    private static final long SEED = Long.getLong("truechimer.stress.seed", 1L);
    private static final int ROUNDS = Integer.getInteger("truechimer.stress.rounds", 50);
    private static final int CALLS_PER_ROUND = 10_000;
    private static final int CALLS = ROUNDS * CALLS_PER_ROUND;
    private static final int THREADS = 4;
    private static final long START_MICROS = 1_000_000;

    /** One call in so many reserves a batch. */
    private static final int BATCH_EVERY = 64;

    /** Before one call in so many, another thread may go on, also where there are fewer processors than threads. */
    private static final int YIELD_EVERY = 2_048;

    /** Before one call in so many, the physical clock steps. */
    private static final int STEP_EVERY = 16;

    /** The last timestamp of some thread; each call looks at it before it takes its own. */
    private volatile long handedOver;

    private volatile long steppedMicros = START_MICROS;
    private boolean stepping;

    @Test
    void onAClockThatRuns() throws Exception {
        Ticks ticks = Ticks.system();
        long originNanos = ticks.nanos();
        LongSupplier running = () -> START_MICROS + (ticks.nanos() - originNanos) / 1_000;
        hammer(HybridLogicalClock.on(running), running);
    }

    /** Readings may be below the timestamps already: nothing but the order is promised then. */
    @Test
    void onAClockThatStepsToAndFro() throws Exception {
        stepping = true;
        hammer(HybridLogicalClock.on(() -> steppedMicros), () -> 0);
    }

    /** To about where the timestamps are, so that sometimes the one and sometimes the other leads. */
    private void step(SplittableRandom random) {
        steppedMicros = Math.max(START_MICROS, HybridTimestamp.micros(handedOver)) + random.nextLong(-50, 50);
    }

    /** @param leastMicros what no timestamp that is taken afterwards may be below */
    private void hammer(HybridLogicalClock clock, LongSupplier leastMicros) throws Exception {
        CyclicBarrier round = new CyclicBarrier(THREADS);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            CompletionService<Taken> threads = new ExecutorCompletionService<>(executor);
            for (int i = 0; i < THREADS; i++) {
                Taken taken = new Taken(new SplittableRandom(SEED + i));
                threads.submit(() -> {
                    for (int call = 0; call < CALLS; call++) {
                        // Together again and again, or one thread could be through before the next one begins.
                        if (call % CALLS_PER_ROUND == 0) {
                            round.await();
                        }
                        take(clock, taken, leastMicros.getAsLong());
                    }
                    return taken;
                });
            }
            List<Taken> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                // In the order in which they end, so that one that fails is seen although others wait for it.
                all.add(threads.take().get());
            }
            requireDistinct(all);
            requireEvents(all, clock.counters().carries());
            assertEquals(all.stream().mapToLong(taken -> taken.last).max().getAsLong(), clock.last(), "last()");
        } finally {
            executor.shutdownNow();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // Yielding is for variety; nothing relies on it.
    private void take(HybridLogicalClock clock, Taken taken, long leastMicros) {
        if (taken.random.nextInt(YIELD_EVERY) == 0) {
            Thread.yield();
        }
        if (stepping && taken.random.nextInt(STEP_EVERY) == 0) {
            step(taken.random);
        }
        long seen = handedOver;
        boolean batch = taken.random.nextInt(BATCH_EVERY) == 0;
        int count = batch ? taken.random.nextInt(1, 2_500) : 1;
        long remote = 0;
        long first;
        if (batch) {
            first = clock.reserve(count);
        } else if (taken.random.nextInt(3) == 0) {
            // From three microseconds behind to one ahead.
            remote = Math.max(0, seen + taken.random.nextInt(-6_000, 2_000));
            first = clock.update(remote);
        } else {
            first = clock.now();
        }
        long own = taken.last;
        require(first > own, "not above the thread's own last one", first, own);
        require(first > seen, "not above what was handed over", first, seen);
        require(first > remote, "not above the remote one", first, remote);
        require(HybridTimestamp.micros(first) >= leastMicros, "below the physical clock", first, leastMicros);
        taken.entered += HybridTimestamp.logical(first) == 0 ? 1 : 0;
        taken.counted += HybridTimestamp.logical(first) != 0 ? 1 : 0;
        taken.interleaved += HybridTimestamp.micros(first) == HybridTimestamp.micros(own) && first > own + 1 ? 1 : 0;
        taken.handedOver += seen > own ? 1 : 0;
        taken.followed += remote > seen && first == remote + 1 ? 1 : 0;
        taken.add(first, first + count - 1);
        handedOver = taken.last;
    }

    private static void require(boolean holds, String what, long timestamp, long other) {
        assertTrue(holds, () -> what + ": " + timestamp + ", " + other + ", seed " + SEED);
    }

    /** If the ranges are disjoint, sorting their ends by themselves keeps them in pairs; and only then. */
    private static void requireDistinct(List<Taken> all) {
        long[] firsts = all.stream()
                .flatMapToLong(taken -> Arrays.stream(taken.firsts))
                .sorted()
                .toArray();
        long[] lasts = all.stream()
                .flatMapToLong(taken -> Arrays.stream(taken.lasts))
                .sorted()
                .toArray();
        assertEquals(THREADS * CALLS, firsts.length);
        for (int i = 1; i < firsts.length; i++) {
            require(lasts[i - 1] < firsts[i], "issued twice", firsts[i], lasts[i - 1]);
        }
    }

    /** What must have happened, or the test has shown nothing. */
    private static void requireEvents(List<Taken> all, long carries) {
        Map<String, Long> events = new TreeMap<>();
        events.put("carries", carries);
        for (Taken taken : all) {
            events.merge("first of its microsecond", taken.entered, Long::sum);
            events.merge("another one of its microsecond", taken.counted, Long::sum);
            events.merge("somebody else's in between", taken.interleaved, Long::sum);
            events.merge("handed over by another thread", taken.handedOver, Long::sum);
            events.merge("followed a remote one", taken.followed, Long::sum);
        }
        System.out.println("hlc stress: " + events);
        events.forEach((event, count) -> assertTrue(count > 0, () -> "never happened: " + event));
        assertTrue(events.get("first of its microsecond") > carries, "no microsecond was entered but by a carry");
    }

    /** What one thread got. Confined to it until it has ended. */
    private static final class Taken {
        private final SplittableRandom random;
        private final long[] firsts = new long[CALLS];
        private final long[] lasts = new long[CALLS];
        private int size;
        private long last;
        private long entered;
        private long counted;
        private long interleaved;
        private long handedOver;
        private long followed;

        Taken(SplittableRandom random) {
            this.random = random;
        }

        void add(long firstTaken, long lastTaken) {
            firsts[size] = firstTaken;
            lasts[size] = lastTaken;
            size++;
            last = lastTaken;
        }
    }
}
