package dev.truechimer.vector;

import dev.truechimer.testing.FuzzCorpus;
import dev.truechimer.vector.MalformedClockException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    static final FuzzCorpus CORPUS = FuzzCorpus.of(DecoderFuzzTest.class);

    @TestFactory
    List<DynamicTest> comesToWhatItsFolderSays() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (FuzzedDecoder<?> decoder : FuzzedDecoder.ALL) {
            tests.addAll(CORPUS.tests(
                    decoder.name(),
                    bytes -> decoder.check(bytes).map(Reason::name).orElse(READ)));
        }
        return tests;
    }

    @Test
    void everyDecoderReadsAndRefusesForEachReason() throws IOException {
        for (FuzzedDecoder<?> decoder : FuzzedDecoder.ALL) {
            Set<String> expected =
                    decoder.reasons().stream().map(Reason::name).collect(Collectors.toCollection(TreeSet::new));
            expected.add(READ);
            CORPUS.assertOutcomes(decoder.name(), expected);
        }
    }

    @Test
    void everyFolderHasItsDecoder() throws IOException {
        CORPUS.assertDecoders(
                FuzzedDecoder.ALL.stream().map(FuzzedDecoder::name).collect(Collectors.toSet()));
    }
}
