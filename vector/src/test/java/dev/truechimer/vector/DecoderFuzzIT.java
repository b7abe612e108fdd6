package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.Fuzzing;
import dev.truechimer.vector.MalformedClockException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fuzzes all decoders together for a while, in a JVM of its own, beginning with the corpus of {@link DecoderFuzzTest}.
 * Where Jazzer can't run, this fails and says so; {@link Fuzzing} has the options.
 */
class DecoderFuzzIT {

    private static final String INSTRUMENTED = "dev.truechimer.vector.**";

    /** A run that ends after a few inputs is no search, and one that sees no coverage is a blind one. */
    private static final long LEAST_RUNS = 10_000;

    private static final long LEAST_COVERAGE = 500;

    @TempDir
    private Path folder;

    /** What Jazzer calls; public, because it doesn't end if it can't call {@link #fuzzerTearDown}. */
    public static final class AllDecoders {

        private static final Fuzzing.Outcomes OUTCOMES = new Fuzzing.Outcomes();

        private AllDecoders() {}

        public static void fuzzerTestOneInput(byte[] input) {
            OUTCOMES.count(FuzzedDecoder.checkAll(input));
        }

        /** Jazzer calls it at the end. */
        public static void fuzzerTearDown() {
            OUTCOMES.print();
        }
    }

    /** The decoder of vector clocks, but for one check: it reads what has a byte too many. */
    static final class OneCheckLess {

        private static final FuzzedDecoder<VectorClock> DECODER = new FuzzedDecoder<>(
                "one-check-less", 0x11, Set.of(Reason.values()), OneCheckLess::decode, VectorClock::encode);

        private OneCheckLess() {}

        public static void fuzzerTestOneInput(byte[] input) {
            DECODER.check(input);
        }

        private static VectorClock decode(byte[] input) {
            try {
                return VectorClock.decode(input);
            } catch (MalformedClockException e) {
                if (e.reason() != Reason.TRAILING) {
                    throw e;
                }
                return VectorClock.decode(Arrays.copyOf(input, input.length - 1));
            }
        }
    }

    @Test
    void nothingIsFoundInAWhile() throws Exception {
        Fuzzing.Run run = new Fuzzing(AllDecoders.class, INSTRUMENTED, folder)
                .assertNothingIsFound(
                        DecoderCorpusTest.CORPUS.folder(),
                        DecoderCorpusTest.CORPUS.inputs().size(),
                        LEAST_RUNS,
                        LEAST_COVERAGE);
        assertEveryOutcomeWasReached(run);
    }

    /** The search has found more that is read, and more that is refused, than the corpus has, for each decoder. */
    private static void assertEveryOutcomeWasReached(Fuzzing.Run run) throws IOException {
        Map<String, Integer> reached = run.outcomes();
        for (FuzzedDecoder<?> decoder : FuzzedDecoder.ALL) {
            String read = decoder.outcome(Optional.empty());
            assertMore(read, filesOf(read), reached.getOrDefault(read, 0), run);
            int files = 0;
            int refused = 0;
            for (Reason reason : decoder.reasons()) {
                String outcome = decoder.outcome(Optional.of(reason));
                // What is of another format is no decoder's.
                boolean counted = reason != Reason.UNKNOWN_FORMAT;
                assertTrue(!counted || reached.containsKey(outcome), () -> "no " + outcome + ": " + run.output());
                files += counted ? filesOf(outcome) : 0;
                refused += counted ? reached.get(outcome) : 0;
            }
            assertMore(decoder.name() + ", refused", files, refused, run);
        }
        assertMore(FuzzedDecoder.NOBODYS, 0, reached.getOrDefault(FuzzedDecoder.NOBODYS, 0), run);
    }

    private static int filesOf(String outcome) throws IOException {
        Path files = DecoderCorpusTest.CORPUS.folder().resolve(outcome.replace(" ", "/"));
        try (Stream<Path> found = Files.list(files)) {
            return (int) found.count();
        }
    }

    private static void assertMore(String outcome, int files, int inputs, Fuzzing.Run run) {
        assertTrue(
                inputs > files,
                () -> outcome + ": " + inputs + " inputs, and " + files + " in the corpus: " + run.output());
    }

    /** The same search finds what is there to be found, without a corpus. */
    @Test
    void aMissingCheckIsFound() throws Exception {
        // Little compilation: the run is short.
        Fuzzing.Run run = new Fuzzing(OneCheckLess.class, INSTRUMENTED, folder)
                .jvmOption("-XX:TieredStopAtLevel=1")
                .run("-runs=5000000");
        assertEquals(Fuzzing.FOUND_ONE, run.exitCode(), run.output());
        assertTrue(run.output().contains("one-check-less reads 11"), run.output());
        List<byte[]> findings = run.inputsFound();
        assertEquals(1, findings.size(), run.output());
        MalformedClockException refused = null;
        try {
            VectorClock.decode(findings.get(0));
        } catch (MalformedClockException e) {
            refused = e;
        }
        assertTrue(refused != null && refused.reason() == Reason.TRAILING, run::findings);
    }
}
