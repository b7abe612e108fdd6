package dev.truechimer.ptpgps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.Links;
import dev.truechimer.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page about sources: its samples compile, its table leads to its sections. */
class SourcesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "sources.md");

    /** What the samples take for granted. */
    private static final String BEFORE = """
            import dev.truechimer.clock.*;
            import dev.truechimer.clock.source.*;
            import dev.truechimer.clock.ticks.*;
            import dev.truechimer.gps.*;
            import dev.truechimer.ntp.*;
            import dev.truechimer.ptp.*;
            import dev.truechimer.ptp.phc.*;
            import java.net.InetAddress;
            import java.nio.file.Path;
            import java.time.Duration;

            class Sample {
                void run() throws Exception {
            """;

    @Test
    void everySampleCompiles(@TempDir Path classes) throws IOException {
        List<String> samples = Samples.ofMarkdown(PAGE);
        for (String sample : samples) {
            assertEquals("", Samples.messages(BEFORE, sample, classes), () -> "messages about: " + sample);
        }
        assertTrue(samples.size() >= 10, () -> "only " + samples.size());
    }

    /** The first thing that a user of a class sees is no worse than the page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gps/GpsdSource",
                "gps/NmeaSource",
                "gps/NtpShmSource",
                "gps/PpsSource",
                "ptp/Ptp4lSource",
                "ptp/PtpSource",
                "ptp/phc/PhcSource"
            })
    void everySampleOfASourceCompiles(String source, @TempDir Path classes) throws IOException {
        List<String> samples = Samples.ofJavadoc(Path.of("src/main/java/dev/truechimer", source + ".java"));
        assertEquals(1, samples.size());
        assertEquals("", Samples.messages(BEFORE, samples.get(0), classes), () -> "messages about: " + samples.get(0));
    }

    @Test
    void everySourceHasItsSection() throws IOException {
        Links links = Links.of(PAGE);
        assertEquals(List.of(), links.dead());
        assertEquals(8, links.targets().stream().distinct().count(), "rows of the table");
    }
}
