package dev.truechimer.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A search by Jazzer in a JVM of its own for inputs that a target can't take. Where Jazzer can't run, the exit code and the
 * output of the run say so. Set {@code -Dtruechimer.fuzz.seconds} for a longer search, {@code -Dtruechimer.fuzz.seed} for
 * another.
 *
 * <p>The target is a class with a public static method {@code fuzzerTestOneInput(byte[])}, and perhaps {@code
 * fuzzerTearDown()}; the class must be public for that.
 */
public final class Fuzzing {

    /** The exit code of a run that found an input. */
    public static final int FOUND_ONE = 77;

    private static final boolean SOAK = Boolean.getBoolean("truechimer.soak");
    private static final long SECONDS = Long.getLong("truechimer.fuzz.seconds", SOAK ? 1800 : 20);
    private static final long SEED = Long.getLong("truechimer.fuzz.seed", 20261120L);

    /** How long the JVM may take to start, to read the corpus and to end. */
    private static final long GRACE_SECONDS = 120;

    /** The first JDK that warns about the memory access of Jazzer, and has an option against it. */
    private static final int JDK_THAT_WARNS = 23;

    private static final Pattern RUNS = Pattern.compile("(?m)^Done (\\d+) runs in \\d+ second");
    private static final Pattern OUTCOME = Pattern.compile("(?m)^outcome (.+): (\\d+)$");
    private static final Pattern COVERAGE = Pattern.compile("(?m)^#\\d+\\tDONE +cov: (\\d+) ");

    private final Class<?> target;
    private final String instrumented;
    private final Path folder;
    private final List<String> jvmOptions = new ArrayList<>();

    /**
     * A search that has not begun.
     *
     * @param target what Jazzer calls
     * @param instrumented the classes whose branches guide the search, as {@code dev.truechimer.vector.**}
     * @param folder an empty one of the test's own
     */
    public Fuzzing(Class<?> target, String instrumented, Path folder) {
        this.target = target;
        this.instrumented = instrumented;
        this.folder = folder;
    }

    /** How often each outcome occurred, on the side of the target, which prints it at the end for {@link Run#outcomes}. */
    public static final class Outcomes {

        private final Map<String, Integer> inputs = new TreeMap<>();

        /** Counts one input. */
        public void count(String outcome) {
            inputs.merge(outcome, 1, Integer::sum);
        }

        /** For {@code fuzzerTearDown}. */
        public void print() {
            inputs.forEach((outcome, count) -> System.out.println("outcome " + outcome + ": " + count));
        }
    }

    /** Adds an option of the JVM. */
    public Fuzzing jvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    /**
     * Searches for a while, beginning with a corpus, and fails if anything is found, or if the search did not take place.
     *
     * @param corpus the folder of the inputs
     * @param inputs how many there are; Jazzer does not count empty files
     * @param leastRuns a search that ends after fewer is none
     * @param leastCoverage a search that sees less is a blind one
     */
    public Run assertNothingIsFound(Path corpus, int inputs, long leastRuns, long leastCoverage)
            throws IOException, InterruptedException {
        Run run = run("-max_total_time=" + SECONDS, corpus.toString());
        if (run.exitCode == FOUND_ONE) {
            fail("Jazzer found an input that is neither read nor refused as it should be; with seed " + SEED
                    + run.findings() + System.lineSeparator() + run.output);
        }
        assertTrue(run.exitCode == 0, () -> "Jazzer doesn't run here: " + run.output);
        assertTrue(
                run.output.contains(inputs + " files found in " + corpus),
                () -> "Not all of " + inputs + " were read; is one empty? " + run.output);
        assertTrue(run.number(RUNS) >= leastRuns, run.output);
        assertTrue(run.number(COVERAGE) >= leastCoverage, run.output);
        System.out.println("seed " + SEED + ", " + SECONDS + " s: nothing found in " + run.number(RUNS)
                + " inputs, from " + inputs + " of the corpus; coverage " + run.number(COVERAGE));
        return run;
    }

    /** Searches; the arguments are those of libFuzzer, and folders with inputs. */
    public Run run(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process = ChildJvm.of(options(), "com.code_intelligence.jazzer.Jazzer", search(arguments))
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

    private List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                // Little, so that a decoder that allocates what it is told to would be found out.
                "-Xmx128m", "--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading"));
        options.addAll(jvmOptions);
        if (Runtime.version().feature() >= JDK_THAT_WARNS) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    private List<String> search(String... arguments) throws IOException {
        List<String> search = new ArrayList<>(List.of(
                "--target_class=" + target.getName(),
                "--instrumentation_includes=" + instrumented,
                "--reproducer_path=" + folder,
                "-seed=" + SEED,
                // An input that takes longer is a finding.
                "-timeout=10",
                "-rss_limit_mb=0",
                "-artifact_prefix=" + folder.resolve("found-")));
        search.add(Files.createDirectory(folder.resolve("grown")).toString());
        search.addAll(List.of(arguments));
        return search;
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

    /**
     * What came of a search.
     *
     * @param exitCode 0 if nothing was found, {@link #FOUND_ONE} if something was
     * @param output of Jazzer and of the target
     * @param inputsFound those that the target can't take
     */
    public record Run(int exitCode, String output, List<byte[]> inputsFound) {

        /** In hexadecimal: a file of these bytes belongs into the corpus. */
        public String findings() {
            return inputsFound.stream()
                    .map(bytes ->
                            System.lineSeparator() + "input: " + HexFormat.of().formatHex(bytes))
                    .collect(Collectors.joining());
        }

        /** What the target printed of its {@link Outcomes}. */
        public Map<String, Integer> outcomes() {
            Map<String, Integer> outcomes = new HashMap<>();
            Matcher matcher = OUTCOME.matcher(output);
            while (matcher.find()) {
                outcomes.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
            }
            return outcomes;
        }

        private long number(Pattern pattern) {
            Matcher matcher = pattern.matcher(output);
            assertTrue(matcher.find(), () -> "no " + pattern + " in " + output);
            return Long.parseLong(matcher.group(1));
        }
    }
}
