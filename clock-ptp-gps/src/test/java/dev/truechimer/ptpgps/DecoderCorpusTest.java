package dev.truechimer.ptpgps;

import dev.truechimer.testing.FuzzCorpus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What comes of each input in the corpus of {@link DecoderFuzzTest}: its folder says so. {@code ptp/WRONG_TLV} holds what the
 * decoder of that name refuses for that reason. Inputs that Jazzer found lie above the folders of the decoders until
 * somebody has sorted them in.
 */
class DecoderCorpusTest {

    static final FuzzCorpus CORPUS = FuzzCorpus.of(DecoderFuzzTest.class);

    @TestFactory
    List<DynamicTest> comesToWhatItsFolderSays() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (FuzzedDecoder decoder : FuzzedDecoder.ALL) {
            tests.addAll(CORPUS.tests(decoder.name(), decoder::check));
        }
        return tests;
    }

    @Test
    void everyOutcomeHasAnInput() throws IOException {
        for (FuzzedDecoder decoder : FuzzedDecoder.ALL) {
            CORPUS.assertOutcomes(decoder.name(), decoder.outcomes());
        }
    }

    @Test
    void everyFolderHasItsDecoder() throws IOException {
        CORPUS.assertDecoders(
                FuzzedDecoder.ALL.stream().map(FuzzedDecoder::name).collect(Collectors.toSet()));
    }
}
