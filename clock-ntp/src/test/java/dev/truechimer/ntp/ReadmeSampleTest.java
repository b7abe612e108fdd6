package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample on the first page compiles, and is as short as promised. */
class ReadmeSampleTest {

    private static final String BEFORE = """
            import dev.truechimer.clock.*;
            import dev.truechimer.clock.commit.CommitWait;
            import dev.truechimer.ntp.NtpSource;
            import java.time.Duration;

            class Sample {
                interface Store {
                    String prepare(long timestamp);
                    void publish(long timestamp, String row);
                }

                void run(Store store) throws InterruptedException {
            """;

    @Test
    void compilesAndHasAtMostTenLines(@TempDir Path classes) throws IOException {
        List<String> samples = Samples.ofMarkdown(Path.of("..", "README.md"));
        assertFalse(samples.isEmpty(), "the README has a sample");
        String sample = samples.get(0);
        assertTrue(sample.lines().count() <= 10, "at most ten lines: " + sample);
        assertEquals("", Samples.messages(BEFORE, sample, classes));
    }
}
