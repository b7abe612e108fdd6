package dev.truechimer.hlc.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample in the documentation of the class compiles. */
class SampleTest {

    private static final String BEFORE = """
            import dev.truechimer.hlc.*;
            import dev.truechimer.hlc.http.*;
            import java.io.IOException;
            import java.net.URI;
            import java.net.http.*;
            import java.net.http.HttpResponse.BodyHandlers;

            abstract class Sample {
                interface HttpServletRequest {
                    String getHeader(String name);
                }

                interface HttpServletResponse {
                    void setHeader(String name, String value);
                }

                abstract String work();

                void send(HybridLogicalClock clock, HttpClient client, URI uri, HttpServletRequest servletRequest,
                        HttpServletResponse servletResponse) throws IOException, InterruptedException {
            """;

    @Test
    void compiles(@TempDir Path classes) throws IOException {
        Path source = Path.of("src", "main", "java", "dev", "truechimer", "hlc", "http", "HlcHttp.java");
        List<String> samples = Samples.ofJavadoc(source);
        assertEquals(1, samples.size());
        assertEquals("", Samples.messages(BEFORE, samples.get(0), classes));
    }
}
