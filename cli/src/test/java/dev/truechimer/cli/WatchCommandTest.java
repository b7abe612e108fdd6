package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code truechimer watch}, which only ends when somebody wants it. */
@Timeout(60)
class WatchCommandTest {

    @Test
    void printsAHeadingAndALineForEachReading() {
        try (Servers servers = Servers.start(3)) {
            servers.get(2).silent(true);
            List<String> lines = CommandRun.of("watch", "--ntp", servers.list(), "--interval", "2s", "--count", "2")
                    .succeeded()
                    .lines();
            assertEquals(3, lines.size());
            int sources = lines.get(0).indexOf("sources");
            for (String line : lines.subList(1, 3)) {
                assertTrue(line.contains("SYNCHRONIZED"), line);
                assertEquals("    2/3", line.substring(sources, sources + 7));
            }
        }
    }

    @Test
    void jsonIsOneObjectALineThatContainsTheTruth() throws IOException {
        try (Servers servers = Servers.start(1)) {
            long beforeNanos = servers.truth.getAsLong();
            List<String> lines = CommandRun.of(
                            "watch", "--ntp", servers.list(), "--interval", "2s", "--count", "2", "--json")
                    .succeeded()
                    .lines();
            long afterNanos = servers.truth.getAsLong();
            assertEquals(2, lines.size());
            for (String line : lines) {
                Json json = Json.parse(line);
                assertTrue(json.number("earliestNanos") <= afterNanos, line);
                assertTrue(json.number("latestNanos") >= beforeNanos, line);
                beforeNanos += 1_900_000_000L;
            }
        }
    }

    @Test
    void terminalShowsATableInPlace() {
        try (Servers servers = Servers.start(1)) {
            String out = CommandRun.onTerminal("watch", "--ntp", servers.list(), "--interval", "1s", "--count", "2")
                    .succeeded()
                    .out();
            assertTrue(out.startsWith("\u001b[?7l"), out);
            assertTrue(out.contains("\u001b[9A\r\u001b[J"), out);
            assertTrue(out.endsWith("\u001b[?7h"), out);
        }
    }

    @Test
    void endsWithAFailureIfNothingIsKnown() {
        CommandRun run = CommandRun.of("watch", "--ntp", "127.0.0.1:1", "--interval", "2s", "--count", "2");
        String err = run.failedWith(1);
        assertTrue(err.contains("nobody listens on that port"), err);
        assertTrue(run.lines().get(2).startsWith("unbounded"), run.out());
    }

    @Test
    void endsWhenNobodyReads() {
        try (Servers servers = Servers.start(1)) {
            StringWriter err = new StringWriter();
            String[] args = {"watch", "--ntp", servers.list(), "--interval", "200ms"};
            int exitCode = Main.run(args, new PrintWriter(new ClosedPipe()), new PrintWriter(err));
            assertEquals("", err.toString());
            assertEquals(0, exitCode);
        }
    }

    @Test
    void endsQuietlyWhenNobodyReadsAndNothingIsKnown() {
        StringWriter err = new StringWriter();
        String[] args = {"watch", "--ntp", "127.0.0.1:1", "--interval", "10ms"};
        int exitCode = Main.run(args, new PrintWriter(new ClosedPipe()), new PrintWriter(err));
        assertEquals("", err.toString());
        assertEquals(0, exitCode);
    }

    @Test
    void endsWhenInterrupted() {
        try (Servers servers = Servers.start(1)) {
            Thread.currentThread().interrupt();
            CommandRun run = CommandRun.of("watch", "--ntp", servers.list());
            assertEquals(130, run.exitCode());
            assertEquals("", run.err());
        }
    }

    /** What is left of a pipe whose reader has gone. */
    private static final class ClosedPipe extends Writer {
        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public void flush() throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }
}
