package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples in the Javadoc of what measures and limits durations compile. */
class JavadocSamplesTest {

    private static final String BEFORE = """
            import dev.truechimer.clock.ticks.*;
            import java.io.IOException;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.TimeoutException;
            import java.util.concurrent.locks.*;

            abstract class Sample {
                interface Request {
                    void setHeader(String name, String value);
                }

                abstract void work();
                abstract void log(long nanos);
                abstract void read();
                abstract void write();
                abstract String fetch(Deadline deadline);
                abstract void store(String row, Deadline deadline);
                abstract Object call(Deadline deadline) throws IOException;

                Object run(Deadline deadline, Lock lock, Condition notEmpty, List<String> rows, Request request,
                        Optional<String> header) throws Exception {
            """;

    @ParameterizedTest
    @ValueSource(strings = {"Stopwatch", "Laps", "DeadlineWaits", "GrpcTimeout", "TimeoutBudget", "Deadline"})
    void compiles(String type, @TempDir Path classes) throws IOException {
        Path source = Path.of("src", "main", "java", "dev", "truechimer", "clock", "ticks", type + ".java");
        List<String> samples = Samples.ofJavadoc(source);
        assertEquals(1, samples.size());
        String sample = samples.get(0);
        // Those that make a deadline of their own hide the one that they are given.
        String before =
                sample.contains("Deadline deadline =") ? BEFORE.replace("Deadline deadline, Lock", "Lock") : BEFORE;
        String end = sample.contains("throw failure") ? "" : "return null;\n";
        assertEquals("", Samples.messages(before, sample + end, classes));
    }
}
