package dev.truechimer.clock.ticks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that a test starts and talks with, a line at a time. Its class path and its version are those of the test. It
 * should end when its standard input does, and is killed by {@link #close()} at the latest.
 *
 * <p><b>Threads:</b> confined to one.
 */
final class ChildJvm implements AutoCloseable {

    /** Far beyond what a loaded machine takes for a line; a child that has ended is noticed at once. */
    private static final long ANSWER_LIMIT_SECONDS = 120;

    private static final String END = "(the child has ended)";

    private final Process process;
    private final BufferedWriter input;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final List<String> heard = new ArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        this.input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        Thread reader = new Thread(this::read, "output of child " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts one.
     *
     * @param environment what it has beside this JVM's own
     * @param main has the main method
     */
    static ChildJvm start(Map<String, String> environment, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start());
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

    long pid() {
        return process.pid();
    }

    /** Says a line to its standard input. */
    void tell(String line) {
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
    String hear(String word) throws InterruptedException {
        while (true) {
            String line = output.poll(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
            if (line == null || line.equals(END)) {
                throw new AssertionError("no line with '" + word + "' " + (line == null ? "in time" : END)
                        + "; the child said " + heard);
            }
            heard.add(line);
            if (line.equals(word) || line.startsWith(word + " ")) {
                return line.substring(word.length()).strip();
            }
        }
    }

    /** Tells a line and hears the answer. */
    String ask(String line, String word) throws InterruptedException {
        tell(line);
        return hear(word);
    }

    /** All lines that were heard or have arrived, for messages. */
    List<String> heardSoFar() {
        List<String> all = new ArrayList<>(heard);
        all.addAll(output);
        return all;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the child " + process.pid() + " can't be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
