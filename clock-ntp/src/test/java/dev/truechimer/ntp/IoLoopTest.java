package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IoLoopTest {

    private static final long MILLI = 1_000_000L;

    private final IoLoop loop;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    IoLoopTest() throws IOException {
        loop = IoLoop.start();
    }

    @AfterEach
    void end() {
        loop.end();
        assertEquals(List.of(), Threads.named(IoLoop.THREAD_NAME));
    }

    @Test
    void survivesWhatTasksThrow() throws InterruptedException {
        loop.execute(() -> {
            throw new IllegalStateException("a task's fault");
        });
        loop.execute(() -> {
            throw new AssertionError("a task's error");
        });
        loop.execute(() -> loop.schedule(0, () -> {
            throw new IllegalStateException("a timer's fault");
        }));
        loop.execute(() -> loop.schedule(MILLI, () -> events.add("alive")));
        assertEquals("alive", next());
    }

    @Test
    void survivesAnInterrupt() throws InterruptedException {
        loop.execute(() -> Thread.currentThread().interrupt());
        loop.execute(() -> loop.schedule(MILLI, () -> events.add("alive")));
        assertEquals("alive", next());
    }

    @Test
    void runsTimersInTheOrderOfTheirDeadlines() throws InterruptedException {
        loop.execute(() -> {
            loop.schedule(30 * MILLI, () -> events.add("third"));
            loop.schedule(10 * MILLI, () -> events.add("first"));
            IoLoop.Timer cancelled = loop.schedule(15 * MILLI, () -> events.add("cancelled"));
            loop.schedule(20 * MILLI, () -> events.add("second"));
            loop.cancel(cancelled);
        });
        assertEquals("first", next());
        assertEquals("second", next());
        assertEquals("third", next());
        assertTrue(events.isEmpty());
    }

    @Test
    void runsAndWaitsOnItsOwnThreadToo() {
        loop.runAndWait(() -> {
            events.add("outer");
            loop.runAndWait(() -> events.add("inner"));
            events.add("after");
        });
        assertEquals(List.of("outer", "inner", "after"), List.copyOf(events));
    }

    @Test
    void waitsForATaskThatThrows() {
        loop.runAndWait(() -> {
            throw new IllegalStateException("a task's fault");
        });
        loop.runAndWait(() -> events.add("alive"));
        assertEquals(List.of("alive"), List.copyOf(events));
    }

    /** As an executor that is shut down closes its sources: with the interrupt flag up. */
    @Test
    void leavesNothingOpenWhenItsCloserIsInterrupted() throws IOException, InterruptedException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.configureBlocking(false);
            loop.runAndWait(() -> register(channel));
            CountDownLatch busy = new CountDownLatch(1);
            loop.execute(() -> awaitQuietly(busy));
            Thread.currentThread().interrupt();
            loop.runAndWait(() -> events.add("last task"));
            loop.end();
            assertTrue(Thread.interrupted(), "the interrupt is kept for the caller");
            busy.countDown();
            assertEquals("last task", next());
            for (Thread thread : Threads.named(IoLoop.THREAD_NAME)) {
                thread.join();
            }
            assertFalse(channel.isOpen());
        }
    }

    private void register(DatagramChannel channel) {
        try {
            loop.register(channel, () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String next() throws InterruptedException {
        return String.valueOf(events.poll(10, TimeUnit.SECONDS));
    }
}
