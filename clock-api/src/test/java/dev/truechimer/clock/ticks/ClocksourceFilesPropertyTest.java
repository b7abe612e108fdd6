package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ticks.ClockProfile.Clocksource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Whatever bytes the files hold, what is believed has the form of names. */
class ClocksourceFilesPropertyTest {

    private static Path sys;
    private static Path current;
    private static Path available;

    @BeforeContainer
    static void makeFolder() throws IOException {
        sys = Files.createTempDirectory("clocksource");
        Path folder = Files.createDirectories(sys.resolve(ClocksourceFiles.FOLDER));
        current = folder.resolve(ClocksourceFiles.CURRENT);
        available = folder.resolve(ClocksourceFiles.AVAILABLE);
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        Files.deleteIfExists(current);
        Files.deleteIfExists(available);
        for (Path folder = current.getParent(); !folder.equals(sys.getParent()); folder = folder.getParent()) {
            Files.delete(folder);
        }
    }

    @Provide
    Arbitrary<byte[]> contents() {
        Arbitrary<String> names =
                Arbitraries.of("tsc", "hpet", "acpi_pm", "x", "\u0000", "n".repeat(31), "n".repeat(32));
        Arbitrary<String> gaps = Arbitraries.of(" ", "\n", "  ", "", "\t");
        Arbitrary<String> lists = Combinators.combine(names, gaps)
                .as((name, gap) -> name + gap)
                .list()
                .ofMaxSize(35)
                .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(100),
                lists.map(list -> list.getBytes(StandardCharsets.ISO_8859_1)),
                names.map(name -> name.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Property(tries = 200)
    @StatisticsReport(StatisticsReportMode.OFF)
    void anyBytesAreNamesOrNothing(@ForAll("contents") byte[] currentBytes, @ForAll("contents") byte[] availableBytes)
            throws IOException {
        Files.write(current, currentBytes);
        Files.write(available, availableBytes);
        Optional<Clocksource> read = ClocksourceFiles.read(sys);
        if (read.isPresent()) {
            assertName(read.get().current());
            assertEquals(read.get().current(), new String(currentBytes, StandardCharsets.ISO_8859_1).strip());
            assertTrue(read.get().available().size() <= ClocksourceFiles.MOST_NAMES);
            read.get().available().forEach(ClocksourceFilesPropertyTest::assertName);
        }
        Statistics.collect(
                read.isPresent(), read.isPresent() && !read.get().available().isEmpty());
        Statistics.coverage(coverage -> {
            coverage.check(true, true).count(count -> count > 0);
            coverage.check(true, false).count(count -> count > 0);
            coverage.check(false, false).count(count -> count > 0);
        });
    }

    private static void assertName(String name) {
        assertTrue(!name.isEmpty() && name.length() <= 31, name);
        assertTrue(name.chars().allMatch(c -> c > ' ' && c < 127), name);
    }
}
