package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.Links;
import dev.truechimer.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about the right clock for each question: its samples compile, the wrong ones too; its table leads to them. */
class WhichClockPageTest {

    private static final Path PAGE = Path.of("..", "docs", "which-clock.md");

    private static final Pattern PAIR =
            Pattern.compile("<table><tr><th>wrong</th><th>right</th></tr>(.*?)</table>", Pattern.DOTALL);

    /** What the samples take for granted. */
    private static final String BEFORE = """
            import dev.truechimer.clock.*;
            import dev.truechimer.clock.commit.*;
            import dev.truechimer.clock.ticks.*;
            import java.nio.file.Path;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.*;
            import java.util.concurrent.locks.*;

            abstract class Sample {
                interface Request { void header(String name, String value); }
                interface Lease { long expiresAtMillis(); boolean isValid(); long fencingToken(); }
                interface Locks { Lease renew(Lease lease); }
                interface Histogram { void record(long value); }
                interface Article { void publishedAt(Instant time); }
                interface Store { String prepare(long timestamp); void publish(long timestamp, String row); }
                interface Token { Instant expiresAt(); }
                interface Line { void time(Instant time); void nanos(long nanos); }
                Request request;
                BlockingQueue<Request> requests;
                Lease lease;
                Locks locks;
                Histogram histogram;
                Article article;
                Store store;
                Token token;
                Line line;
                Lock lock;
                Future<String> future;
                String row;
                Deadline deadline, entryDeadline, ours;
                Duration term, stayed;
                Stopwatch uptime, visit;
                Map<Long, Long> counts;
                Instant sentByDevice, mine, theirs;
                TimeInterval myInterval, theirInterval;
                ZonedDateTime due;
                ScheduledExecutorService scheduler;
                Runnable send;
                IntervalClock intervals;
                boolean sent;
                double perSecond;
                Timekeeper timekeeper;
                AtomicInteger counter;
                long madeAt;
                abstract boolean tryOnce(long left);
                abstract boolean running();
                abstract void respond();
                abstract void serve();
                abstract void process(Request request);
                abstract void process(Request request, long fencingToken);
                abstract void log(String line);
                void run() throws Exception {
            """;

    @Test
    void everySampleCompilesTheWrongOnesToo(@TempDir Path classes) throws IOException {
        List<String> samples = Samples.ofMarkdown(PAGE);
        for (String sample : samples) {
            assertEquals("", Samples.messages(BEFORE, sample, classes), () -> "messages about: " + sample);
        }
        assertTrue(samples.size() > 2 * 10, () -> "only " + samples.size());
    }

    @Test
    void wrongAndRightStandSideBySide() throws IOException {
        List<String> pairs = PAIR.matcher(Files.readString(PAGE))
                .results()
                .map(pair -> pair.group(1))
                .toList();
        for (String pair : pairs) {
            assertEquals(2, pair.split("```java\\n", -1).length - 1, () -> "two samples: " + pair);
            assertEquals(2, pair.split("<td>", -1).length - 1, () -> "two cells: " + pair);
        }
        assertTrue(pairs.size() >= 10, () -> "only " + pairs.size());
    }

    @Test
    void everyRowOfTheTableLeadsToItsSection() throws IOException {
        Links links = Links.of(PAGE);
        assertEquals(List.of(), links.dead());
        long sections = links.targets().stream()
                .filter(target -> target.startsWith("#"))
                .count();
        assertEquals(11, sections, "rows of the table");
    }

    @Test
    void theReadmeLeadsHere() throws IOException {
        assertTrue(Files.readString(Path.of("..", "README.md")).contains("(docs/which-clock.md)"));
    }
}
