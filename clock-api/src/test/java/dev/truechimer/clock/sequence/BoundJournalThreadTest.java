package dev.truechimer.clock.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.sequence.ModelDisk.Step;
import dev.truechimer.clock.ticks.Ticks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A journal on a disk that fails and stands still: who waits, who is refused, and that nobody waits for ever. */
class BoundJournalThreadTest {

    private static final JournalOwner OWNER = new NumberOwner();

    private static final Duration AHEAD = Duration.ofMillis(250);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final long FIRST = 1_795_176_000_000_000L;
    private static final long LEASE = FIRST + 250_000;

    private final GatedDisk disk = new GatedDisk();
    private QuietJournalLog log;

    @BeforeEach
    void logQuietly() {
        log = new QuietJournalLog(OWNER.logger());
    }

    @AfterEach
    void logAgain() {
        log.close();
    }

    private BoundJournal open(Duration writeLimit) throws IOException {
        return open(writeLimit, Duration.ZERO);
    }

    private BoundJournal open(Duration writeLimit, Duration retryPause) throws IOException {
        return BoundJournal.open(
                () -> disk, "gated", OWNER, AHEAD, new JournalPatience(writeLimit, retryPause, Ticks.system()::nanos));
    }

    private static NumberOwner.Unavailable assertUnavailable(BoundJournal journal, long timestamp) {
        return assertThrows(NumberOwner.Unavailable.class, () -> journal.cover(timestamp, timestamp));
    }

    @Test
    void publishesABoundOnceTheFolderIsForced() throws Exception {
        try (BoundJournal journal = open(LONG)) {
            for (Step step : new Step[] {Step.FORCE, Step.PUBLISH, Step.FORCE_FOLDER}) {
                long before = journal.bound();
                GatedDisk.Gate gate = disk.gateAt(step);
                Caller<Long> caller = Caller.of(() -> journal.cover(before + 1, before + 1_000));
                gate.awaitReached();
                assertEquals(before, journal.bound());
                assertFalse(caller.isDone());
                gate.open();
                assertEquals(before + 1_000 - 499, caller.outcome());
                assertEquals(before + 1_000, journal.bound());
                assertEquals(before + 1_000, disk.stored(OWNER));
            }
        }
    }

    @Test
    void renewsWithoutKeepingAnybodyWaiting() throws Exception {
        try (BoundJournal journal = open(LONG)) {
            assertEquals(LEASE - (LEASE - FIRST) / 2, journal.cover(FIRST, LEASE), "a look after half of the lease");
            assertEquals(LEASE, journal.bound());
            GatedDisk.Gate gate = disk.gateAt(Step.WRITE);
            long atMoreThanHalf = FIRST + (LEASE - FIRST) / 2 + 10;
            long renewed = atMoreThanHalf + (LEASE - FIRST);
            assertEquals(LEASE, journal.cover(atMoreThanHalf, renewed));
            gate.awaitReached();
            assertEquals(LEASE, journal.bound());
            gate.open();
            journal.awaitIdle();
            assertEquals(renewed, journal.bound());
            assertEquals(3, journal.counters().writes());
            assertEquals(0, journal.counters().failures());
            assertEquals(Optional.empty(), journal.counters().lastFailure());
        }
    }

    /** The second one is asked for while the first is being written, by somebody who waits and by somebody who does not. */
    @Test
    void losesNoWishWhileItWrites() throws Exception {
        try (BoundJournal journal = open(LONG)) {
            GatedDisk.Gate gate = disk.gateAt(Step.FORCE);
            Caller<Long> first = Caller.of(() -> journal.cover(FIRST, FIRST));
            gate.awaitReached();
            Caller<Long> second = Caller.of(() -> journal.cover(FIRST + 5, FIRST + 5));
            Caller<Long> lower = Caller.of(() -> journal.cover(FIRST + 3, FIRST + 3));
            gate.open();
            first.outcome();
            second.outcome();
            lower.outcome();
            assertEquals(FIRST + 5, journal.bound());
            assertEquals(FIRST + 5, disk.stored(OWNER));
        }
    }

