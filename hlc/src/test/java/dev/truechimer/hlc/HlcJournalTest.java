package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.sequence.JournalRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal of a hybrid logical clock is and refuses, on a real disk. */
class HlcJournalTest {

    private static final JournalRecord FORM = new JournalRecord(new HlcJournalOwner());

    private static final long FIRST = HybridTimestamp.parse("2026-11-20T12:00:00.000000Z/0000");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() throws IOException {
        folder = folder.toRealPath();
        file = folder.resolve("clock.hlc");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static String refusal(Class<? extends IOException> type, Path file) {
        return assertThrows(type, () -> HlcJournal.open(file).close()).getMessage();
    }

    private void assertOpens() throws IOException {
        HlcJournal.open(file).close();
    }

    @Test
    void theFirstStartMakesTheFile() throws IOException {
        try (HlcJournal journal = HlcJournal.open(file)) {
            assertEquals(0, journal.bound());
            assertEquals(Duration.ofMillis(250), journal.ahead());
            assertEquals(1, journal.counters().writes());
            assertArrayEquals(FORM.encode(0), Files.readAllBytes(file));
        }
        assertEquals(List.of("clock.hlc", "clock.hlc.lock"), files());
    }

    @Test
    void theBoundSurvives() throws IOException {
        try (HlcJournal journal = HlcJournal.open(file)) {
            journal.cover(FIRST, FIRST + 7);
            assertArrayEquals(FORM.encode(FIRST + 7), Files.readAllBytes(file));
        }
        try (HlcJournal journal = HlcJournal.open(file, Duration.ofDays(1))) {
            assertEquals(FIRST + 7, journal.bound());
            assertEquals(Duration.ofDays(1), journal.ahead());
        }
        assertArrayEquals(FORM.encode(FIRST + 7), Files.readAllBytes(file), "a close does not lower it");
    }

    @Test
    void namesRuleAndValueOfAWrongLease() throws IOException {
        for (Duration wrong : List.of(
                Duration.ofNanos(999_999),
                Duration.ZERO,
                Duration.ofMillis(-1),
                Duration.ofDays(1).plusNanos(1))) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> HlcJournal.open(file, wrong));
            assertEquals("ahead must be PT0.001S..PT24H: " + wrong, refused.getMessage());
        }
        assertEquals(List.of(), files());
        HlcJournal.open(file, Duration.ofMillis(1)).close();
    }

    @Test
    void aFolderIsNoJournal() throws IOException {
        Files.createDirectory(file);
        String refused = refusal(JournalCorruptException.class, file);
        assertTrue(refused.startsWith("the journal " + file + " is not a regular file"), refused);
        assertTrue(Files.isDirectory(file));
    }

    @Test
    void whatIsNoJournalIsRefusedAndLeftAsItIs() throws IOException {
        byte[] torn = new byte[40];
        Files.write(file, torn);
        String refused = refusal(JournalCorruptException.class, file);
        assertEquals(
                "the journal " + file + " is no journal of a hybrid logical clock; it was left as it is. Restore it. If"
                        + " that is impossible: once the clock of this host is right, and more than maxOffset has passed"
                        + " since the last timestamp was issued, the file may be moved away, and the journal begins anew",
                refused);
        assertArrayEquals(torn, Files.readAllBytes(file));
        assertEquals(List.of("clock.hlc", "clock.hlc.lock"), files());
        Files.delete(file);
        assertOpens();
    }

    @Test
    void isOpenOnceInAProcess() throws IOException {
        try (HlcJournal journal = HlcJournal.open(file)) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "this process has the journal open already, see its lock, " + file
                                + ".lock: each clock needs a journal of its own; close it first, or use another file",
                        refusal(
                                JournalInUseException.class,
                                folder.resolve("../" + folder.getFileName() + "/clock.hlc")));
            }
            journal.cover(FIRST, FIRST);
            HlcJournal.open(folder.resolve("other.hlc")).close();
        }
        assertOpens();
        assertArrayEquals(FORM.encode(FIRST), Files.readAllBytes(file));
    }

    @Test
    void belongsToOneClock() throws IOException {
        try (HlcJournal journal = HlcJournal.open(file)) {
            HybridLogicalClock.systemBuilder().journal(journal).build();
            IllegalStateException refused = assertThrows(
                    IllegalStateException.class,
                    () -> HybridLogicalClock.systemBuilder().journal(journal).build());
            assertEquals(
                    "the journal belongs to a clock already; each clock needs a journal of its own",
                    refused.getMessage());
        }
    }
}
