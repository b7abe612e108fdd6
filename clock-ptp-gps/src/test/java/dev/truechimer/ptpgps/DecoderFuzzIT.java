package dev.truechimer.ptpgps;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.Fuzzing;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fuzzes all decoders together for a while, in a JVM of its own, beginning with the corpus of {@link DecoderFuzzTest}.
 * Where Jazzer can't run, this fails and says so; {@link Fuzzing} has the options.
 */
class DecoderFuzzIT {

    /** A run that ends after a few inputs is no search, and one that sees no coverage is a blind one. */
    private static final long LEAST_RUNS = 10_000;

    private static final long LEAST_COVERAGE = 100;

    @TempDir
    private Path folder;

    /** What Jazzer calls; public, because it doesn't end if it can't call {@link #fuzzerTearDown}. */
    public static final class AllDecoders {

        private static final Fuzzing.Outcomes OUTCOMES = new Fuzzing.Outcomes();

        private AllDecoders() {}

        public static void fuzzerTestOneInput(byte[] input) {
            for (FuzzedDecoder decoder : FuzzedDecoder.ALL) {
                OUTCOMES.count(decoder.name() + ' ' + decoder.check(input));
            }
        }

        /** Jazzer calls it at the end. */
        public static void fuzzerTearDown() {
            OUTCOMES.print();
        }
    }

    @Test
    void nothingIsFoundInAWhile() throws Exception {
        int inputs = DecoderCorpusTest.CORPUS.inputs().size();
        Fuzzing.Run run = new Fuzzing(AllDecoders.class, "dev.truechimer.**", folder)
                .assertNothingIsFound(DecoderCorpusTest.CORPUS.folder(), inputs, LEAST_RUNS, LEAST_COVERAGE);
        Map<String, Integer> reached = run.outcomes();
        for (FuzzedDecoder decoder : FuzzedDecoder.ALL) {
            for (String outcome : decoder.outcomes()) {
                assertTrue(
                        reached.containsKey(decoder.name() + ' ' + outcome),
                        () -> decoder.name() + " never came to " + outcome + ": " + run.output());
            }
            int checked = decoder.outcomes().stream()
                    .mapToInt(outcome -> reached.get(decoder.name() + ' ' + outcome))
                    .sum();
            // Every input is given to every decoder.
            assertTrue(checked > inputs, () -> decoder.name() + ": " + run.output());
        }
    }
}
