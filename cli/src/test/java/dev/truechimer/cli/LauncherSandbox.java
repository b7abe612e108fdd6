package dev.truechimer.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A project that consists of the launcher, empty sources and poms, a Java that prints its arguments, and, if wanted, a
 * Maven. Nothing else is on the path but what the launcher itself needs.
 */
final class LauncherSandbox {

    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "dirname",
            "env",
            "find",
            "flock",
            "head",
            "mkdir",
            "mktemp",
            "readlink",
            "rm",
            "sed",
            "sh",
            "touch");
    private static final FileTime SOURCE_TIME = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    private static final FileTime JAR_TIME = FileTime.from(Instant.parse("2021-01-01T00:00:00Z"));
    private static final FileTime CHANGE_TIME = FileTime.from(Instant.parse("2022-01-01T00:00:00Z"));

    private final Path root;

    private LauncherSandbox(Path root) {
        this.root = root;
    }

    static LauncherSandbox in(Path root) throws IOException {
        LauncherSandbox sandbox = new LauncherSandbox(root);
        Path launcher = Path.of(System.getProperty("basedir")).toAbsolutePath().resolveSibling("truechimer");
        Files.copy(launcher, root.resolve("truechimer"));
        Files.createDirectories(root.resolve(".mvn"));
        Path bin = Files.createDirectories(root.resolve("bin"));
        for (String tool : TOOLS) {
            for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
                Path candidate = Path.of(directory, tool);
                if (Files.isExecutable(candidate) && !Files.exists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), candidate);
                }
            }
        }
        sandbox.old("pom.xml");
        for (String module : List.of("clock-api", "clock-ntp", "clock-ptp-gps", "cli")) {
            sandbox.old(module + "/pom.xml");
            sandbox.old(module + "/src/main/java/Source.java");
        }
        sandbox.javaOfVersion("17");
        return sandbox;
    }

    /** A Java that says its version if asked, and else prints what it was called with. */
    void javaOfVersion(String version) throws IOException {
        script(
                root.resolve("jdk/bin/java"),
                "case $1 in -XshowSettings*) echo \"    java.specification.version = " + version
                        + "\" >&2; exit;; esac",
                "printf '|'; printf '%s|' \"$@\"; echo");
    }

    void mavenThat(String commands) throws IOException {
        script(root.resolve("bin/mvn"), commands);
    }

    /** Makes a file newer than the jar, and everything else older. */
    void change(String file) throws IOException {
        Path jar = root.resolve("cli/target/truechimer-cli-1.jar");
        try (Stream<Path> project = Files.walk(root)) {
            for (Path path : project.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                Files.setLastModifiedTime(path, path.equals(jar) ? JAR_TIME : SOURCE_TIME);
            }
        }
        Path changed = root.resolve(file);
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, "changed");
        Files.setLastModifiedTime(changed, CHANGE_TIME);
    }

    ProcessBuilder command(String... args) {
        List<String> commandLine =
                new ArrayList<>(List.of(root.resolve("truechimer").toString()));
        commandLine.addAll(List.of(args));
        ProcessBuilder command = new ProcessBuilder(commandLine).directory(root.toFile());
        command.environment().put("PATH", root.resolve("bin").toString());
        command.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        return command;
    }

    private void old(String file) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.createFile(path);
    }

    private static void script(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
