package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.sequence.Caller;
import dev.truechimer.clock.sequence.GatedDisk;
import dev.truechimer.clock.sequence.JournalPatience;
import dev.truechimer.clock.sequence.ModelDisk.Step;
import dev.truechimer.clock.sequence.QuietJournalLog;
import dev.truechimer.clock.testkit.ManualClock;
import dev.truechimer.clock.ticks.Ticks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a clock does with its journal: where it begins, how far it goes, and how often it needs the disk. */
class JournaledClockTest {

    private static final Duration AHEAD = Duration.ofMillis(250);
    private static final long BEGIN_MICROS = 1_795_176_000_000_000L;
    private static final long HOUR_MICROS = 3_600_000_000L;

    private static final JournalPatience PATIENCE =
            new JournalPatience(Duration.ofSeconds(60), Duration.ZERO, Ticks.system()::nanos);

    private final GatedDisk disk = new GatedDisk();
    private final AtomicLong physicalMicros = new AtomicLong(BEGIN_MICROS);

    private HlcJournal open() throws IOException {
        return open(Duration.ofSeconds(60));
    }

    private HlcJournal open(Duration writeLimit) throws IOException {
        return HlcJournal.open(
                () -> disk, "gated", AHEAD, new JournalPatience(writeLimit, Duration.ZERO, Ticks.system()::nanos));
    }

    private HybridLogicalClock clock(HlcJournal journal) {
        return HybridLogicalClock.builder(physicalMicros::get).journal(journal).build();
    }

    private static long at(long micros) {
        return HybridTimestamp.pack(micros, 0);
    }

