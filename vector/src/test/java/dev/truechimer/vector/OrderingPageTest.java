package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.Links;
import dev.truechimer.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of the page about ordering compile and are short, its pictures are there, and links lead somewhere. */
class OrderingPageTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Path PAGE = DOCS.resolve("ordering.md");

    private static final Pattern IMAGE = Pattern.compile("!\\[([^\\]]*)\\]\\(([^)]+)\\)");

    /** What the samples take for granted. */
    private static final String BEFORE = """
            import dev.truechimer.vector.*;
            import dev.truechimer.vector.broadcast.*;
            import dev.truechimer.vector.cut.*;
            import dev.truechimer.vector.snapshot.*;
            import java.util.*;

            abstract class Sample {
                record Transfer(long amount) {}
                long me, replica, from, nowNanos, balance, earliestNanos, latestNanos;
                long[] members;
                byte[] arrived;
                LamportTimestamp remote;
                VectorClock clock, before, frontier, sendClock, receiptClock;
                VersionVector theirs;
                DottedVersionVectorSet<String> other;
                StampedEvent b;
                List<StampedEvent> events;
                Map<Long, List<VectorClock>> checkpoints;
                Broadcast<String> message;
                SnapshotId id;
                Transfer transfer;
                Piece<Long, Transfer> piece;
                abstract void take(VersionVector newer);
                abstract void resolve(VersionVector merged);
                abstract void apply(String payload);
                abstract void askFor(long sender, long first, long last);
                abstract void handle(List<ChandyLamportOutput<Long, Transfer>> outputs);
                void run() {
            """;

    @Test
    void everySampleCompilesAndHasAtMostTenLines(@TempDir Path classes) throws IOException {
        List<String> samples = Samples.ofMarkdown(PAGE);
        for (String sample : samples) {
            assertTrue(sample.lines().count() <= 10, () -> "at most ten lines: " + sample);
            assertEquals("", Samples.messages(BEFORE, sample, classes), () -> "messages about: " + sample);
        }
        assertEquals(10, samples.size(), "samples: one for each kind of clock or mechanism");
    }

    @Test
    void everyPictureIsThereOnceAndSaysWhatItShows() throws IOException {
        List<String> shown = new ArrayList<>();
        Matcher images = IMAGE.matcher(Files.readString(PAGE));
        while (images.find()) {
            String picture = images.group(2);
            assertTrue(images.group(1).length() > 80, () -> "what can be seen must be said in words: " + picture);
            shown.add(picture);
        }
        SortedSet<String> files = new TreeSet<>();
        try (Stream<Path> folder = Files.list(DOCS.resolve("ordering"))) {
            folder.forEach(file -> files.add("ordering/" + file.getFileName()));
        }
        assertEquals(List.copyOf(files), shown.stream().sorted().toList());
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Links links = Links.of(PAGE);
        assertEquals(List.of(), links.dead());
        assertTrue(links.targets().size() > 10, "links are found");
    }

    @Test
    void theReadmeAndTheOtherPageAboutLogicalTimeLeadHere() throws IOException {
        assertTrue(Files.readString(Path.of("..", "README.md")).contains("(docs/ordering.md)"));
        assertTrue(Files.readString(DOCS.resolve("hlc.md")).contains("(ordering.md)"));
    }
}
