package dev.truechimer.hlc;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The samples of the page about hybrid logical clocks compile, and the first one is as short as promised. Those for other
 * libraries are compiled where these are on the class path.
 */
class DocsSampleTest {

    private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final String BEFORE = """
            import dev.truechimer.clock.Timekeeper;
            import dev.truechimer.hlc.*;
            import dev.truechimer.hlc.carry.*;
            import java.net.http.HttpRequest;
            import java.nio.file.Path;
            import java.util.OptionalLong;

            class Sample {
                void run(Timekeeper timekeeper, HttpRequest.Builder request, String header, long a, long b)
                        throws Exception {
            """;

    @Test
    void theFirstSampleCompilesAndHasAtMostTenLines(@TempDir Path classes) throws IOException {
        String first = sample(0);
        assertTrue(first.lines().count() <= 10, () -> "at most ten lines: " + first);
        for (String call : List.of(".now()", ".header(", ".text(", "definitelyBefore", "uncertainty")) {
            assertTrue(first.contains(call), call);
        }
        assertEquals("", compile(first, classes));
    }

    @Test
    void theSampleOfTheJournalCompiles(@TempDir Path classes) throws IOException {
        String journal = sample(1);
        assertTrue(journal.contains("HlcJournal.open"), journal);
        assertEquals("", compile(journal, classes));
    }

    private static String sample(int index) throws IOException {
        Matcher samples = SAMPLE.matcher(Files.readString(Path.of("..", "docs", "hlc.md")));
        for (int i = 0; i <= index; i++) {
            assertTrue(samples.find(), "the page has sample " + index);
        }
        return samples.group(1);
    }

    private static String compile(String sample, Path classes) {
        String source = BEFORE + sample + "    }\n}\n";
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
