package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.sequence.GatedDisk;
import dev.truechimer.clock.sequence.JournalPatience;
import dev.truechimer.clock.sequence.JournalRecord;
import dev.truechimer.clock.sequence.ModelDisk.Step;
import dev.truechimer.clock.sequence.QuietJournalLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a floor is and refuses; how it does that, its journal's tests show. */
class DurableFloorTest {

    private static final JournalRecord FORM = new JournalRecord(new FloorOwner());

    /** 2026-11-20T12:00:00Z. */
    private static final long FIRST = 1_795_176_000_000_000_000L;

    private static final long LEASE = FIRST + 1_000_000_000L;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() throws IOException {
        folder = folder.toRealPath();
        file = folder.resolve("clock.floor");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static DurableFloor open(GatedDisk disk) throws IOException {
        return DurableFloor.open(
                () -> disk,
                "gated",
                DurableFloor.DEFAULT_AHEAD,
                new JournalPatience(Duration.ofSeconds(60), Duration.ZERO, Ticks.system()::nanos));
    }

    @Test
    void theFirstStartMakesTheFile() throws IOException {
        try (DurableFloor floor = DurableFloor.open(file)) {
            assertEquals(0, floor.floorNanos());
            assertEquals(Duration.ofSeconds(1), floor.ahead());
            assertEquals(new DurableFloorCounters(1, 0, Optional.empty()), floor.counters());
            assertArrayEquals(FORM.encode(0), Files.readAllBytes(file));
        }
        assertEquals(List.of("clock.floor", "clock.floor.lock"), files());
    }

    @Test
    void theFloorSurvives() throws IOException {
        try (DurableFloor floor = DurableFloor.open(file)) {
            floor.cover(FIRST, FIRST + 7);
            assertArrayEquals(FORM.encode(FIRST + 7), Files.readAllBytes(file));
        }
        try (DurableFloor floor = DurableFloor.open(file, Duration.ofDays(1))) {
            assertEquals(FIRST + 7, floor.floorNanos());
            assertEquals(Duration.ofDays(1), floor.ahead());
        }
        assertArrayEquals(FORM.encode(FIRST + 7), Files.readAllBytes(file), "a close does not lower it");
    }

    @Test
    void renewsHalfOfALeaseAhead() throws IOException {
        GatedDisk disk = new GatedDisk();
        try (DurableFloor floor = open(disk)) {
            assertEquals(LEASE - 500_000_000, floor.cover(FIRST, LEASE), "a look after half of the lease");
            long atMoreThanHalf = FIRST + 500_000_001;
            assertEquals(LEASE, floor.cover(atMoreThanHalf, atMoreThanHalf + 1_000_000_000));
            floor.awaitIdle();
            assertEquals(atMoreThanHalf + 1_000_000_000, floor.floorNanos());
            assertEquals(floor.floorNanos(), disk.stored(new FloorOwner()));
            assertEquals(3, floor.counters().writes());
        }
    }

    @Test
    void refusesWhatItCanNotStoreAndGoesOnLater() throws IOException {
        GatedDisk disk = new GatedDisk();
        IOException full = new IOException("No space left on device");
        QuietJournalLog log = new QuietJournalLog(DurableFloor.class.getName());
        try (DurableFloor floor = open(disk)) {
            floor.cover(FIRST, FIRST);
            disk.failAt(Step.FORCE, full);
            ClockUnavailableException refused =
                    assertThrows(ClockUnavailableException.class, () -> floor.cover(FIRST + 1, LEASE));
            assertEquals(
                    "no timestamp: the next one, 2026-11-20T12:00:00.000000001Z, is above the bound of the journal gated,"
                            + " 2026-11-20T12:00:00.000000000Z; storing a higher one failed, which the next timestamp"
                            + " tries again: java.io.IOException: No space left on device",
                    refused.getMessage());
            assertSame(full, refused.getCause());
            floor.awaitIdle();
            assertEquals(FIRST, floor.cover(FIRST, FIRST), "what is durable may be issued");
            assertEquals(new DurableFloorCounters(2, 1, Optional.of(full)), floor.counters());
            assertEquals(1, log.records().size());
            disk.recover();
            floor.cover(FIRST + 1, LEASE);
            assertEquals(LEASE, floor.floorNanos());
        } finally {
            log.close();
        }
    }

    @Test
    void coversNothingAfterTheEndOfItsTime() throws IOException {
        long last = FloorOwner.MAX_NANOS;
        try (DurableFloor floor = open(new GatedDisk())) {
            assertEquals(last, floor.cover(last, Long.MAX_VALUE));
            assertEquals(last, floor.floorNanos());
            for (long beyond : new long[] {last + 1, Long.MAX_VALUE}) {
                ClockUnavailableException refused =
                        assertThrows(ClockUnavailableException.class, () -> floor.cover(beyond, Long.MAX_VALUE));
                assertTrue(refused.getMessage().contains(Long.toString(beyond)), refused.getMessage());
            }
            assertEquals(0, floor.counters().failures());
        }
    }

    @Test
    void belongsToOneClockAndToNoneOnceClosed() throws IOException {
        DurableFloor floor = DurableFloor.open(file);
        floor.attach();
        assertEquals(
                "the journal belongs to a clock already; each clock needs a journal of its own",
                assertThrows(IllegalStateException.class, floor::attach).getMessage());
        floor.cover(FIRST, LEASE);
        floor.close();
        floor.close();
        assertEquals(
                "the journal was closed; open it again for a new clock",
                assertThrows(IllegalStateException.class, floor::attach).getMessage());
        assertEquals(LEASE, floor.cover(LEASE, LEASE), "up to the floor a clock may go on");
        assertThrows(ClockUnavailableException.class, () -> floor.cover(LEASE + 1, LEASE + 1));
    }

    @Test
    void namesRuleAndValueOfAWrongLease() throws IOException {
        for (Duration wrong : List.of(
                Duration.ofNanos(999_999),
                Duration.ofMillis(-1),
                Duration.ofDays(1).plusNanos(1))) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> DurableFloor.open(file, wrong));
            assertEquals("ahead must be PT0.001S..PT24H: " + wrong, refused.getMessage());
        }
        assertEquals(List.of(), files());
    }

    @Test
    void isOpenOnce() throws IOException {
        try (DurableFloor floor = DurableFloor.open(file)) {
            FloorInUseException refused = assertThrows(
                    FloorInUseException.class, () -> DurableFloor.open(file).close());
            assertEquals(
                    "this process has the journal open already, see its lock, " + file
                            + ".lock: each clock needs a journal of its own; close it first, or use another file",
                    refused.getMessage());
            assertEquals(0, floor.floorNanos());
        }
        DurableFloor.open(file).close();
    }

    @Test
    void whatIsNoFloorIsRefusedAndLeftAsItIs() throws IOException {
        byte[] torn = new byte[40];
        Files.write(file, torn);
        FloorCorruptException refused = assertThrows(
                FloorCorruptException.class, () -> DurableFloor.open(file).close());
        assertEquals(
                "the journal " + file + " is no journal of a monotonic wall clock; it was left as it is. Restore it. If"
                        + " that is impossible: once the clock of this host is right and beyond everything that was"
                        + " issued, the file may be moved away, and the floor begins anew",
                refused.getMessage());
        assertArrayEquals(torn, Files.readAllBytes(file));
    }
}
