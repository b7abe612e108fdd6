package dev.truechimer.hlc.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample of the package compiles, and is short. */
class PackageSampleTest {

    private static final Path PACKAGE = Path.of("src/main/java/dev/truechimer/hlc/grpc/package-info.java");

    private static final String BEFORE = """
            import dev.truechimer.clock.*;
            import dev.truechimer.hlc.*;
            import dev.truechimer.hlc.grpc.*;
            import io.grpc.*;

            class Sample {
                void run(Timekeeper timekeeper, BindableService service, Channel channel, int port) {
            """;

    @Test
    void compilesAndHasAtMostTenLines(@TempDir Path classes) throws IOException {
        List<String> samples = Samples.ofJavadoc(PACKAGE);
        assertEquals(1, samples.size(), "the package has a sample");
        String sample = samples.get(0);
        assertTrue(sample.lines().count() <= 10, "at most ten lines: " + sample);
        assertEquals("", Samples.messages(BEFORE, sample, classes));
    }
}
