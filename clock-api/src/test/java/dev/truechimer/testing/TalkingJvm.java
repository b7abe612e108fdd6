package dev.truechimer.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A {@link ChildJvm} that a test talks with, a line at a time. It should end when its standard input does, and is
 * killed by {@link #kill} or by {@link #close()} at the latest.
 *
 * <p><b>Threads:</b> confined to one.
 */
public final class TalkingJvm implements AutoCloseable {

    /** Far beyond what a loaded machine takes for a line; a child that has ended is noticed at once. */
    private static final long ANSWER_LIMIT_SECONDS = 120;

    /** How long a child that has said something wrong may take to say the rest, often a stack trace. */
    private static final long REST_LIMIT_SECONDS = 5;

    /** Of a process that SIGKILL has ended. */
    private static final int KILLED = 128 + 9;

    private static final String END = "(the child has ended)";

    private final Process process;
    private final BufferedWriter input;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final List<String> heard = new ArrayList<>();

    private TalkingJvm(Process process) {
        this.process = process;
        this.input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        Thread reader = new Thread(this::read, "output of child " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts this one. */
    public static TalkingJvm start(ProcessBuilder child) throws IOException {
        return new TalkingJvm(child.start());
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException e) {
            output.add(e.toString());
        }
        output.add(END);
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    /** Says a line to its standard input. */
    public void tell(String line) {
        try {
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the child does not listen; it said " + heardSoFar(), e);
        }
    }

    /**
     * The next line of its standard output or error that begins with this word, without it; the lines before it are
     * skipped.
     *
     * @throws AssertionError if it says no such line
     */
    public String hear(String word) throws InterruptedException {
        while (true) {
            String line = next("line with '" + word + "'");
            if (line.equals(word) || line.startsWith(word + " ")) {
                return line.substring(word.length()).strip();
            }
        }
    }

    /**
     * Hears this line, and none before it.
     *
     * @param where for the message
     * @throws AssertionError if it says something else, or nothing
     */
    public void hearNext(String line, String where) throws InterruptedException {
        if (!next("line '" + line + "' in " + where).equals(line)) {
            throw new AssertionError(where + ": no line '" + line + "'; the child said " + heardToTheEnd());
        }
    }

    private String next(String wanted) throws InterruptedException {
        String line = output.poll(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
        if (line == null || line.equals(END)) {
            throw new AssertionError(
                    "no " + wanted + " " + (line == null ? "in time" : END) + "; the child said " + heard);
        }
        heard.add(line);
        return line;
    }

    /** Tells a line and hears the answer. */
    public String ask(String line, String word) throws InterruptedException {
        tell(line);
        return hear(word);
    }

    /** What a line says that is nothing but whole numbers, with a space between them. */
    public static long[] numbers(String line) {
        return Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }

    private List<String> heardSoFar() {
        List<String> all = new ArrayList<>(heard);
        all.addAll(output);
        return all;
    }

    private List<String> heardToTheEnd() throws InterruptedException {
        String line;
        do {
            line = output.poll(REST_LIMIT_SECONDS, TimeUnit.SECONDS);
            heard.add(line == null ? "(and has not ended)" : line);
        } while (line != null && !line.equals(END));
        return heard;
    }

    /**
     * Kills it and waits for its end.
     *
     * @param where for the message
     * @throws AssertionError if that is not what it has ended of
     */
    public void kill(String where) throws InterruptedException {
        end(where);
        if (process.exitValue() != KILLED) {
            throw new AssertionError(where + ": it was not killed, but ended with " + process.exitValue()
                    + "; the child said " + heardToTheEnd());
        }
    }

    @Override
    public void close() {
        try {
            end("close");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(String where) throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(where + ": the child " + process.pid() + " can't be killed");
        }
    }
}
