package dev.truechimer.gps.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.truechimer.testing.TemporaryFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A writer of NTP's shared memory that does what it is told, in a process of its own. <b>Threads:</b> one at a time. */
final class ShmWriter implements AutoCloseable {

    private final TemporaryFolder folder = new TemporaryFolder("shm");
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;
    private boolean removed;

    private ShmWriter(int unit) throws IOException {
        Path script = folder.file("shm_writer.py");
        Receiver.copy("shm_writer.py", script);
        process = new ProcessBuilder("python3", script.toString(), Integer.toString(unit))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = process.outputWriter(US_ASCII);
        answers = process.inputReader(US_ASCII);
        expect("attached");
    }

    /** Makes a segment, or attaches one that is there. */
    static ShmWriter start(int unit) {
        try {
            return new ShmWriter(unit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a sample, as the script explains its keys; returns when it stands there. */
    void sample(String... keys) {
        tell("sample " + String.join(" ", keys));
        expect("written");
    }

    /** Begins to write a sample and returns at once; {@link #finish} waits for its end. */
    void begin(String... keys) {
        tell("sample " + String.join(" ", keys));
    }

    void finish() {
        expect("written");
    }

    /** Removes the segment. */
    void remove() {
        tell("remove");
        expect("removed");
        removed = true;
    }

    private void tell(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expect(String answer) {
        try {
            String line = answers.readLine();
            if (!answer.equals(line)) {
                throw new AssertionError("not " + answer + ": " + line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!removed) {
            remove();
        }
        commands.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        folder.close();
    }
}