    @Test
    void anInterruptDoesNotEndTheWaitAndIsKept() throws Exception {
        try (BoundJournal journal = open(LONG)) {
            GatedDisk.Gate gate = disk.gateAt(Step.FORCE_FOLDER);
            Caller<Boolean> caller = Caller.of(() -> {
                Thread.currentThread().interrupt();
                journal.cover(FIRST, FIRST);
                return Thread.interrupted();
            });
            gate.awaitReached();
            caller.interrupt();
            gate.open();
            assertTrue(caller.outcome(), "the flag is lost");
            assertEquals(FIRST, journal.bound());
        }
    }

    @Test
    void aFailureIsToldWithItsCauseAndTheNextTimestampTriesAgain() throws Exception {
        try (BoundJournal journal = open(LONG)) {
            long opened = journal.bound();
            IOException full = new IOException("No space left on device");
            for (Step step :
                    new Step[] {Step.CREATE, Step.WRITE, Step.FORCE, Step.CLOSE, Step.PUBLISH, Step.FORCE_FOLDER}) {
                disk.failAt(step, full);
                NumberOwner.Unavailable refused = assertUnavailable(journal, FIRST);
                assertSame(full, refused.getCause());
                assertEquals(
                        "no timestamp: the next one, 0001795176000000000, is above the bound of the journal"
                                + " gated, 0000000000000000000; storing a higher one failed, which the next"
                                + " timestamp tries again: java.io.IOException: No space left on device",
                        refused.getMessage());
                assertEquals(opened, journal.bound());
                // Until it is logged, nobody is let to the disk.
                journal.awaitIdle();
                disk.recover();
            }
            assertEquals(new JournalCounters(1, 6, Optional.of(full)), journal.counters());
            journal.cover(FIRST, FIRST);
            assertEquals(FIRST, journal.bound());
            assertEquals(new JournalCounters(2, 6, Optional.of(full)), journal.counters());
        }
    }

    @Test
    void whateverADiskThrowsIsAFailure() throws Exception {
        try (BoundJournal journal = open(LONG)) {
            for (Throwable thrown : List.of(new SecurityException("no"), new OutOfMemoryError("no"))) {
                disk.failAt(Step.WRITE, thrown);
                assertSame(thrown, assertUnavailable(journal, FIRST).getCause());
                journal.awaitIdle();
            }
            disk.recover();
            journal.cover(FIRST, FIRST);
        }
    }

    @Test
    void logsTheFirstFailureOfARowOnly() throws Exception {
        try (BoundJournal journal = open(LONG)) {
            for (int row = 1; row <= 2; row++) {
                disk.failAt(Step.FORCE, new IOException("broken"));
                for (int i = 0; i < 5; i++) {
                    assertUnavailable(journal, FIRST + row);
                    journal.awaitIdle();
                }
                assertEquals(row, log.records().size());
                assertEquals(
                        "the journal gated could not be written; its clock stops at the bound unless a later attempt"
                                + " succeeds; further failures in a row are counted, not logged",
                        log.records().get(0).getMessage());
                disk.recover();
                journal.cover(FIRST + row, FIRST + row);
            }
            assertEquals(10, journal.counters().failures());
        }
    }

    /** A clock that is asked again and again must not keep a broken disk busy. */
    @Test
    void leavesADiskThatHasFailedAloneForAWhile() throws Exception {
        try (BoundJournal journal = open(LONG, LONG)) {
            disk.failAt(Step.FORCE, new IOException("broken"));
            int before = disk.attempts();
            for (int i = 0; i < 100; i++) {
                assertInstanceOf(
                        IOException.class, assertUnavailable(journal, FIRST).getCause());
                journal.cover(0, FIRST);
            }
            journal.awaitIdle();
            assertEquals(before + 1, disk.attempts());
            assertEquals(1, journal.counters().failures());
        }
    }

