package dev.truechimer.clock.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.sequence.QuietJournalLog;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.testing.RecordingContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of a source: each test ends by closing it, twice if it was closed before. */
@Timeout(60)
class SourceShellTest {

    private static final long FOR_EVER = Long.MAX_VALUE;

    private final RecordingContext context = new RecordingContext();
    private final SourceShell shell = new SourceShell("gps");
    private final Turns turns = new Turns();

    /** Does what a test says, and counts. */
    private static class Turns implements Measuring {
        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();
        final CountDownLatch first = new CountDownLatch(1);
        volatile @Nullable Thread thread;

        @Override
        public long turn() throws InterruptedException {
            thread = Thread.currentThread();
            begun.incrementAndGet();
            first.countDown();
            return FOR_EVER;
        }

        @Override
        public void end() {
            ended.incrementAndGet();
        }

        Thread ran() {
            Thread ran = thread;
            if (ran == null) {
                throw new AssertionError("it never ran");
            }
            return ran;
        }
    }

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void theThreadIsADaemonWithTheSourcesName() throws InterruptedException {
        shell.start(context, given -> {
            assertSame(context, given);
            return turns;
        });
        turns.first.await();
        assertEquals("gps", shell.name());
        assertEquals("truechimer-gps", turns.ran().getName());
        assertTrue(turns.ran().isDaemon());
        assertFalse(shell.isClosed());
    }

    @Test
    void isStartedOnce() {
        shell.start(context, given -> turns);
        SourceInUseException refused =
                assertThrows(SourceInUseException.class, () -> shell.start(context, given -> new Turns()));
        assertTrue(refused.getMessage().endsWith("each timekeeper needs one of its own: gps"), refused.getMessage());
    }

    @Test
    void isNotStartedAfterItWasClosed() {
        shell.close();
        SourceInUseException refused =
                assertThrows(SourceInUseException.class, () -> shell.start(context, given -> turns));
        assertTrue(refused.getMessage().endsWith("gps is closed"), refused.getMessage());
        assertEquals(0, turns.begun.get() + turns.ended.get());
    }

    @Test
    void aMakerThatThrowsLeavesItUnstarted() throws InterruptedException {
        UnsupportedOperationException missing = new UnsupportedOperationException("JNA is missing");
        assertSame(
                missing,
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> shell.start(context, given -> {
                            throw missing;
                        })));
        shell.start(context, given -> turns);
        turns.first.await();
    }

    @Test
    void turnsFollowEachOtherAfterThePauseThatTheyAskFor() throws InterruptedException {
        CountDownLatch third = new CountDownLatch(3);
        shell.start(context, given -> new Turns() {
            @Override
            public long turn() {
                third.countDown();
                return third.getCount() == 1 ? 1_000_000 : 0;
            }
        });
        third.await();
    }

    @Test
    void closeEndsAPauseAndWaitsForTheEnd() throws InterruptedException {
        shell.start(context, given -> turns);
        turns.first.await();
        shell.close();
        assertTrue(shell.isClosed());
        assertEquals(Thread.State.TERMINATED, turns.ran().getState());
        assertEquals(1, turns.ended.get());
        shell.close();
        assertEquals(1, turns.ended.get());
        assertEquals(1, turns.begun.get());
    }

    @Test
    void closeInterruptsATurnThatBlocks() throws InterruptedException {
        Turns blocking = new Turns() {
            @Override
            public long turn() throws InterruptedException {
                super.turn();
                new CountDownLatch(1).await();
                return 0;
            }
        };
        shell.start(context, given -> blocking);
        blocking.first.await();
        shell.close();
        assertEquals(Thread.State.TERMINATED, blocking.ran().getState());
        assertEquals(1, blocking.ended.get());
        assertEquals(0, context.waiting());
    }

    /** A read of a device is not interrupted by an interrupt, but by what the source does about it. */
    @Test
    void closeWakesATurnThatNoInterruptReaches() throws InterruptedException {
        CountDownLatch woken = new CountDownLatch(1);
        Turns deaf = new Turns() {
            @Override
            public long turn() throws InterruptedException {
                super.turn();
                while (woken.getCount() > 0) {
                    Thread.onSpinWait();
                }
                return 0;
            }

            @Override
            public void wake() {
                woken.countDown();
            }
        };
        shell.start(context, given -> deaf);
        deaf.first.await();
        shell.close();
        assertEquals(Thread.State.TERMINATED, deaf.ran().getState());
        assertEquals(1, deaf.ended.get());
    }

    @Test
    void aFaultWhileWakingDoesNotKeepTheThreadAlive() throws InterruptedException {
        Turns faulty = new Turns() {
            @Override
            public void wake() {
                throw new IllegalStateException("on purpose");
            }
        };
        shell.start(context, given -> faulty);
        faulty.first.await();
        assertThrows(IllegalStateException.class, shell::close);
        faulty.ran().join();
        assertEquals(1, faulty.ended.get());
    }

    @Test
    void aFaultIsReportedAndTheThreadGoesOn() throws InterruptedException {
        CountDownLatch third = new CountDownLatch(3);
        Turns faulty = new Turns() {
            @Override
            public long turn() throws InterruptedException {
                super.turn();
                third.countDown();
                if (third.getCount() == 2) {
                    throw new IllegalStateException("on purpose");
                }
                if (third.getCount() == 1) {
                    throw new NoClassDefFoundError("an error, on purpose");
                }
                return FOR_EVER;
            }
        };
        QuietJournalLog quiet = new QuietJournalLog(SourceShell.class.getName());
        try {
            shell.start(context, given -> faulty);
            third.await();
            assertEquals(1, quiet.records().size(), "only the first fault is logged");
        } finally {
            quiet.close();
        }
        assertEquals(
                new SourceFailure(Reason.INTERNAL, "gps: java.lang.IllegalStateException: on purpose"),
                context.nextFailure(Reason.INTERNAL));
        assertEquals(
                new SourceFailure(Reason.INTERNAL, "gps: java.lang.NoClassDefFoundError: an error, on purpose"),
                context.nextFailure(Reason.INTERNAL));
        assertEquals(0, faulty.ended.get());
    }

    @Test
    void isSilentAfterItWasClosed() throws InterruptedException {
        Turns faulty = new Turns() {
            @Override
            public long turn() throws InterruptedException {
                super.turn();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("the fault of a turn that is cut off", e);
                }
                return 0;
            }
        };
        shell.start(context, given -> faulty);
        faulty.first.await();
        shell.close();
        assertEquals(0, context.waiting());
        assertEquals(1, faulty.ended.get());
    }

    @Test
    void mayBeClosedByItsOwnThread() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Thread> ran = new AtomicReference<>();
        shell.start(context, given -> new Measuring() {
            @Override
            public long turn() {
                ran.set(Thread.currentThread());
                shell.close();
                return FOR_EVER;
            }

            @Override
            public void end() {
                ended.countDown();
            }
        });
        assertTrue(ended.await(30, TimeUnit.SECONDS));
        ran.get().join();
    }

    @Test
    void anInterruptOfTheCloserIsKept() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        Turns slow = new Turns() {
            @Override
            public void end() {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        shell.start(context, given -> slow);
        slow.first.await();
        Thread.currentThread().interrupt();
        shell.close();
        assertTrue(Thread.interrupted());
        goOn.countDown();
        slow.ran().join();
    }
}
