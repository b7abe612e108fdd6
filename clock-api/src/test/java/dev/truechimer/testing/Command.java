package dev.truechimer.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A short command of the host, run to its end.
 *
 * @param exitCode what it ended with
 * @param output its standard output and error, mixed
 */
public record Command(int exitCode, String output) {

    private static final int LIMIT_SECONDS = 20;

    /** Runs the command and waits for its end, at most {@value #LIMIT_SECONDS} s. */
    public static Command run(String... words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try (InputStream out = process.getInputStream()) {
                String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("no end within " + LIMIT_SECONDS + " s: " + List.of(words));
                }
                return new Command(process.exitValue(), text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + Arrays.toString(words), e);
        }
    }

    /** Runs the command and returns its output; anything but exit code 0 is an error. */
    public static String output(String... words) {
        Command done = run(words);
        if (done.exitCode != 0) {
            throw new IllegalStateException(
                    String.join(" ", words) + " ended with " + done.exitCode + ": " + done.output);
        }
        return done.output;
    }
}