    @Test
    void triesAgainOnceTheWhileIsOver() throws Exception {
        try (BoundJournal journal = open(LONG, Duration.ofMillis(1))) {
            disk.failAt(Step.FORCE, new IOException("broken"));
            assertUnavailable(journal, FIRST);
            disk.recover();
            until(() -> {
                try {
                    journal.cover(FIRST, FIRST);
                    return true;
                } catch (NumberOwner.Unavailable e) {
                    return false;
                }
            });
            assertEquals(FIRST, journal.bound());
        }
    }

    private static void until(BooleanSupplier condition) {
        long startTicks = Ticks.system().nanos();
        while (!condition.getAsBoolean()) {
            assertTrue(Ticks.system().nanos() - startTicks < LONG.toNanos(), "it never came");
            Thread.onSpinWait();
        }
    }

    /** Callers of one clock come one after the other: if each waited as long as the first, a queue would never end. */
    @Test
    void aDiskThatHangsIsWaitedForOnce() throws Exception {
        BoundJournal journal = open(SHORT);
        GatedDisk.Gate gate = disk.gateAt(Step.FORCE);
        long startTicks = Ticks.system().nanos();
        NumberOwner.Unavailable refused = assertUnavailable(journal, FIRST);
        assertTrue(Ticks.system().nanos() - startTicks >= SHORT.toNanos());
        assertTrue(refused.getMessage().endsWith("; its disk has not answered for PT0.2S"), refused.getMessage());
        startTicks = Ticks.system().nanos();
        int others = 20;
        for (int i = 0; i < others; i++) {
            assertUnavailable(journal, FIRST);
        }
        assertTrue(Ticks.system().nanos() - startTicks < others / 2 * SHORT.toNanos());
        assertEquals(0, journal.counters().failures());
        gate.open();
        journal.awaitIdle();
        assertEquals(FIRST, journal.cover(FIRST, FIRST), "what was wanted came late");
        journal.close();
    }

    @Test
    void aJournalThatCanNotBeOpenedInTimeIsGivenFreeLater() throws Exception {
        GatedDisk.Gate gate = disk.gateAt(Step.FORCE);
        IOException refused = assertThrows(IOException.class, () -> open(SHORT));
        assertEquals("the journal gated can't be opened: its disk has not answered for PT0.2S", refused.getMessage());
        assertFalse(disk.isClosed());
        gate.open();
        disk.awaitClosed();
    }

    @Test
    void whatPreventsTheOpeningIsThrownAndTheDiskGivenFree() throws Exception {
        IOException broken = new IOException("broken");
        disk.failAt(Step.FORCE, broken);
        assertSame(broken, assertThrows(IOException.class, () -> open(LONG)));
        disk.awaitClosed();
        disk.failAt(Step.FORCE, new SecurityException("no"));
        IOException refused = assertThrows(IOException.class, () -> open(LONG));
        assertEquals("the journal gated can't be opened", refused.getMessage());
        assertInstanceOf(SecurityException.class, refused.getCause());
        assertEquals(List.of(), log.records(), "it is thrown, not logged");
    }

    @Test
    void closingRefusesWhoWaitsAndLetsTheWriteEnd() throws Exception {
        BoundJournal journal = open(LONG);
        GatedDisk.Gate gate = disk.gateAt(Step.FORCE_FOLDER);
        Caller<Long> waiting = Caller.of(() -> journal.cover(FIRST, LEASE));
        gate.awaitReached();
        Caller<String> closing = Caller.of(() -> {
            journal.close();
            return "closed";
        });
        NumberOwner.Unavailable refused = assertThrows(NumberOwner.Unavailable.class, waiting::outcome);
        assertTrue(
                refused.getMessage().endsWith("; it was closed; close a journal after the last timestamp of its clock"),
                refused.getMessage());
        assertFalse(closing.isDone(), "the disk is not given free while it is written to");
        assertFalse(disk.isClosed());
        gate.open();
        closing.outcome();
        assertTrue(disk.isClosed());
        assertEquals(LEASE, journal.bound());
        journal.close();
    }

