package dev.truechimer.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs all races of a module under jcstress, in JVMs of its own: every test must have been raced, must have had more
 * than one outcome, and none that it does not name. A short run takes the compiler that moves code most, C2, with its
 * order of instructions shuffled; with {@code -Psoak} it is a full one, in all modes of compilation that jcstress
 * knows. A race of more threads than there are processors is left out, and a line says so. The report of jcstress is in
 * the module's {@code target/jcstress}.
 */
public final class Races {

    private static final boolean SOAK = Boolean.getBoolean("truechimer.soak");

    /** Shuffles what C2 may reorder; another number gives another order. */
    private static final int SEED = Integer.getInteger("truechimer.jcstress.seed", 1);

    private static final List<String> SHORT_RUN = List.of(
            "-sc",
            "false",
            "-iters",
            "5",
            "-time",
            "100",
            "-jvmArgs",
            "-XX:-TieredCompilation -XX:+StressLCM -XX:+StressGCM -XX:+StressIGVN -XX:+StressCCP -XX:StressSeed="
                    + SEED);

    private static final List<String> FULL_RUN = List.of("-m", "quick");

    /** jcstress passes these on to the JVMs that it races in. The second one lets its padding work. */
    private static final List<String> JVM_OPTIONS =
            List.of("--enable-native-access=ALL-UNNAMED", "-XX:-RestrictContended");

    private final Path target =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target");
    private final Path folder = target.resolve("jcstress");
    private final Path console = folder.resolve("console.txt");

    private Races() {}

    /** Runs them. It takes some seconds for each. */
    public static void assertNoneEndsInAForbiddenOutcome() throws Exception {
        new Races().run();
    }

    private void run() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        assertTrue(processors >= 2, "races need two processors");
        assertFalse(TestList.tests().isEmpty(), "no races were compiled");
        assertTheyAreOfThisModule();
        int exitCode = race();
        Map<String, TestResult> results = results();
        List<String> failures = new ArrayList<>();
        for (String test : new TreeSet<>(TestList.tests())) {
            int threads = TestList.getInfo(test).threads();
            if (threads > processors) {
                System.out.printf(
                        "jcstress: NOT RUN, needs %d processors, there are %d: %s%n", threads, processors, test);
            } else {
                failures.addAll(judge(test, results.get(test)));
            }
        }
        System.out.printf(
                "jcstress: %,d samples of %d races, seed %d, report in %s%n",
                results.values().stream().mapToLong(TestResult::getTotalCount).sum(), results.size(), SEED, folder);
        assertFalse(results.isEmpty(), () -> "nobody raced, see " + console);
        assertEquals(List.of(), failures, () -> "seed " + SEED + ", see " + console);
        assertEquals(0, exitCode, () -> "see " + console);
    }

    /** jcstress takes the first list on the class path, which might be that of another module. */
    private void assertTheyAreOfThisModule() throws Exception {
        URI list = TestList.class.getResource(TestList.LIST).toURI();
        assertEquals(target.resolve("test-classes" + TestList.LIST).toUri(), list);
    }

    /** What is wrong with the result of a test, and a line about it. */
    private static List<String> judge(String test, @Nullable TestResult result) {
        if (result == null || result.getTotalCount() == 0) {
            return List.of(test + " was not raced at all");
        }
        System.out.printf(
                "jcstress: %-60s %,12d samples of %d outcomes%s%n",
                test, result.getTotalCount(), result.getStateKeys().size(), interesting(result));
        List<String> failures = new ArrayList<>();
        for (String message : result.grading().failureMessages) {
            failures.add(test + ": " + message);
        }
        if (failures.isEmpty() && !ReportUtils.statusToPassed(result)) {
            failures.add(test + ": " + result.status() + " " + result.getMessages());
        }
        if (result.getStateKeys().size() < 2) {
            failures.add(test + ": always the same outcome, so nobody raced: " + result.getStateKeys());
        }
        return failures;
    }

    private static String interesting(TestResult result) {
        return result.grading().gradingResults.values().stream()
                .filter(grade -> grade.expect == Expect.ACCEPTABLE_INTERESTING)
                .map(grade -> String.format(", %,d x %s", grade.count, grade.description))
                .collect(Collectors.joining());
    }

    /** Its exit code says whether jcstress was content. */
    private int race() throws Exception {
        clear();
        List<String> arguments = new ArrayList<>(List.of("-r", "report"));
        arguments.addAll(SOAK ? FULL_RUN : SHORT_RUN);
        ProcessBuilder builder = ChildJvm.of(JVM_OPTIONS, "org.openjdk.jcstress.Main", arguments)
                .directory(folder.toFile())
                .redirectOutput(console.toFile());
        // Where JNA unpacks its library for all JVMs of this run. In the user's folder a run with another version may
        // replace it meanwhile.
        builder.environment().put("XDG_CACHE_HOME", folder.toString());
        Process runner = builder.start();
        try {
            if (!runner.waitFor(SOAK ? 220 : 8, TimeUnit.MINUTES)) {
                throw new AssertionError("jcstress has not ended, see " + console);
            }
            return runner.exitValue();
        } finally {
            runner.descendants().forEach(ProcessHandle::destroyForcibly);
            runner.destroyForcibly();
        }
    }

    private void clear() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }

    /** By test. */
    private Map<String, TestResult> results() throws Exception {
        InProcessCollector collector = new InProcessCollector();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".bin.gz")).toList()) {
                DiskReadCollector reader = new DiskReadCollector(file.toString(), collector);
                reader.dump();
                reader.close();
            }
        }
        return ReportUtils.mergedByName(collector.getTestResults()).stream()
                .collect(Collectors.toMap(TestResult::getName, Function.identity(), (a, b) -> a, TreeMap::new));
    }
}
