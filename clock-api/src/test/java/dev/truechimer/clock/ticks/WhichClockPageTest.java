package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.Links;
import dev.truechimer.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of the page about clocks compile, the wrong ones too, and its links lead somewhere. */
class WhichClockPageTest {

    private static final Path PAGE = Path.of("..", "docs", "which-clock.md");

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
                interface Article { void publishedAt(Instant time); }
                interface Line { void time(Instant time); void nanos(long nanos); }
                interface Outgoing { void header(String name, String value); }
                interface Request {}
                interface Store { String prepare(long timestamp); void publish(long timestamp, String row); }
                interface Token { Instant expiresAt(); }
                interface Values { void record(long value); }
                record Lease(long expiresAtMillis, long fencingToken) {
                    boolean isValid() { return expiresAtMillis > System.currentTimeMillis(); }
                }
                interface Locks { Lease renew(Lease lease); }

                Article article;
                AtomicInteger counter;
                BlockingQueue<Request> requests;
                Deadline deadline, entryDeadline, ours;
                Duration stayed, term;
                Future<String> future;
                Instant mine, sentByDevice, theirs;
                IntervalClock intervals;
                Lease lease;
                Line line;
                Lock lock;
                Locks locks;
                Map<Long, Long> counts;
                Outgoing request;
                Runnable send;
                ScheduledExecutorService scheduler;
                Stopwatch uptime, visit;
                Store store;
                String row;
                TimeInterval myInterval, theirInterval;
                Timekeeper timekeeper;
                Token token;
                Values histogram;
                ZonedDateTime due;
                boolean sent;
                double perSecond;
                long madeAt;
                abstract void log(String text);
                abstract void process(Request request);
                abstract void process(Request request, long fencingToken);
                abstract void respond();
                abstract boolean running();
                abstract void serve();
                abstract boolean tryOnce(long left);
                void run() throws Exception {
            """;

    @Test
    void everySampleCompiles(@TempDir Path classes) throws IOException {
        List<String> samples = Samples.ofMarkdown(PAGE);
        for (String sample : samples) {
            assertEquals("", Samples.messages(BEFORE, sample, classes), () -> "messages about: " + sample);
        }
        assertEquals(27, samples.size(), "samples");
    }

    @Test
    void everyQuestionOfTheTableHasItsSection() throws IOException {
        List<String> sections = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| [") && line.contains("](#")) {
                sections.add(line.substring(line.indexOf("](") + 2, line.indexOf(')')));
            }
        }
        assertEquals(11, sections.size(), "questions");
        assertTrue(Links.of(PAGE).targets().containsAll(sections));
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Links links = Links.of(PAGE);
        assertEquals(List.of(), links.dead());
        assertTrue(links.targets().size() > 11, "links are found");
    }

    @Test
    void theFirstPageLeadsHere() throws IOException {
        assertTrue(Files.readString(Path.of("..", "README.md")).contains("(docs/which-clock.md)"));
    }
}