    @Test
    void closingADiskThatHangsGivesUpAndGivesItFreeLater() throws Exception {
        BoundJournal journal = open(SHORT);
        GatedDisk.Gate gate = disk.gateAt(Step.PUBLISH);
        assertUnavailable(journal, FIRST);
        gate.awaitReached();
        journal.close();
        assertFalse(disk.isClosed());
        gate.open();
        disk.awaitClosed();
    }

    @Test
    void anInterruptIsKeptAcrossTheClose() throws Exception {
        BoundJournal journal = open(LONG);
        boolean kept = Caller.of(() -> {
                    Thread.currentThread().interrupt();
                    journal.close();
                    return Thread.interrupted();
                })
                .outcome();
        assertTrue(kept);
        assertTrue(disk.isClosed());
    }

    @Test
    void afterTheCloseTheBoundStaysAndNothingMoreIsStored() throws Exception {
        BoundJournal journal = open(LONG);
        journal.cover(FIRST, LEASE);
        journal.close();
        journal.close();
        int attempts = disk.attempts();
        assertEquals(LEASE, journal.bound());
        assertEquals(LEASE, journal.cover(LEASE - 1, LEASE + 100), "up to the bound the clock may go on");
        assertTrue(assertUnavailable(journal, LEASE + 1).getMessage().contains("it was closed"));
        assertEquals(attempts, disk.attempts());
        assertEquals(LEASE, disk.stored(OWNER));
        IllegalStateException refused = assertThrows(IllegalStateException.class, journal::attach);
        assertEquals("the journal was closed; open it again for a new clock", refused.getMessage());
    }

    /** A log handler that stamps, in the journal's own thread and in another one that holds what the first needs. */
    @Test
    void nobodyWaitsForTheLog() throws Exception {
        List<Throwable> inTheLog = new ArrayList<>();
        try (BoundJournal journal = open(LONG)) {
            Handler stamping = new Handler() {
                @Override
                public void publish(LogRecord logged) {
                    try {
                        journal.cover(FIRST, FIRST);
                    } catch (NumberOwner.Unavailable e) {
                        inTheLog.add(e);
                    }
                    try {
                        inTheLog.add(assertThrows(
                                NumberOwner.Unavailable.class,
                                () -> Caller.of(() -> journal.cover(FIRST, FIRST))
                                        .outcome()));
                    } catch (AssertionError e) {
                        inTheLog.add(e);
                    }
                    throw new IllegalStateException("a handler that fails");
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
            Logger logger = Logger.getLogger(OWNER.logger());
            logger.addHandler(stamping);
            try {
                IOException broken = new IOException("broken");
                disk.failAt(Step.FORCE, broken);
                assertUnavailable(journal, FIRST);
                journal.awaitIdle();
                assertEquals(2, inTheLog.size());
                for (Throwable each : inTheLog) {
                    assertSame(broken, each.getCause());
                }
                assertEquals("a handler that fails", broken.getSuppressed()[0].getMessage());
            } finally {
                logger.removeHandler(stamping);
            }
            disk.recover();
            journal.cover(FIRST, FIRST);
        }
    }

    @Test
    void theThreadIsADaemonWithANameAndEnds() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        BoundJournal journal = open(LONG);
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals(OWNER.magic()) && !before.contains(each))
                .findFirst()
                .orElseThrow();
        assertTrue(thread.isDaemon());
        journal.close();
        thread.join(Caller.LIMIT_SECONDS * 1_000);
        assertFalse(thread.isAlive());
    }
}
