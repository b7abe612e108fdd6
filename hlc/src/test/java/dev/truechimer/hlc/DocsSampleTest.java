package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The samples of the page about hybrid logical clocks compile, and the first one is as short as promised. Those for other
 * libraries are compiled where these are on the class path.
 */
class DocsSampleTest {

    private static final String BEFORE = """
            import dev.truechimer.clock.Timekeeper;
            import dev.truechimer.hlc.*;
            import dev.truechimer.hlc.carry.*;
            import java.net.http.HttpRequest;
            import java.nio.file.Path;
            import java.util.OptionalLong;

            class Sample {
                void run(Timekeeper timekeeper, HttpRequest.Builder request, String header, long a, long b)
                        throws Exception {
            """;

    @Test
    void theFirstSampleCompilesAndHasAtMostTenLines(@TempDir Path classes) throws IOException {
        String first = sample(0);
        assertTrue(first.lines().count() <= 10, () -> "at most ten lines: " + first);
        for (String call : List.of(".now()", ".header(", ".text(", "definitelyBefore", "uncertainty")) {
            assertTrue(first.contains(call), call);
        }
        assertEquals("", Samples.messages(BEFORE, first, classes));
    }

    @Test
    void theSampleOfTheJournalCompiles(@TempDir Path classes) throws IOException {
        String journal = sample(1);
        assertTrue(journal.contains("HlcJournal.open"), journal);
        assertEquals("", Samples.messages(BEFORE, journal, classes));
    }

    private static String sample(int index) throws IOException {
        List<String> samples = Samples.ofMarkdown(Path.of("..", "docs", "hlc.md"));
        assertTrue(samples.size() > index, () -> "the page has sample " + index);
        return samples.get(index);
    }
}
