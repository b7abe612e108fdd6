package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What comes of each input in the corpus of {@link DecoderFuzzTest}: its folder says so. {@code
 * vector-clock/TRUNCATED} holds what the decoder of that name refuses for that reason, {@code vector-clock/READ} what
 * it reads. Inputs that Jazzer found lie above the folders of the decoders until somebody has sorted them in.
 */
class DecoderCorpusTest {

    static final String READ = "READ";

    /** The folder of the inputs. */
    static Path folder() {
        URL folder = DecoderFuzzTest.class.getResource("DecoderFuzzTestInputs/isReadOrRefused");
        assertNotNull(folder, "there is no corpus");
        try {
            return Path.of(folder.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** All inputs, of whatever decoder. */
    static List<Path> corpus() throws IOException {
        return filesIn(folder());
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
        }
    }

    @TestFactory
    List<DynamicTest> comesToWhatItsFolderSays() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (FuzzedDecoder<?> decoder : FuzzedDecoder.ALL) {
            for (Path input : filesIn(folder().resolve(decoder.name()))) {
                String expected = input.getParent().getFileName().toString();
                String name = folder().relativize(input).toString();
                tests.add(DynamicTest.dynamicTest(name, () -> {
                    byte[] bytes = Files.readAllBytes(input);
                    assertEquals(
                            expected, decoder.check(bytes).map(Reason::name).orElse(READ));
                }));
            }
        }
        return tests;
    }

    @Test
    void everyDecoderReadsAndRefusesForEachReason() throws IOException {
        for (FuzzedDecoder<?> decoder : FuzzedDecoder.ALL) {
            Set<String> expected =
                    decoder.reasons().stream().map(Reason::name).collect(Collectors.toCollection(TreeSet::new));
            expected.add(READ);
            Set<String> found = new TreeSet<>();
            for (Path input : filesIn(folder().resolve(decoder.name()))) {
                found.add(input.getParent().getFileName().toString());
            }
            assertEquals(expected, found, decoder.name());
        }
    }

    @Test
    void everyFolderHasItsDecoder() throws IOException {
        Set<String> decoders =
                FuzzedDecoder.ALL.stream().map(FuzzedDecoder::name).collect(Collectors.toSet());
        for (Path input : corpus()) {
            Path name = folder().relativize(input);
            assertTrue(
                    name.getNameCount() == 1
                            || decoders.contains(name.getName(0).toString()),
                    name::toString);
        }
    }
}
