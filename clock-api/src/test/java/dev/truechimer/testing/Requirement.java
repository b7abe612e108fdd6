package dev.truechimer.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Something of the machine without which a test can't run, named by {@link Requires}. It is made by its constructor
 * without parameters, for each test again.
 */
public interface Requirement {

    /** Why a test that needs this can't run here, and what to do; empty if it can. */
    Optional<String> obstacle();

    /** For what is there on Linux only. */
    static Optional<String> linux() {
        return System.getProperty("os.name").equals("Linux") ? Optional.empty() : Optional.of("it takes Linux");
    }

    /** For a program that must be on the path. */
    static Optional<String> program(String name, String debianPackage) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return Optional.empty();
            }
        }
        return Optional.of(name + " is not installed; on Debian: apt-get install " + debianPackage);
    }
}
