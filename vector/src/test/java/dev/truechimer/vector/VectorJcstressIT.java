package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs all races of this module under jcstress, in JVMs of its own: every test must have been raced, must have had more
 * than one outcome, and none that it does not name. A short run with C2's order of instructions shuffled; with
 * {@code -Psoak} a full one.
 */
class VectorJcstressIT {

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

    private final Path folder =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/jcstress");
    private final Path console = folder.resolve("console.txt");

    @Test
    void noRaceEndsInAForbiddenOutcome() throws Exception {
        assertTrue(Runtime.getRuntime().availableProcessors() >= 2, "races need two processors");
        assertFalse(TestList.tests().isEmpty(), "no races were compiled");
        int exitCode = race();
        Map<String, TestResult> results = results();
        List<String> failures = new ArrayList<>();
        for (String test : new TreeSet<>(TestList.tests())) {
            failures.addAll(judge(test, results.get(test)));
        }
        assertEquals(List.of(), failures, () -> "seed " + SEED + ", see " + console);
        assertEquals(0, exitCode, () -> "see " + console);
    }

    /** What is wrong with the result of a test, and a line about it. */
    private static List<String> judge(String test, TestResult result) {
        if (result == null || result.getTotalCount() == 0) {
            return List.of(test + " was not raced at all");
        }
        System.out.printf(
                "jcstress: %-60s %,12d samples of %d outcomes%n",
                test, result.getTotalCount(), result.getStateKeys().size());
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

    /** Its exit code says whether jcstress was content. */
    private int race() throws Exception {
        clear();
        Process runner = new ProcessBuilder(command())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile())
                .start();
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

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // jcstress passes these on to the JVMs that it races in. The second one lets its padding work.
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-XX:-RestrictContended");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("org.openjdk.jcstress.Main");
        command.addAll(List.of("-r", "report"));
        command.addAll(SOAK ? FULL_RUN : SHORT_RUN);
        return command;
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
                .collect(Collectors.toMap(TestResult::getName, Function.identity(), (a, b) -> a));
    }
}
