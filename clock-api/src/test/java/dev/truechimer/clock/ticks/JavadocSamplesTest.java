package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples in the Javadoc of what measures and limits durations compile. */
class JavadocSamplesTest {

    private static final Pattern SAMPLE = Pattern.compile("<pre>\\{@code\n(.*?)}</pre>", Pattern.DOTALL);

    private static final String BEFORE = """
            import dev.truechimer.clock.ticks.*;
            import java.io.IOException;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.TimeoutException;
            import java.util.concurrent.locks.*;

            abstract class Sample {
                interface Request {
                    void setHeader(String name, String value);
                }

                abstract void work();
                abstract void log(long nanos);
                abstract void read();
                abstract void write();
                abstract String fetch(Deadline deadline);
                abstract void store(String row, Deadline deadline);
                abstract Object call(Deadline deadline) throws IOException;

                Object run(Deadline deadline, Lock lock, Condition notEmpty, List<String> rows, Request request,
                        Optional<String> header) throws Exception {
            """;

    @ParameterizedTest
    @ValueSource(strings = {"Stopwatch", "Laps", "DeadlineWaits", "GrpcTimeout", "TimeoutBudget", "Deadline"})
    void compiles(String type, @TempDir Path classes) throws IOException {
        Path source = Path.of("src", "main", "java", "dev", "truechimer", "clock", "ticks", type + ".java");
        Matcher samples = SAMPLE.matcher(Files.readString(source));
        assertTrue(samples.find(), "it has a sample");
        String sample = samples.group(1).replaceAll("(?m)^ \\* ?", "");
        // Those that make a deadline of their own hide the one that they are given.
        String before =
                sample.contains("Deadline deadline =") ? BEFORE.replace("Deadline deadline, Lock", "Lock") : BEFORE;
        String after = sample.contains("throw failure") ? "    }\n}\n" : "        return null;\n    }\n}\n";
        assertEquals("", compile(before + sample + after, classes));
    }

    private static String compile(String source, Path classes) {
        StringWriter messages = new StringWriter();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"));
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, List.of(file))
                .call();
        return compiled ? "" : messages.toString();
    }
}