    @Test
    void leasesAheadOfThePhysicalTime() throws IOException {
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock = clock(journal);
            assertEquals(at(BEGIN_MICROS), clock.now());
            assertEquals(at(BEGIN_MICROS + 250_000), journal.bound());
        }
    }

    @Test
    void beginsAboveTheBoundAndSaysHowFarItIsAhead() throws IOException {
        try (HlcJournal journal = open()) {
            clock(journal).now();
        }
        physicalMicros.addAndGet(50_000);
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock = clock(journal);
            assertEquals(at(BEGIN_MICROS + 250_000), clock.last());
            assertEquals(at(BEGIN_MICROS + 250_000) + 1, clock.now());
            assertEquals(Duration.ofMillis(200), clock.lead());
            physicalMicros.addAndGet(200_001);
            assertEquals(at(BEGIN_MICROS + 250_001), clock.now());
            assertEquals(Duration.ZERO, clock.lead());
        }
    }

    @Test
    void needsTheDiskTwiceInALease() throws IOException {
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock = clock(journal);
            int leases = 40;
            for (int milli = 0; milli < leases * 250; milli++) {
                physicalMicros.addAndGet(1_000);
                clock.now();
                journal.awaitIdle();
            }
            long writes = journal.counters().writes();
            assertTrue(writes >= leases && writes <= 2 * leases + 2, () -> writes + " writes in " + leases + " leases");
        }
    }

    @Test
    void writesNothingWhileNothingIsIssued() throws IOException {
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock = clock(journal);
            clock.now();
            long writes = journal.counters().writes();
            for (int i = 0; i < 1_000; i++) {
                physicalMicros.addAndGet(1_000);
                clock.last();
                clock.lead();
            }
            journal.awaitIdle();
            assertEquals(writes, journal.counters().writes());
        }
    }

    /** Hours behind its bound a clock that goes on can only count, and a write for every few timestamps would stop it. */
    @Test
    void countsOnFarBehindItsBoundWithFewWritesIfItAccepts() throws IOException {
        try (HlcJournal journal = open()) {
            clock(journal).now();
        }
        physicalMicros.addAndGet(-3 * HOUR_MICROS);
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock = HybridLogicalClock.builder(physicalMicros::get)
                    .offsetPolicy(OffsetPolicy.ACCEPT)
                    .journal(journal)
                    .build();
            assertCountsOnWithFewWrites(clock, journal, at(BEGIN_MICROS + 250_000));
            assertTrue(clock.lead().compareTo(Duration.ofHours(3)) > 0);
        }
    }

    /** Set back while it lives, it keeps what was within the contract. */
    @Test
    void countsOnWithFewWritesAfterAStepBack() throws IOException {
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock = clock(journal);
            long first = clock.now();
            physicalMicros.addAndGet(-3 * HOUR_MICROS);
            assertCountsOnWithFewWrites(clock, journal, first);
        }
    }

    private static void assertCountsOnWithFewWrites(HybridLogicalClock clock, HlcJournal journal, long before) {
        int timestamps = 5_000_000;
        long last = before;
        for (int i = 0; i < timestamps; i++) {
            long next = clock.now();
            if (next != last + 1) {
                assertEquals(last + 1, next);
            }
            last = next;
        }
        journal.awaitIdle();
        // A millisecond for each two million, and half of it is renewed at a time.
        long writes = journal.counters().writes();
        assertTrue(writes <= 12, () -> writes + " writes");
        long mostLeased = Math.max(at(BEGIN_MICROS + 250_000), last + at(1_000));
        assertTrue(journal.bound() <= mostLeased, "leased further than counting needs");
    }

    /** A process that crashes again and again at once leads as far as the contract allows, and then waits. */
    @Test
    void crashesInARowLeadNoFurtherThanTheContract() throws IOException {
        int crashes = 100;
        int refused = 0;
        for (int i = 0; i < crashes; i++) {
            try (HlcJournal journal = open()) {
                HybridLogicalClock clock = clock(journal);
                try {
                    clock.now();
                } catch (ClockUnavailableException e) {
                    refused++;
                }
                assertTrue(clock.lead().compareTo(Duration.ofMillis(500)) <= 0, () -> "lead " + clock.lead());
            }
        }
        assertEquals(crashes - 3, refused);
        physicalMicros.incrementAndGet();
        try (HlcJournal journal = open()) {
            assertEquals(at(BEGIN_MICROS + 500_001), clock(journal).now());
        }
    }

    @Test
    void aLeaseEndsWhereTheContractDoes() throws IOException {
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock = HybridLogicalClock.builder(physicalMicros::get)
                    .maxOffset(Duration.ofMillis(300))
                    .journal(journal)
                    .build();
            clock.update(at(BEGIN_MICROS + 200_000));
            assertEquals(BEGIN_MICROS + 300_000, HybridTimestamp.micros(journal.bound()));
        }
    }

    /** The contract is counted from the earliest end, the lease from the latest. */
    @Test
    void aWideReadingShortensTheLease() throws IOException {
        for (long widthMicros : new long[] {0, 250_000, 250_001, 400_000, 500_000}) {
            ManualClock interval = new ManualClock(BEGIN_MICROS * 1_000, (BEGIN_MICROS + widthMicros) * 1_000);
            try (HlcJournal journal = HlcJournal.open(GatedDisk::new, "gated", AHEAD, PATIENCE)) {
                HybridLogicalClock clock =
                        HybridLogicalClock.builder(interval).journal(journal).build();
                assertEquals(at(BEGIN_MICROS + widthMicros), clock.now());
                long leasedMicros = HybridTimestamp.micros(journal.bound()) - BEGIN_MICROS;
                assertEquals(Math.min(widthMicros + 250_000, 500_000), leasedMicros, () -> "width " + widthMicros);
            }
        }
    }

    /** What is heard near the limit of the guard is beyond what this clock would issue by itself: no more than it is leased. */
    @Test
    void whereItWasLedItLeasesTheMicrosecondOnly() throws IOException {
        ManualClock interval = new ManualClock(BEGIN_MICROS * 1_000, (BEGIN_MICROS + 100_000) * 1_000);
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock =
                    HybridLogicalClock.builder(interval).journal(journal).build();
            long heard = HybridTimestamp.pack(BEGIN_MICROS + 600_000, 7);
            assertEquals(heard + 1, clock.update(heard));
            journal.awaitIdle();
            assertEquals(HybridTimestamp.endOf(heard), journal.bound());
        }
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock =
                    HybridLogicalClock.builder(interval).journal(journal).build();
            assertThrows(ClockUnavailableException.class, clock::now);
            interval.advanceNanos(100_001_000);
            assertEquals(at(BEGIN_MICROS + 600_001), clock.now());
        }
    }

    /** Neither its last timestamp, nor its lead, nor where it may go by itself. */
    @Test
    void aRefusedMessageChangesNothing() throws IOException {
        ManualClock interval = new ManualClock(BEGIN_MICROS * 1_000, (BEGIN_MICROS + 100_000) * 1_000);
        QuietJournalLog log = new QuietJournalLog(HlcJournal.class.getName());
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock =
                    HybridLogicalClock.builder(interval).journal(journal).build();
            long last = clock.now();
            long bound = journal.bound();
            Duration lead = clock.lead();
            for (Step step : new Step[] {Step.CREATE, Step.WRITE, Step.FORCE, Step.PUBLISH}) {
                disk.failAt(step, new IOException("no space"));
                ClockUnavailableException refused =
                        assertThrows(ClockUnavailableException.class, () -> clock.update(at(BEGIN_MICROS + 600_000)));
                assertTrue(refused.getMessage().contains("above the bound of the journal"), refused.getMessage());
                // Also that it has been reported: until then nobody is let to the disk.
                journal.awaitIdle();
                disk.recover();
                assertEquals(last, clock.last());
                assertEquals(lead, clock.lead());
                assertEquals(bound, journal.bound());
                assertEquals(bound, disk.stored(new HlcJournalOwner()));
            }
            assertEquals(4, journal.counters().failures());
            assertEquals(new HlcCounters(0, 0, 0, 0), clock.counters());
            assertEquals(last + 1, clock.now());
            long own = HybridTimestamp.endOf(at(BEGIN_MICROS + 500_000));
            assertEquals(own, Exhausted.lastOf(clock), "what was refused leads nowhere");
            assertEquals(
                    at(BEGIN_MICROS + 600_000) + 1, clock.update(at(BEGIN_MICROS + 600_000)), "and is taken later");
        } finally {
            log.close();
        }
    }

    @Test
    void aLeaseBeyondTheContractIsRefused() throws IOException {
        try (HlcJournal journal = open()) {
            HybridLogicalClock.Builder builder = HybridLogicalClock.builder(physicalMicros::get)
                    .maxOffset(Duration.ofMillis(249))
                    .journal(journal);
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, builder::build);
            assertEquals(
                    "a journal must not lease further ahead than maxOffset, PT0.249S, or other nodes would refuse what is"
                            + " issued after a crash: PT0.25S",
                    refused.getMessage());
            builder.maxOffset(AHEAD).build().now();
        }
    }

    @Test
    void aClockAtTheEndOfTimeStopsAndDoesNotOverflow() throws IOException {
        try (HlcJournal journal = open()) {
            journal.cover(HlcJournalOwner.MAX_BOUND, HlcJournalOwner.MAX_BOUND);
        }
        for (OffsetPolicy policy : OffsetPolicy.values()) {
            try (HlcJournal journal = open()) {
                HybridLogicalClock clock = HybridLogicalClock.builder(physicalMicros::get)
                        .offsetPolicy(policy)
                        .journal(journal)
                        .build();
                assertEquals(HlcJournalOwner.MAX_BOUND, clock.last());
                for (int i = 0; i < 3; i++) {
                    assertThrows(ClockUnavailableException.class, clock::now);
                    assertThrows(ClockUnavailableException.class, () -> clock.update(at(BEGIN_MICROS)));
                    assertThrows(ClockUnavailableException.class, () -> clock.reserve(HybridLogicalClock.MAX_RESERVED));
                }
                assertEquals(HlcJournalOwner.MAX_BOUND, clock.last());
            }
        }
    }

    /** Threads that count can't take what is not durable, and can't make it look issued. */
    @Test
    void nothingIsIssuedAboveTheBoundByManyThreads() throws Exception {
        try (HlcJournal journal = open(Duration.ofMillis(1))) {
            HybridLogicalClock clock = clock(journal);
            // Counting begins here, a millisecond below the bound.
            clock.update(at(BEGIN_MICROS + 100_000));
            journal.awaitIdle();
            long bound = journal.bound();
            physicalMicros.set(BEGIN_MICROS - HOUR_MICROS);
            GatedDisk.Gate gate = disk.gateAt(Step.FORCE_FOLDER);
            List<Caller<Long>> callers = new ArrayList<>();
            AtomicBoolean lastWasAbove = new AtomicBoolean();
            for (int i = 0; i < 4; i++) {
                callers.add(Caller.of(() -> {
                    long highest = 0;
                    try {
                        while (true) {
                            long next = clock.now();
                            assertTrue(next > highest);
                            highest = next;
                            if (clock.last() > journal.bound()) {
                                lastWasAbove.set(true);
                            }
                        }
                    } catch (ClockUnavailableException e) {
                        if (clock.last() > bound) {
                            lastWasAbove.set(true);
                        }
                        return highest;
                    }
                }));
            }
            gate.awaitReached();
            long highest = 0;
            for (Caller<Long> each : callers) {
                highest = Math.max(highest, each.outcome());
            }
            assertEquals(bound, highest, "all up to the bound, and nothing above");
            assertFalse(lastWasAbove.get(), "last() was above the bound");
            assertEquals(bound, clock.last());
            gate.open();
            journal.awaitIdle();
            assertTrue(clock.now() > bound);
        }
    }

    @Test
    void afterTheCloseItGoesOnToTheBoundAndStopsThere() throws IOException {
        HlcJournal journal = open();
        HybridLogicalClock clock = clock(journal);
        clock.now();
        journal.close();
        physicalMicros.set(BEGIN_MICROS + 250_000);
        assertEquals(journal.bound(), clock.now());
        ClockUnavailableException refused = assertThrows(ClockUnavailableException.class, clock::now);
        assertTrue(refused.getMessage().contains("it was closed"), refused.getMessage());
        assertEquals(journal.bound(), clock.last());
    }

    /**
     * A physical clock with a lock of its own, as a test's may be. One thread looks at the bounds and is about to read it; another
     * one holds that lock and stamps, which looks at the bounds too.
     */
    @Test
    void aPhysicalClockWithALockDeadlocksNobody() throws Exception {
        Object physicalLock = new Object();
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch locked = new CountDownLatch(1);
        AtomicLong readings = new AtomicLong();
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock = HybridLogicalClock.builder(() -> {
                        if (readings.incrementAndGet() == 2) {
                            // The caller's second reading, the one for the bounds.
                            looking.countDown();
                            awaitUninterrupted(locked);
                        }
                        synchronized (physicalLock) {
                            return physicalMicros.get();
                        }
                    })
                    .journal(journal)
                    .build();
            Caller<Long> caller = Caller.of(clock::now);
            assertTrue(looking.await(Caller.LIMIT_SECONDS, TimeUnit.SECONDS), "nobody looks at the bounds");
            long stamped = Caller.of(() -> {
                        synchronized (physicalLock) {
                            locked.countDown();
                            return clock.now();
                        }
                    })
                    .outcome();
            assertTrue(caller.outcome() != stamped);
        }
    }

    /** The journal's thread must not need the lock of a physical clock that a waiting caller holds. */
    @Test
    void whoHoldsALockOfThePhysicalClockIsServed() throws Exception {
        Object physicalLock = new Object();
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock = HybridLogicalClock.builder(() -> {
                        synchronized (physicalLock) {
                            return physicalMicros.get();
                        }
                    })
                    .journal(journal)
                    .build();
            Caller.of(() -> {
                        for (int i = 0; i < 100; i++) {
                            synchronized (physicalLock) {
                                physicalMicros.addAndGet(100_000);
                                clock.now();
                            }
                        }
                        return true;
                    })
                    .outcome();
            // A hundred steps of 100 ms, of which a lease of 250 ms covers three at most.
            assertTrue(
                    journal.counters().writes() >= 33, () -> journal.counters().toString());
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertTrue(latch.await(Caller.LIMIT_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
