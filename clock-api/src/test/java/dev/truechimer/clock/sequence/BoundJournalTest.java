package dev.truechimer.clock.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ticks.Ticks;
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
class BoundJournalTest {

    private static final JournalOwner OWNER = new NumberOwner();
    private static final JournalRecord FORM = new JournalRecord(OWNER);
    private static final Duration AHEAD = Duration.ofMillis(250);

    private static final long FIRST = 1_795_176_000_000_000L;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() throws IOException {
        folder = folder.toRealPath();
        file = folder.resolve("clock.journal");
    }

    private static BoundJournal open(Path path) throws IOException {
        return open(path, AHEAD);
    }

    private static BoundJournal open(Path path, Duration ahead) throws IOException {
        return BoundJournal.open(path, OWNER, ahead, JournalPatience.usual(Ticks.system()::nanos));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static String refusal(Class<? extends IOException> type, Path file) {
        return assertThrows(type, () -> open(file).close()).getMessage();
    }

    private void assertOpens() throws IOException {
        open(file).close();
    }

    @Test
    void theFirstStartMakesTheFile() throws IOException {
        try (BoundJournal journal = open(file)) {
            assertEquals(0, journal.bound());
            assertEquals(Duration.ofMillis(250), journal.ahead());
            assertEquals(1, journal.counters().writes());
            assertArrayEquals(FORM.encode(0), Files.readAllBytes(file));
        }
        assertEquals(List.of("clock.journal", "clock.journal.lock"), files());
    }

    @Test
    void theBoundSurvives() throws IOException {
        try (BoundJournal journal = open(file)) {
            journal.cover(FIRST, FIRST + 7);
            assertArrayEquals(FORM.encode(FIRST + 7), Files.readAllBytes(file));
        }
        try (BoundJournal journal = open(file, Duration.ofDays(1))) {
            assertEquals(FIRST + 7, journal.bound());
            assertEquals(Duration.ofDays(1), journal.ahead());
        }
        assertArrayEquals(FORM.encode(FIRST + 7), Files.readAllBytes(file), "a close does not lower it");
    }

    @Test
    void whatACrashHasLeftOfADraftIsReplaced() throws IOException {
        Files.writeString(folder.resolve("clock.journal.tmp"), "numb");
        assertOpens();
        assertEquals(List.of("clock.journal", "clock.journal.lock"), files());
        assertArrayEquals(FORM.encode(0), Files.readAllBytes(file));
    }

    @Test
    void namesRuleAndValueOfAWrongLease() throws IOException {
        for (Duration wrong : List.of(
                Duration.ofNanos(999_999),
                Duration.ZERO,
                Duration.ofMillis(-1),
                Duration.ofDays(1).plusNanos(1))) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> open(file, wrong));
            assertEquals("ahead must be PT0.001S..PT24H: " + wrong, refused.getMessage());
        }
        assertEquals(List.of(), files());
        open(file, Duration.ofMillis(1)).close();
    }

    @Test
    void makesNoFolder() throws IOException {
        String refused = refusal(IOException.class, folder.resolve("missing/clock.journal"));
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
        assertEquals(List.of("clock.journal"), files());
    }

    @Test
    void aLinkIsFollowedAndSharesTheLock() throws IOException {
        assertOpens();
        Path link = Files.createSymbolicLink(folder.resolve("link.journal"), file);
        try (BoundJournal journal = open(link)) {
            journal.cover(FIRST, FIRST);
            assertTrue(Files.isSymbolicLink(link));
            refusal(NumberOwner.InUse.class, file);
        }
        assertArrayEquals(FORM.encode(FIRST), Files.readAllBytes(file));
        assertEquals(List.of("clock.journal", "clock.journal.lock", "link.journal"), files());
    }

    @Test
    void aFolderIsNoJournal() throws IOException {
        Files.createDirectory(file);
        String refused = refusal(NumberOwner.Corrupt.class, file);
        assertTrue(refused.startsWith(file + " is not a regular file"), refused);
        assertTrue(Files.isDirectory(file));
    }

    @Test
    void theRootIsRefusedAndNothingIsLeftAnywhere() {
        Path root = folder.toAbsolutePath().getRoot();
        IOException refused = assertThrows(IOException.class, () -> open(root));
        assertEquals("a journal must be a file: " + root, refused.getMessage());
        assertFalse(Files.exists(Path.of("null.lock")), "a lock in the working directory");
    }

    @Test
    void whatIsNoJournalIsRefusedAndLeftAsItIs() throws IOException {
        byte[] torn = new byte[40];
        Files.write(file, torn);
        String refused = refusal(NumberOwner.Corrupt.class, file);
        assertEquals(file + " is no journal of a counter", refused);
        assertArrayEquals(torn, Files.readAllBytes(file));
        assertEquals(List.of("clock.journal", "clock.journal.lock"), files());
        Files.delete(file);
        assertOpens();
    }

    /** A file of a terabyte, most of it a hole: to read it whole would end in no memory. */
    @Test
    void aHugeFileIsRefusedWithoutReadingIt() throws IOException {
        Files.write(file, FORM.encode(FIRST));
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(1L << 40);
        }
        String refused = refusal(NumberOwner.Corrupt.class, file);
        assertTrue(refused.startsWith(file + " goes on after its " + FORM.bytes() + " bytes"), refused);
    }

    @Test
    void anUnwritableDiskShowsAtOnce() throws IOException {
        Path inTheWay = Files.createDirectory(folder.resolve("clock.journal.tmp"));
        Path inside = Files.createFile(inTheWay.resolve("x"));
        assertThrows(IOException.class, () -> open(file));
        assertFalse(Files.exists(file));
        Files.delete(inside);
        assertOpens();
    }

    @Test
    void isOpenOnceInAProcess() throws IOException {
        try (BoundJournal journal = open(file)) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "this process has the journal open already, see its lock, " + file
                                + ".lock: each clock needs a journal of its own; close it first, or use another file",
                        refusal(
                                NumberOwner.InUse.class,
                                folder.resolve("../" + folder.getFileName() + "/clock.journal")));
            }
            journal.cover(FIRST, FIRST);
            open(folder.resolve("other.journal")).close();
        }
        assertOpens();
        assertArrayEquals(FORM.encode(FIRST), Files.readAllBytes(file));
    }

    @Test
    void anInterruptedThreadOpensAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try (BoundJournal journal = open(file)) {
            journal.cover(FIRST, FIRST);
            assertEquals(FIRST, journal.bound());
        }
        assertTrue(Thread.interrupted());
    }

    @Test
    void belongsToOneClock() throws IOException {
        try (BoundJournal journal = open(file)) {
            journal.attach();
            IllegalStateException refused = assertThrows(IllegalStateException.class, journal::attach);
            assertEquals(
                    "the journal belongs to a clock already; each clock needs a journal of its own",
                    refused.getMessage());
        }
    }
}
