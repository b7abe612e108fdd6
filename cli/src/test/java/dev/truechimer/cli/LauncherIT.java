package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a user calls it, with the jar that this build has made, on the JDK of this build. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class LauncherIT {

    private static final Path LAUNCHER =
            Path.of(System.getProperty("basedir")).toAbsolutePath().getParent().resolve("truechimer");

    @TempDir
    private Path elsewhere;

    @Test
    void printsAReadingThatContainsTheTruth() throws Exception {
        try (Servers servers = Servers.start(3)) {
            long beforeNanos = servers.truth.getAsLong();
            CommandRun run =
                    launch(LAUNCHER, "now", "--json", "--ntp", servers.list()).succeeded();
            long afterNanos = servers.truth.getAsLong();
            assertEquals(1, run.lines().size());
            Json json = Json.parse(run.out());
            assertTrue(json.number("earliestNanos") <= afterNanos, json::toString);
            assertTrue(json.number("latestNanos") >= beforeNanos, json::toString);
            assertEquals("SYNCHRONIZED", json.text("status"));
        }
    }

    @Test
    void grantsTheRawOscillatorWithoutAWarning() throws Exception {
        try (Servers servers = Servers.start(1)) {
            String ticks = System.getProperty("os.name").equals("Linux") ? "raw" : "system";
            CommandRun run = launch(LAUNCHER, "now", "--ntp", servers.list(), "--ticks", ticks)
                    .succeeded();
            assertTrue(run.out().contains("epsilon is made of"), run.out());
        }
    }

    @Test
    void readsTheRawClockOfThisHost() throws Exception {
        String out =
                launch(LAUNCHER, "clocks", "--duration", "100ms").succeeded().out();
        boolean linux = System.getProperty("os.name").equals("Linux");
        assertEquals(linux, out.contains("CLOCK_MONOTONIC_RAW through "), out);
        assertEquals(!linux, out.contains("not readable: CLOCK_MONOTONIC_RAW"), out);
    }

    @Test
    void failureIsOneLineAndAnExitCode() throws Exception {
        assertTrue(launch(LAUNCHER, "now", "--ntp", "127.0.0.1:1").failedWith(1).contains("nobody listens"));
        assertTrue(launch(LAUNCHER, "now").failedWith(2).contains("--ntp"));
    }

    @Test
    void endsOnControlC() throws Exception {
        try (Servers servers = Servers.start(1)) {
            Path err = elsewhere.resolve("err");
            Process process = command(LAUNCHER, "watch", "--json", "--interval", "100ms", "--ntp", servers.list())
                    .redirectError(err.toFile())
                    .start();
            try (BufferedReader out = process.inputReader()) {
                assertTrue(out.readLine().startsWith("{"));
                assertEquals(
                        0,
                        new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                                .start()
                                .waitFor());
                assertEquals(130, exitCode(process));
                assertEquals("", Files.readString(err));
                assertTrue(out.lines().allMatch(line -> line.startsWith("{") && line.endsWith("}")));
            }
        }
    }

    @Test
    void worksThroughLinks() throws Exception {
        Path bin = Files.createDirectory(elsewhere.resolve("bin"));
        Path absolute = Files.createSymbolicLink(bin.resolve("tc"), LAUNCHER);
        Path relative = Files.createSymbolicLink(elsewhere.resolve("tc"), Path.of("bin/tc"));
        for (Path link : List.of(absolute, relative)) {
            assertTrue(launch(link, "--version").succeeded().out().startsWith("truechimer "));
        }
    }

    @Test
    void findsJavaOnThePath() throws Exception {
        ProcessBuilder command = command(LAUNCHER, "--version");
        command.environment().remove("JAVA_HOME");
        command.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, java) -> java + ":" + path);
        assertTrue(result(command).succeeded().out().startsWith("truechimer "));
    }

    @Test
    void buildsOnFirstUseAndAfterChangesOnly() throws Exception {
        LauncherSandbox sandbox = LauncherSandbox.in(elsewhere);
        sandbox.mavenThat("touch \"$PWD/cli/target/truechimer-cli-1.jar\"; echo noise; echo noise >&2");

        CommandRun first = result(sandbox.command("now", "two words"));
        assertEquals(0, first.exitCode(), first.err());
        assertEquals(1, first.err().lines().count(), first.err());
        assertTrue(first.err().contains("building with Maven, about a minute"), first.err());
        assertTrue(first.out().endsWith("/cli/target/truechimer-cli-1.jar|now|two words|\n"), first.out());
        assertTrue(first.out().startsWith("|--enable-native-access=ALL-UNNAMED|"), first.out());

        result(sandbox.command("now")).succeeded();
        sandbox.change("clock-ntp/src/main/java/Changed.java");
        assertTrue(result(sandbox.command("now")).err().contains("building"));
        result(sandbox.command("now")).succeeded();
        sandbox.change("clock-ptp-gps/src/main/java/Changed.java");
        assertTrue(result(sandbox.command("now")).err().contains("building"));
        result(sandbox.command("now")).succeeded();
        sandbox.change("cli/pom.xml");
        assertTrue(result(sandbox.command("now")).err().contains("building"));
        sandbox.change("cli/src/test/java/ChangedTest.java");
        result(sandbox.command("now")).succeeded();
    }

    @Test
    void showsWhyABuildFailed() throws Exception {
        LauncherSandbox sandbox = LauncherSandbox.in(elsewhere);
        sandbox.mavenThat("echo 'the compiler says no'; exit 1");
        CommandRun run = result(sandbox.command("now"));
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("the compiler says no"), run.err());
        assertTrue(run.err().contains("truechimer: the build failed"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        String err = result(LauncherSandbox.in(elsewhere).command("now")).failedWith(1);
        assertTrue(err.contains("Maven is missing"), err);
    }

    @Test
    void saysThatJavaIsMissing() throws Exception {
        ProcessBuilder command = LauncherSandbox.in(elsewhere).command("now");
        command.environment().remove("JAVA_HOME");
        String err = result(command).failedWith(1);
        assertTrue(err.contains("java is missing; install a JDK 17"), err);
    }

    @Test
    void saysThatJavaHomeIsWrong() throws Exception {
        ProcessBuilder command = command(LAUNCHER, "--version");
        command.environment().put("JAVA_HOME", "/nowhere");
        String err = result(command).failedWith(1);
        assertTrue(err.contains("JAVA_HOME has no bin/java: /nowhere"), err);
    }

    @Test
    void saysThatJavaIsTooOld() throws Exception {
        LauncherSandbox sandbox = LauncherSandbox.in(elsewhere);
        for (String version : List.of("1.8", "11")) {
            sandbox.javaOfVersion(version);
            String err = result(sandbox.command("now")).failedWith(1);
            assertTrue(err.contains("Java 17 or newer is needed, but"), err);
            assertTrue(err.contains("bin/java is " + version), err);
        }
        assertFalse(Files.exists(elsewhere.resolve("cli/target")));
    }

    private CommandRun launch(Path launcher, String... args) throws Exception {
        return result(command(launcher, args));
    }

    private ProcessBuilder command(Path launcher, String... args) {
        List<String> commandLine = new ArrayList<>(List.of(launcher.toString()));
        commandLine.addAll(List.of(args));
        ProcessBuilder command = new ProcessBuilder(commandLine).directory(elsewhere.toFile());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return command;
    }

    private CommandRun result(ProcessBuilder command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(elsewhere, "out", "");
        Path err = Files.createTempFile(elsewhere, "err", "");
        Process process =
                command.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        return new CommandRun(exitCode(process), Files.readString(out), Files.readString(err));
    }

    private static int exitCode(Process process) throws InterruptedException {
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertTrue(ended, "the process did not end");
        return process.exitValue();
    }
}
