package dev.truechimer.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Builds a shared library from a C file among the resources of a test; such a test {@linkplain NeedsGcc needs gcc}. */
public final class SharedLibrary {

    private static final long BUILD_LIMIT_SECONDS = 120;

    private SharedLibrary() {}

    /**
     * Builds one.
     *
     * @param owner a class beside the C file
     * @param source the name of the C file
     * @param folder the test's own, which outlives whoever loads the library
     * @return the library
     */
    public static Path build(Class<?> owner, String source, Path folder) throws IOException, InterruptedException {
        Path copy = folder.resolve(source);
        try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(source), source)) {
            Files.copy(in, copy);
        }
        Path library = folder.resolve(source.replace(".c", ".so"));
        Process build = new ProcessBuilder(
                        "gcc",
                        "-shared",
                        "-fPIC",
                        "-O2",
                        "-Wall",
                        "-Wextra",
                        "-o",
                        library.toString(),
                        copy.toString(),
                        "-ldl",
                        "-lm")
                .redirectErrorStream(true)
                .start();
        String said = new String(build.getInputStream().readAllBytes(), UTF_8);
        if (!build.waitFor(BUILD_LIMIT_SECONDS, TimeUnit.SECONDS) || build.exitValue() != 0) {
            throw new AssertionError("gcc can't build " + source + ": " + said);
        }
        return library;
    }
}
