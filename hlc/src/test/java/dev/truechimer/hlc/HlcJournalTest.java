package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal on a real disk. */
class HlcJournalTest {

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
            assertArrayEquals(JournalRecord.encode(0), Files.readAllBytes(file));
        }
        assertEquals(List.of("clock.hlc", "clock.hlc.lock"), files());
    }

    @Test
    void theBoundSurvives() throws IOException {
        try (HlcJournal journal = HlcJournal.open(file)) {
            journal.cover(FIRST, FIRST + 7);
            assertArrayEquals(JournalRecord.encode(FIRST + 7), Files.readAllBytes(file));
        }
        try (HlcJournal journal = HlcJournal.open(file, Duration.ofDays(1))) {
            assertEquals(FIRST + 7, journal.bound());
            assertEquals(Duration.ofDays(1), journal.ahead());
        }
        assertArrayEquals(JournalRecord.encode(FIRST + 7), Files.readAllBytes(file), "a close does not lower it");
    }

    @Test
    void whatACrashHasLeftOfADraftIsReplaced() throws IOException {
        Files.writeString(folder.resolve("clock.hlc.tmp"), "truechimer-hlc-jou");
        assertOpens();
        assertEquals(List.of("clock.hlc", "clock.hlc.lock"), files());
        assertArrayEquals(JournalRecord.encode(0), Files.readAllBytes(file));
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
    void makesNoFolder() throws IOException {
        String refused = refusal(IOException.class, folder.resolve("missing/clock.hlc"));
        assertEquals(
                folder.resolve("missing")
                        + " does not exist; a journal makes no folder, since what is missing may be a disk that is not"
                        + " mounted",
                refused);
        assertEquals(List.of(), files());
    }

    @Test
    void aLinkToNothingIsNoFirstStart() throws IOException {
        Files.createSymbolicLink(file, folder.resolve("gone"));
        String refused = refusal(IOException.class, file);
        assertEquals(file + " is a link to nothing, since what is missing may be a disk that is not mounted", refused);
        assertEquals(List.of("clock.hlc"), files());
    }

    @Test
    void aLinkIsFollowedAndSharesTheLock() throws IOException {
        assertOpens();
        Path link = Files.createSymbolicLink(folder.resolve("link.hlc"), file);
        try (HlcJournal journal = HlcJournal.open(link)) {
            journal.cover(FIRST, FIRST);
            assertTrue(Files.isSymbolicLink(link));
            refusal(JournalInUseException.class, file);
        }
        assertArrayEquals(JournalRecord.encode(FIRST), Files.readAllBytes(file));
        assertEquals(List.of("clock.hlc", "clock.hlc.lock", "link.hlc"), files());
    }

    @Test
    void aFolderIsNoJournal() throws IOException {
        Files.createDirectory(file);
        String refused = refusal(JournalCorruptException.class, file);
        assertTrue(refused.startsWith("the journal " + file + " is not a regular file"), refused);
        assertTrue(Files.isDirectory(file));
    }

    @Test
    void theRootIsRefusedAndNothingIsLeftAnywhere() {
        Path root = folder.toAbsolutePath().getRoot();
        IOException refused = assertThrows(IOException.class, () -> HlcJournal.open(root));
        assertEquals("a journal must be a file: " + root, refused.getMessage());
        assertFalse(Files.exists(Path.of("null.lock")), "a lock in the working directory");
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

    /** A file of a terabyte, most of it a hole: to read it whole would end in no memory. */
    @Test
    void aHugeFileIsRefusedWithoutReadingIt() throws IOException {
        Files.write(file, JournalRecord.encode(FIRST));
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(1L << 40);
        }
        String refused = refusal(JournalCorruptException.class, file);
        assertTrue(refused.startsWith("the journal " + file + " goes on after its 80 bytes"), refused);
    }

    @Test
    void anUnwritableDiskShowsAtOnce() throws IOException {
        Path inTheWay = Files.createDirectory(folder.resolve("clock.hlc.tmp"));
        Path inside = Files.createFile(inTheWay.resolve("x"));
        assertThrows(IOException.class, () -> HlcJournal.open(file));
        assertFalse(Files.exists(file));
        Files.delete(inside);
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
        assertArrayEquals(JournalRecord.encode(FIRST), Files.readAllBytes(file));
    }

    @Test
    void anInterruptedThreadOpensAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try (HlcJournal journal = HlcJournal.open(file)) {
            journal.cover(FIRST, FIRST);
            assertEquals(FIRST, journal.bound());
        }
        assertTrue(Thread.interrupted());
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
