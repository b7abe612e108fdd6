package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of the page about ordering compile and are short, its pictures are there, and links lead somewhere. */
class OrderingPageTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Path PAGE = DOCS.resolve("ordering.md");

    private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern IMAGE = Pattern.compile("!\\[([^\\]]*)\\]\\(([^)]+)\\)");
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{Alnum} -]");

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
        Matcher samples = SAMPLE.matcher(page());
        int found = 0;
        for (; samples.find(); found++) {
            String sample = samples.group(1);
            assertTrue(sample.lines().count() <= 10, () -> "at most ten lines: " + sample);
            assertEquals("", compile(sample, classes), () -> "messages about: " + sample);
        }
        assertEquals(10, found, "samples: one for each kind of clock or mechanism");
    }

    @Test
    void everyPictureIsThereOnceAndSaysWhatItShows() throws IOException {
        List<String> shown = new ArrayList<>();
        Matcher images = IMAGE.matcher(page());
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
        Matcher links = LINK.matcher(page());
        int found = 0;
        for (; links.find(); found++) {
            String link = links.group(1);
            int anchorAt = link.indexOf('#');
            Path file = anchorAt == 0 ? PAGE : DOCS.resolve(anchorAt < 0 ? link : link.substring(0, anchorAt));
            assertTrue(Files.isRegularFile(file), () -> "no such file: " + link);
            if (anchorAt >= 0) {
                assertTrue(anchors(file).contains(link.substring(anchorAt + 1)), () -> "no such heading: " + link);
            }
        }
        assertTrue(found > 10, "links are found");
    }

    @Test
    void theReadmeAndTheOtherPageAboutLogicalTimeLeadHere() throws IOException {
        assertTrue(Files.readString(Path.of("..", "README.md")).contains("(docs/ordering.md)"));
        assertTrue(Files.readString(DOCS.resolve("hlc.md")).contains("(ordering.md)"));
    }

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    /** As hosts of Markdown make them of headings. */
    private static List<String> anchors(Path file) throws IOException {
        List<String> anchors = new ArrayList<>();
        Matcher headings = HEADING.matcher(Files.readString(file));
        while (headings.find()) {
            String words = headings.group(1).toLowerCase(Locale.ROOT);
            anchors.add(NOT_IN_ANCHORS.matcher(words).replaceAll("").replace(' ', '-'));
        }
        return anchors;
    }

    private static String compile(String sample, Path classes) {
        String source = BEFORE + sample + "    }\n}\n";
        StringWriter messages = new StringWriter();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"));
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, List.of(file))
                .call();
        return compiled ? "" : messages.toString();
    }
}
