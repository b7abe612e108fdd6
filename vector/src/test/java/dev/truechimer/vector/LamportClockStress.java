package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Threads count on one clock at once: no counter is given twice, each thread's own ones increase, and each is greater
 * than what another thread had handed over before.
 */
@Timeout(120)
class LamportClockStress {

    private static final long SEED = Long.getLong("truechimer.stress.seed", 1L);
    private static final int ROUNDS = Integer.getInteger("truechimer.stress.rounds", 50);
    private static final int CALLS_PER_ROUND = 10_000;
    private static final int CALLS = ROUNDS * CALLS_PER_ROUND;
    private static final int THREADS = 4;

    private final LamportClock clock = LamportClock.of(1);

    /** The last counter of some thread; each call looks at it before it takes its own. */
    private volatile long handedOver;

    @Test
    void countersAreUniqueAndIncrease() throws Exception {
        List<Taken> all = hammer();
        long[] counters = all.stream()
                .flatMapToLong(taken -> LongStream.of(taken.counters))
                .toArray();
        Arrays.sort(counters);
        for (int i = 1; i < counters.length; i++) {
            require(counters[i - 1] < counters[i], "given twice", counters[i], counters[i - 1]);
        }
        assertEquals(THREADS * CALLS, counters.length);
        assertEquals(counters[counters.length - 1], clock.current());
        assertTrue(all.stream().anyMatch(taken -> taken.handedOver > 0), "nothing was handed over between threads");
        assertTrue(all.stream().anyMatch(taken -> taken.interleaved > 0), "nobody came in between");
        assertTrue(all.stream().anyMatch(taken -> taken.led > 0), "no receipt led the clock on");
    }

    private List<Taken> hammer() throws Exception {
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
                        take(taken, call);
                    }
                    return taken;
                });
            }
            List<Taken> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                // In the order in which they end, so that one that fails is seen although others wait for it.
                all.add(threads.take().get());
            }
            return all;
        } finally {
            executor.shutdownNow();
        }
    }

    private void take(Taken taken, int call) {
        long seen = handedOver;
        // From behind to ahead of what is known.
        long remote = taken.random.nextInt(3) == 0 ? Math.max(0, seen + taken.random.nextInt(-8, 4)) : -1;
        long counter = remote < 0 ? clock.tick() : clock.update(remote);
        long own = call == 0 ? 0 : taken.counters[call - 1];
        require(counter > own, "not above the thread's own last one", counter, own);
        require(counter > seen, "not above what was handed over", counter, seen);
        require(counter > remote, "not above the remote one", counter, remote);
        taken.handedOver += seen > own ? 1 : 0;
        taken.interleaved += remote < 0 && counter > own + 1 ? 1 : 0;
        taken.led += remote > seen && counter == remote + 1 ? 1 : 0;
        taken.counters[call] = counter;
        handedOver = counter;
    }

    private static void require(boolean holds, String what, long counter, long other) {
        assertTrue(holds, () -> what + ": " + counter + ", " + other + ", seed " + SEED);
    }

    /** What one thread got. Confined to it until it has ended. */
    private static final class Taken {
        private final SplittableRandom random;
        private final long[] counters = new long[CALLS];
        private long handedOver;
        private long interleaved;
        private long led;

        Taken(SplittableRandom random) {
            this.random = random;
        }
    }
}
