package dev.truechimer.hlc.grpc;

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
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample of the package compiles, and is short. */
class PackageSampleTest {

    private static final Path PACKAGE = Path.of("src/main/java/dev/truechimer/hlc/grpc/package-info.java");

    private static final Pattern SAMPLE = Pattern.compile("<pre>\\{@code\n(.*?) \\* }</pre>", Pattern.DOTALL);

    private static final String BEFORE = """
            import dev.truechimer.clock.*;
            import dev.truechimer.hlc.*;
            import dev.truechimer.hlc.grpc.*;
            import io.grpc.*;

            class Sample {
                void run(Timekeeper timekeeper, BindableService service, Channel channel, int port) {
            """;

    @Test
    void compilesAndHasAtMostTenLines(@TempDir Path classes) throws IOException {
        Matcher sample = SAMPLE.matcher(Files.readString(PACKAGE));
        assertTrue(sample.find(), "the package has a sample");
        String code = sample.group(1).replaceAll("(?m)^ \\* ", "");
        assertTrue(code.lines().count() <= 10, "at most ten lines: " + code);
        assertEquals("", compile(BEFORE + code + "    }\n}\n", classes));
    }

    private static String compile(String source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
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
        boolean compiled = compiler.getTask(messages, null, null, options, null, List.of(file))
                .call();
        return compiled ? "" : messages.toString();
    }
}
