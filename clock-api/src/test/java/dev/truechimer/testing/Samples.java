package dev.truechimer.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java samples of the documentation: finds and compiles them. */
public final class Samples {

    private static final Pattern IN_MARKDOWN = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern IN_JAVADOC = Pattern.compile("<pre>\\{@code\n(.*?) \\* }</pre>", Pattern.DOTALL);
    private static final Pattern MARGIN = Pattern.compile("^ \\* ?", Pattern.MULTILINE);

    private Samples() {}

    /** Those of a page, in its order. Each ends with the end of a line. */
    public static List<String> ofMarkdown(Path page) throws IOException {
        return found(IN_MARKDOWN, page).toList();
    }

    /** Those in the documentation of a package, or of a class by itself: that of members is indented. */
    public static List<String> ofJavadoc(Path source) throws IOException {
        return found(IN_JAVADOC, source)
                .map(sample -> MARGIN.matcher(sample).replaceAll(""))
                .toList();
    }

    private static Stream<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file)).results().map(sample -> sample.group(1));
    }

    /**
     * Compiles a sample for the oldest Java that we support, on the class path of the test.
     *
     * @param before begins a class named {@code Sample} and a method of it, where the sample goes on
     * @param classes the folder for what is compiled
     * @return what the compiler says; empty if the sample is in order
     */
    public static String messages(String before, String sample, Path classes) {
        String source = before + sample + "    }\n}\n";
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
