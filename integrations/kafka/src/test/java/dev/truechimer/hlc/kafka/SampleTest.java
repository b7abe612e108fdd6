package dev.truechimer.hlc.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples in the documentation of the classes compile. */
class SampleTest {

    private static final Pattern SAMPLE = Pattern.compile("<pre>\\{@code\n(.*?)\n \\* }</pre>", Pattern.DOTALL);

    private static final String BEFORE = """
            import dev.truechimer.hlc.*;
            import dev.truechimer.hlc.kafka.*;
            import java.time.Duration;
            import java.util.*;
            import org.apache.kafka.clients.consumer.*;
            import org.apache.kafka.clients.producer.*;

            abstract class Sample {
                abstract void process(ConsumerRecord<String, String> order);

                void run(HybridLogicalClock clock, Map<String, Object> config, Producer<String, String> producer,
                        Consumer<String, String> consumer, Duration timeout, String key, String value) {
            """;

    @ParameterizedTest
    @ValueSource(strings = {"HlcRecords", "HlcProducerInterceptor", "HlcConsumerInterceptor"})
    void compiles(String name, @TempDir Path classes) throws IOException {
        Path source = Path.of("src", "main", "java", "dev", "truechimer", "hlc", "kafka", name + ".java");
        List<String> samples = SAMPLE.matcher(Files.readString(source))
                .results()
                .map(found -> found.group(1).replaceAll("(?m)^ \\* ?", ""))
                .toList();
        assertEquals(1, samples.size());
        assertEquals("", compile(BEFORE + samples.get(0) + "\n    }\n}\n", classes));
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
