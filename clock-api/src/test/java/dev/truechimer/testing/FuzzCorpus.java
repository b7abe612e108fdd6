package dev.truechimer.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The inputs of a fuzz test. Each lies in a folder with the name of its decoder, and there in one with the name of what comes
 * of it. Inputs that Jazzer found lie above the folders of the decoders until somebody has sorted them in.
 *
 * @param folder of all inputs
 */
public record FuzzCorpus(Path folder) {

    /**
     * The corpus of a test's method {@code isReadOrRefused}, where Jazzer looks for it.
     *
     * @param fuzzTest has it among its resources
     */
    public static FuzzCorpus of(Class<?> fuzzTest) {
        URL folder = fuzzTest.getResource(fuzzTest.getSimpleName() + "Inputs/isReadOrRefused");
        assertNotNull(folder, "there is no corpus");
        try {
            return new FuzzCorpus(Path.of(folder.toURI()));
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** All inputs, of whatever decoder. */
    public List<Path> inputs() throws IOException {
        return filesIn(folder);
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
        }
    }

    /**
     * A test for each input of a decoder: what its folder says comes of it.
     *
     * @param check gives an input to the decoder, and says what came of it
     */
    public List<DynamicTest> tests(String decoder, Function<byte[], String> check) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path input : filesIn(folder.resolve(decoder))) {
            String name = folder.relativize(input).toString();
            tests.add(DynamicTest.dynamicTest(
                    name, () -> assertEquals(outcome(input), check.apply(Files.readAllBytes(input)))));
        }
        return tests;
    }

    private static String outcome(Path input) {
        return input.getParent().getFileName().toString();
    }

    /** These outcomes of a decoder have an input each, and there are no others. */
    public void assertOutcomes(String decoder, Set<String> expected) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path input : filesIn(folder.resolve(decoder))) {
            found.add(outcome(input));
        }
        assertEquals(new TreeSet<>(expected), found, decoder);
    }

    /** Each folder is that of one of these decoders. */
    public void assertDecoders(Set<String> decoders) throws IOException {
        for (Path input : inputs()) {
            Path name = folder.relativize(input);
            assertTrue(
                    name.getNameCount() == 1
                            || decoders.contains(name.getName(0).toString()),
                    name::toString);
        }
    }
}
