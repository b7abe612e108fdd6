package dev.truechimer.vector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.testing.ChildJvm;
import dev.truechimer.vector.MalformedClockException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fuzzes all decoders together for a while, in a JVM of its own, beginning with the corpus of {@link DecoderFuzzTest}.
 * Where Jazzer can't run, this fails and says so. Set {@code -Dtruechimer.fuzz.seconds} for a longer search, {@code
 * -Dtruechimer.fuzz.seed} for another.
 */
class DecoderFuzzIT {

    private static final boolean SOAK = Boolean.getBoolean("truechimer.soak");
    private static final long SECONDS = Long.getLong("truechimer.fuzz.seconds", SOAK ? 1800 : 20);
    private static final long SEED = Long.getLong("truechimer.fuzz.seed", 20261120L);

    /** How long the JVM may take to start, to read the corpus and to end. */
    private static final long GRACE_SECONDS = 120;

    /** The first JDK that warns about the memory access of Jazzer, and has an option against it. */
    private static final int JDK_THAT_WARNS = 23;

    private static final int FOUND_ONE = 77;
    private static final Pattern RUNS = Pattern.compile("(?m)^Done (\\d+) runs in \\d+ second");
    private static final Pattern OUTCOME = Pattern.compile("(?m)^outcome (.+): (\\d+)$");
    private static final Pattern COVERAGE = Pattern.compile("(?m)^#\\d+\\tDONE +cov: (\\d+) ");

    /** A run that ends after a few inputs is no search, and one that sees no coverage is a blind one. */
    private static final long LEAST_RUNS = 10_000;

    private static final long LEAST_COVERAGE = 500;

    @TempDir
    private Path folder;

    /** What Jazzer calls; public, because it doesn't end if it can't call {@link #fuzzerTearDown}. */
    public static final class AllDecoders {

        private static final Map<String, Integer> OUTCOMES = new TreeMap<>();

        private AllDecoders() {}

        public static void fuzzerTestOneInput(byte[] input) {
            OUTCOMES.merge(FuzzedDecoder.checkAll(input), 1, Integer::sum);
        }

        /** Jazzer calls it at the end. */
        public static void fuzzerTearDown() {
            OUTCOMES.forEach((outcome, inputs) -> System.out.println("outcome " + outcome + ": " + inputs));
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
        int inputs = DecoderCorpusTest.corpus().size();
        Run run = fuzz(
                List.of(),
                AllDecoders.class,
                "-max_total_time=" + SECONDS,
                DecoderCorpusTest.folder().toString());
        if (run.exitCode == FOUND_ONE) {
            fail("Jazzer found an input that is neither read nor refused as it should be; with seed " + SEED
                    + run.findings() + System.lineSeparator() + run.output);
        }
        assertEquals(0, run.exitCode, () -> "Jazzer doesn't run here: " + run.output);
        assertTrue(
                run.output.contains(inputs + " files found in " + DecoderCorpusTest.folder()),
                () -> "Not all of " + inputs + " were read; is one empty? " + run.output);
        assertTrue(run.number(RUNS) >= LEAST_RUNS, run.output);
        assertTrue(run.number(COVERAGE) >= LEAST_COVERAGE, run.output);
        assertEveryOutcomeWasReached(run);
        System.out.println("seed " + SEED + ", " + SECONDS + " s: nothing found in " + run.number(RUNS)
                + " inputs, from " + inputs + " of the corpus; coverage " + run.number(COVERAGE));
    }

    /** The search has found more that is read, and more that is refused, than the corpus has, for each decoder. */
    private static void assertEveryOutcomeWasReached(Run run) throws IOException {
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
                assertTrue(!counted || reached.containsKey(outcome), () -> "no " + outcome + ": " + run.output);
                files += counted ? filesOf(outcome) : 0;
                refused += counted ? reached.get(outcome) : 0;
            }
            assertMore(decoder.name() + ", refused", files, refused, run);
        }
        assertMore(FuzzedDecoder.NOBODYS, 0, reached.getOrDefault(FuzzedDecoder.NOBODYS, 0), run);
    }

    private static int filesOf(String outcome) throws IOException {
        Path files = DecoderCorpusTest.folder().resolve(outcome.replace(" ", "/"));
        try (Stream<Path> found = Files.list(files)) {
            return (int) found.count();
        }
    }

    private static void assertMore(String outcome, int files, int inputs, Run run) {
        assertTrue(
                inputs > files,
                () -> outcome + ": " + inputs + " inputs, and " + files + " in the corpus: " + run.output);
    }

    /** The same search finds what is there to be found, without a corpus. */
    @Test
    void aMissingCheckIsFound() throws Exception {
        // Little compilation: the run is short.
        Run run = fuzz(List.of("-XX:TieredStopAtLevel=1"), OneCheckLess.class, "-runs=5000000");
        assertEquals(FOUND_ONE, run.exitCode, run.output);
        assertTrue(run.output.contains("one-check-less reads 11"), run.output);
        List<byte[]> findings = run.inputsFound();
        assertEquals(1, findings.size(), run.output);
        MalformedClockException refused = null;
        try {
            VectorClock.decode(findings.get(0));
        } catch (MalformedClockException e) {
            refused = e;
        }
        assertTrue(refused != null && refused.reason() == Reason.TRAILING, run::findings);
    }

    private Run fuzz(List<String> jvmOptions, Class<?> target, String... arguments) throws Exception {
        Path log = folder.resolve("log");
        List<String> options = new ArrayList<>(List.of(
                // Little, so that a decoder that allocates what it is told to would be found out.
                "-Xmx128m", "--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading"));
        options.addAll(jvmOptions);
        if (Runtime.version().feature() >= JDK_THAT_WARNS) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        List<String> search = new ArrayList<>(List.of(
                "--target_class=" + target.getName(),
                "--instrumentation_includes=dev.truechimer.vector.**",
                "--reproducer_path=" + folder,
                "-seed=" + SEED,
                // An input that takes longer is a finding.
                "-timeout=10",
                "-rss_limit_mb=0",
                "-artifact_prefix=" + folder.resolve("found-")));
        search.add(Files.createDirectory(folder.resolve("grown")).toString());
        search.addAll(List.of(arguments));
        Process process = ChildJvm.of(options, "com.code_intelligence.jazzer.Jazzer", search)
                .directory(folder.toFile())
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(SECONDS + GRACE_SECONDS, TimeUnit.SECONDS)) {
                fail("Jazzer doesn't end: " + Files.readString(log, UTF_8));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(log, UTF_8), inputsFound());
    }

    private List<byte[]> inputsFound() throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("found-"))
                    .collect(Collectors.toList())) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        return inputs;
    }

    /** What came of a run. */
    private record Run(int exitCode, String output, List<byte[]> inputsFound) {

        /** In hexadecimal: a file of these bytes belongs into the corpus. */
        String findings() {
            return inputsFound.stream()
                    .map(bytes ->
                            System.lineSeparator() + "input: " + HexFormat.of().formatHex(bytes))
                    .collect(Collectors.joining());
        }

        Map<String, Integer> outcomes() {
            Map<String, Integer> outcomes = new HashMap<>();
            Matcher matcher = OUTCOME.matcher(output);
            while (matcher.find()) {
                outcomes.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
            }
            return outcomes;
        }

        long number(Pattern pattern) {
            Matcher matcher = pattern.matcher(output);
            assertTrue(matcher.find(), () -> "no " + pattern + " in " + output);
            return Long.parseLong(matcher.group(1));
        }
    }
}
