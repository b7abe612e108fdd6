package dev.truechimer.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * JVMs as children of the one that runs a test, with the same Java and the same class path. {@link TalkingJvm} is for
 * those that the test talks with.
 */
public final class ChildJvm {

    private static final List<String> SMALL =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "--enable-native-access=ALL-UNNAMED");

    private ChildJvm() {}

    /** A JVM that is not yet started; its standard output and error are mixed. */
    public static ProcessBuilder of(List<String> jvmOptions, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        // Also under Maven, which starts a JVM with a jar that only names the others, this property names all.
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** The same, for one that starts fast, takes little memory, and may call native code. */
    public static ProcessBuilder small(Class<?> main, String... arguments) {
        return of(SMALL, main.getName(), List.of(arguments));
    }
}
