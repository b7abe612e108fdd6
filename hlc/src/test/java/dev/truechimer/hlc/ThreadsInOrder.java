package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.opentest4j.AssertionFailedError;

/** Several threads that stamp with one clock as fast as they can. */
final class ThreadsInOrder {

    private static final int THREADS = 4;
    private static final int PER_THREAD = 60_000;
    private static final int BATCH = 5;

    private final HybridLogicalClock clock;

    /** The largest timestamp that any thread has published: whoever reads it has an event after that one. */
    private final AtomicLong published = new AtomicLong();

    private final AtomicReference<AssertionFailedError> failure = new AtomicReference<>();
    private final List<long[]> issued = new ArrayList<>();

    private ThreadsInOrder(HybridLogicalClock clock) {
        this.clock = clock;
    }

    /**
     * Every timestamp is above the last one of its thread and above the one that its thread has read from another, and no two
     * are the same.
     */
    static void check(HybridLogicalClock clock) throws InterruptedException {
        ThreadsInOrder threads = new ThreadsInOrder(clock);
        threads.run();
        if (threads.failure.get() != null) {
            throw threads.failure.get();
        }
        long[] all =
                threads.issued.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        assertEquals(THREADS * PER_THREAD, all.length);
        assertEquals(all.length, LongStream.of(all).distinct().count(), "some were issued twice");
        assertTrue(clock.last() >= all[all.length - 1]);
    }

    private void run() throws InterruptedException {
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            long[] mine = new long[PER_THREAD];
            issued.add(mine);
            Thread thread = new Thread(() -> stamp(mine), "stamping-" + i);
            thread.setDaemon(true);
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join();
        }
    }

    private void stamp(long[] mine) {
        long last = 0;
        for (int i = 0; i < mine.length && failure.get() == null; i++) {
            long seen = published.get();
            long stamped = stamp(i, seen);
            if (stamped <= seen || stamped <= last) {
                failure.compareAndSet(
                        null,
                        new AssertionFailedError(stamped + " is not above " + seen + " from another thread and " + last
                                + " from this one"));
            }
            mine[i] = stamped;
            last = i % BATCH == 2 ? stamped + BATCH - 1 : stamped;
            published.accumulateAndGet(last, Math::max);
        }
    }

    /** All ways to get one. */
    private long stamp(int i, long seen) {
        return switch (i % BATCH) {
            case 0 -> clock.update(seen);
            case 1 -> clock.update(seen >> 1);
            case 2 -> clock.reserve(BATCH);
            default -> clock.now();
        };
    }
}
