package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A program of this host that a test needs. Without it the test is skipped and a line on standard output says so; with
 * {@value #MODE_VARIABLE}{@code =required} it fails.
 */
final class HostTool {

    static final String MODE_VARIABLE = "TRUECHIMER_DAEMON_TESTS";

    private HostTool() {}

    /**
     * Finds a program, or ends the test.
     *
     * @param howToGet for the message
     */
    static Path required(String program, String howToGet) {
        Optional<Path> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            missing(program + " is not on the PATH; " + howToGet, System.getenv(MODE_VARIABLE));
        }
        return found.orElseThrow();
    }

    /**
     * The rule itself: fails or skips.
     *
     * @param mode what the variable says; {@code null}: it is not set
     * @throws IllegalArgumentException for a word that has no meaning, lest a typing error skip the tests
     */
    static void missing(String obstacle, String mode) {
        if ("required".equals(mode)) {
            fail(obstacle + ", and " + MODE_VARIABLE + "=required");
        }
        if (mode != null && !mode.isEmpty() && !mode.equals("optional")) {
            throw new IllegalArgumentException(MODE_VARIABLE + " must be required or optional: " + mode);
        }
        String line = "SKIPPED: " + obstacle + " (" + MODE_VARIABLE + "=required makes this a failure)";
        System.out.println(line);
        assumeTrue(false, line);
    }
}
