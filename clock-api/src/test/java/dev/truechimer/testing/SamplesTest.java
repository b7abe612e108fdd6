package dev.truechimer.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {

    private static final String BEFORE = "class Sample {\n    void run() {\n";

    @TempDir
    private Path folder;

    @Test
    void findsThoseOfAPage() throws IOException {
        Path page = Files.writeString(
                folder.resolve("page.md"), "Text\n```java\na();\n\nb();\n```\n```sh\nls\n```\n```java\nc();\n```\n");
        assertEquals(List.of("a();\n\nb();\n", "c();\n"), Samples.ofMarkdown(page));
    }

    @Test
    void findsThoseOfAClassWithoutTheirMargin() throws IOException {
        Path source = Files.writeString(
                folder.resolve("Source.java"),
                "/**\n * Text.\n *\n * <pre>{@code\n * a();\n *\n *     b();\n * }</pre>\n */\nclass Source {}\n");
        assertEquals(List.of("a();\n\n    b();\n"), Samples.ofJavadoc(source));
    }

    @Test
    void compilesWhatIsInOrder() {
        assertEquals("", Samples.messages(BEFORE, "run();\n", folder));
        assertTrue(Files.exists(folder.resolve("Sample.class")));
    }

    @Test
    void tellsWhatIsWrong() {
        String messages = Samples.messages(BEFORE, "walk();\n", folder);
        assertTrue(messages.contains("walk()"), messages);
    }
}
